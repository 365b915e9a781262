using System.CommandLine;
using System.CommandLine.Help;
using AgentGateway.Cli.Verbs;
using AgentGateway.Cli.Verbs.Approvals;
using AgentGateway.Cli.Verbs.Artifacts;
using AgentGateway.Cli.Verbs.Egress;
using AgentGateway.Cli.Verbs.Journal;
using AgentGateway.Cli.Verbs.McpServers;
using AgentGateway.Cli.Verbs.Policy;
using AgentGateway.Cli.Verbs.Secrets;
using AgentGateway.Cli.Verbs.Sessions;
using AgentGateway.Cli.Verbs.Tasks;
using AgentGateway.Cli.Verbs.Threads;
using AgentGateway.Cli.Verbs.Tokens;
using AgentGateway.Cli.Verbs.Workspaces;

namespace AgentGateway.Cli;

/// <summary>All verbs in one table, and their common rules: parsing, usage errors, exit codes.</summary>
internal static class CommandLine
{
    public static readonly ParserConfiguration Parsing = new()
    {
        // "@alias text" is something that people say to a thread, never the name of a file with arguments.
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    private static readonly Verb[] Verbs =
    [
        new("serve", ServeVerb.Create),
        new("mcp", McpVerb.Create),
        new("status", StatusVerb.Create),
        new("stop", StopVerb.Create),
        new("token", TokenVerb.Create),
        new("doctor", DoctorVerb.Create),
        new("events", EventsVerb.Create),
        new("agents", AgentsVerb.Create),
        new("thread", ThreadVerbs.Create),
        new("session", SessionVerbs.Create),
        new("attach", AttachVerb.Create),
        new("top", TopVerb.Create),
        new("approvals", ApprovalsVerb.Create),
        new("approve", ApproveVerb.Create),
        new("deny", DenyVerb.Create),
        new("questions", QuestionsVerb.Create),
        new("answer", AnswerVerb.Create),
        new("policy", PolicyVerbs.Create),
        new("task", TaskVerbs.Create),
        new("artifact", ArtifactVerbs.Create),
        new("egress", EgressVerb.Create),
        new("workspace", WorkspaceVerbs.Create),
        new("secret", SecretVerbs.Create),
        new("mcp-servers", McpServerVerbs.Create),
        new("hook", HookVerb.Create),
        new("journal", JournalVerbs.Create),
        new("backup", BackupVerb.Create),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root(args).Parse(args.Length == 0 ? ["--help"] : args, Parsing);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine($"error: {error.Message} (usage)");
            var path = PathOf(parsed.CommandResult.Command, parsed);
            Console.Error.WriteLine($"hint: {path} --help shows how it is used.");
            return ExitCodes.Usage;
        }

        try
        {
            // Signals are left to the verbs: the daemon stops in order, everything else may simply end.
            return await parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                CancellationToken.None);
        }
        catch (Exception failure)
        {
            Screen.Error(new(
                "internal_error",
                $"This command failed: {failure.Message}",
                "This is a fault of agw. `agw doctor` may show its cause."));
            return ExitCodes.Failed;
        }
    }

    /// <summary>
    /// With the verb that is called, or with all where none is called by name: help and errors name them all.
    /// </summary>
    public static RootCommand Root(string[] args)
    {
        var root = new RootCommand(
            """
            AgentGateway: a daemon that owns the state of agent work. Its main interface is an MCP server.

            Begin with:
              agw serve                                     run the daemon here
              claude mcp add agw -- agw mcp                 let an editor use it; it starts the daemon by itself
              agw thread send "What can you do?"            talk to it
              agw session create --name shell -- bash       start a program in a terminal of its own
            """);
        Verb.Group(root, args, Verbs);
        // The default also takes /h, which is something that people may say to a thread.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Add(new HelpOption("--help", "-h"));
        return root;
    }

    private static string PathOf(Command command, ParseResult parsed) =>
        command is RootCommand ? "agw"
        : command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent, parsed)} {command.Name}"
        : command.Name;
}
