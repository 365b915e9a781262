using System.CommandLine;
using System.CommandLine.Help;
using System.Text.Json;
using AgentGateway.Cli.Verbs;
using AgentGateway.Cli.Verbs.Approvals;
using AgentGateway.Cli.Verbs.Artifacts;
using AgentGateway.Cli.Verbs.Configuration;
using AgentGateway.Cli.Verbs.Egress;
using AgentGateway.Cli.Verbs.Gateways;
using AgentGateway.Cli.Verbs.Installation;
using AgentGateway.Cli.Verbs.Journal;
using AgentGateway.Cli.Verbs.Knowledge;
using AgentGateway.Cli.Verbs.McpServers;
using AgentGateway.Cli.Verbs.Memory;
using AgentGateway.Cli.Verbs.Policy;
using AgentGateway.Cli.Verbs.Secrets;
using AgentGateway.Cli.Verbs.Sessions;
using AgentGateway.Cli.Verbs.Skills;
using AgentGateway.Cli.Verbs.Tasks;
using AgentGateway.Cli.Verbs.Threads;
using AgentGateway.Cli.Verbs.Tokens;
using AgentGateway.Cli.Verbs.Workspaces;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Views;

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
        new("start", StartVerb.Create),
        new("status", StatusVerb.Create),
        new("stop", StopVerb.Create),
        new("token", TokenVerb.Create),
        new("doctor", DoctorVerb.Create),
        new("events", EventsVerb.Create),
        new("agents", AgentsVerb.Create),
        new("chat", ChatVerb.Create),
        new("thread", ThreadVerbs.Create),
        new("session", SessionVerbs.Create),
        new("run", RunVerb.Create),
        new("attach", AttachVerb.Create),
        new("top", TopVerb.Create),
        new("inbox", InboxVerb.Create),
        new("history", HistoryVerb.Create),
        new("import", ImportVerb.Create),
        new("approvals", ApprovalsVerb.Create),
        new("approve", ApproveVerb.Create),
        new("deny", DenyVerb.Create),
        new("questions", QuestionsVerb.Create),
        new("answer", AnswerVerb.Create),
        new("policy", PolicyVerbs.Create),
        new("task", TaskVerbs.Create),
        new("artifact", ArtifactVerbs.Create),
        new("skill", SkillVerbs.Create),
        new("knowledge", KnowledgeVerbs.Create),
        new("egress", EgressVerb.Create),
        new("memory", MemoryVerbs.Create),
        new("workspace", WorkspaceVerbs.Create),
        new("gateways", GatewayVerbs.Create),
        new("secret", SecretVerbs.Create),
        new("mcp-servers", McpServerVerbs.Create),
        new("hook", HookVerb.Create),
        new("journal", JournalVerbs.Create),
        new("backup", BackupVerb.Create),
        new("restore", RestoreVerb.Create),
        new("recall-eval", RecallEvalVerb.Create),
        new("config", ConfigVerbs.Create),
        new("logs", LogsVerb.Create),
        new("usage", UsageVerb.Create),
        new("service", ServiceVerbs.Create),
        new("setup", SetupVerb.Create),
        new("uninstall", UninstallVerb.Create),
        new("completion", CompletionVerb.Create),
        new("__complete", CompletionVerb.CreateCandidates),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["-v"] or ["--version"])
        {
            Screen.Line(ProgramVersion.Full);
            return ExitCodes.Done;
        }

        var words = TypedWords.Of(args);
        var parsed = Root(words).Parse(words, Parsing);
        var isMisspelt = parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0;
        if (parsed.Action is HelpAction && parsed.CommandResult.Command is RootCommand && !isMisspelt)
        {
            Screen.Line(RootHelp.Text);
            return ExitCodes.Done;
        }

        if ((isMisspelt || parsed.Action is not HelpAction) && UsageErrors.Of(parsed) is { } wrong)
            return Refuse(wrong, isJson: words.TakeWhile(word => word != "--").Contains(CommonOptions.Json.Name));

        if (parsed.Action is HelpAction) VerbSummary.Shorten(parsed.CommandResult.Command);

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

    /// <summary>Tells a refusal, as JSON where that was asked for.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(Rejection rejection, bool isJson)
    {
        if (isJson)
            Screen.Line(JsonSerializer.Serialize(
                new ErrorEnvelope(VerbWords.ForPerson(rejection)), HostJson.Plain.ErrorEnvelope));
        else Screen.Error(rejection);
        return ExitCodes.Of(rejection);
    }

    /// <summary>
    /// With the verb that is called, or with all where none is called by name: help and errors name them all.
    /// </summary>
    public static RootCommand Root(string[] args)
    {
        var root = new RootCommand("AgentGateway: a daemon that keeps the terminals and threads of agents.");
        Verb.Group(root, args, Verbs);
        // The default also takes /h, which is something that people may say to a thread.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Add(new HelpOption("--help", "-h"));
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        return root;
    }
}
