using System.CommandLine;
using System.CommandLine.Help;
using AgentGateway.Cli.Verbs;
using AgentGateway.Cli.Verbs.Approvals;
using AgentGateway.Cli.Verbs.Artifacts;
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

/// <summary>All verbs in one table, and what is the same for all of them.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parsing = new()
    {
        // "@alias text" is something that people say to a thread, never the name of a file with arguments.
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args.Length == 0 ? ["--help"] : args, Parsing);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine($"error: {error.Message} (usage)");
            Console.Error.WriteLine($"hint: {PathOf(parsed.CommandResult.Command, parsed)} --help shows how it is used.");
            return ExitCodes.Usage;
        }

        try
        {
            // Signals are the verbs' own business: the daemon stops in order, everything else may simply end.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Screen.Error(new("internal_error", $"This command failed: {failure.Message}", "This is a fault of agw. `agw doctor` may show its cause."));
            return ExitCodes.Failed;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(
            """
            AgentGateway: a daemon that owns the state of agent work, reached first as an MCP server.

            Begin with:
              agw serve                                     run the daemon here
              claude mcp add agw -- agw mcp                 let an editor use it; it starts the daemon by itself
              agw thread send "What can you do?"            talk to it
              agw session create --name shell -- bash       start a program in a terminal of its own
            """)
        {
            ServeVerb.Create(), McpVerb.Create(), StatusVerb.Create(), StopVerb.Create(), TokenVerb.Create(), DoctorVerb.Create(),
            EventsVerb.Create(), AgentsVerb.Create(), ThreadVerbs.Create(), SessionVerbs.Create(), AttachVerb.Create(), TopVerb.Create(),
            ApprovalsVerb.Create(), ApproveVerb.Create(), DenyVerb.Create(), QuestionsVerb.Create(), AnswerVerb.Create(), PolicyVerbs.Create(),
            TaskVerbs.Create(), ArtifactVerbs.Create(), WorkspaceVerbs.Create(), SecretVerbs.Create(), McpServerVerbs.Create(), HookVerb.Create(), JournalVerbs.Create(),
            BackupVerb.Create(),
        };
        // The default also takes /h, which is something that people may say to a thread.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Add(new HelpOption("--help", "-h"));
        return root;
    }

    private static string PathOf(Command command, ParseResult parsed) =>
        command is RootCommand ? "agw" : command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent, parsed)} {command.Name}" : command.Name;
}
