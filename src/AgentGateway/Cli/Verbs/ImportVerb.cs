using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Imports;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw import claude|codex</c>: the conversations of another program as threads.</summary>
internal static class ImportVerb
{
    /// <summary>In the order in which they are told.</summary>
    private static readonly (string State, string Told)[] States =
    [
        ("new", "new"), ("grown", "grown"), ("unchanged", "unchanged"), ("empty", "without messages"),
        ("deleted", "whose thread you deleted"), ("rewritten", "rewritten since, left as they were"),
        ("unreadable", "that cannot be read"),
    ];

    public static Command Create()
    {
        var program = new Argument<string>("PROGRAM") { Description = "claude or codex", HelpName = "claude|codex" };
        program.AcceptOnlyFromAmong("claude", "codex");
        var since = new Option<string?>("--since")
        {
            Description = "Only conversations whose file changed since then", HelpName = "7d|2026-01-31",
        };
        var directory = new Option<string?>("--directory")
        {
            Description = "Only conversations that took place in this directory or below it", HelpName = "DIR",
        };
        var from = new Option<string?>("--from")
        {
            Description = "Where the program keeps its files [default: ~/.claude or CLAUDE_CONFIG_DIR, ~/.codex or "
                + "CODEX_HOME]",
            HelpName = "DIR",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would be imported, and import nothing" };
        var command = VerbContext.Command("import",
            """
            Copy the conversations that Claude Code or Codex keep on this machine into threads. Each becomes one
            read-only thread, in the list at the time of its last message, and its messages can be searched. Import
            again whenever you like: it adds what is new. The program's files are read and never changed, and nothing
            in them is carried out. Values of your secrets (`agw secret`) are replaced, as in every text that enters.

            All agents and clients of this daemon can search and read threads, imported ones too. To go on from one:
            agw thread fork THREAD.

            Examples:
              agw import claude --dry-run
              agw import claude
              agw import codex --since 30d --directory ~/src/site
            """,
            (context, parsed) => RunAsync(
                context,
                parsed.GetValue(program)!,
                parsed.GetValue(from),
                parsed.GetValue(since),
                parsed.GetValue(directory),
                parsed.GetValue(dryRun)));
        command.Add(program);
        command.Add(since);
        command.Add(directory);
        command.Add(from);
        command.Add(dryRun);
        return command;
    }

    private static async Task<int> RunAsync(
        VerbContext context, string program, string? from, string? since, string? directory, bool isDryRun)
    {
        var call = new JsonObject
        {
            ["program"] = program,
            ["root"] = from is null ? RootOf(program) : FullPath(from),
            ["dry_run"] = isDryRun,
        };
        if (directory is not null) call["directory"] = FullPath(directory);
        if (since is not null)
        {
            if (PastTime.Read(since, "--since", TimeProvider.System.GetUtcNow()).IsRejected(out var unread, out var at))
                return context.Refuse(unread);
            call["since"] = Show.Exactly(at.ToUniversalTime());
        }

        Outcome<DaemonAnswer<ImportView>> answer;
        using (var line = new ProgressLine(TimeProvider.System))
            answer = await context.CallAsync(DaemonCalls.Import, call, piece =>
            {
                var told = piece.Deserialize(HostJson.Plain.ImportProgressView)!;
                line.Show($"· {told.Done} of {told.Files} files, {told.Messages} messages  {told.File}");
                return Task.CompletedTask;
            });
        if (answer.IsRejected(out var refused, out var done)) return context.Refuse(refused);
        if (context.IsJson) Screen.Line(done.Json);
        else context.Page(() => Print(done.View));
        return ExitCodes.Done;
    }

    private static string RootOf(string program)
    {
        var (variable, folder) = program == "claude" ? ("CLAUDE_CONFIG_DIR", ".claude") : ("CODEX_HOME", ".codex");
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named
            ? FullPath(named)
            : Path.Combine(UserHome.Path, folder);
    }

    private static string FullPath(string path)
    {
        var full = Path.GetFullPath(path);
        return full.Length > 1 ? full.TrimEnd('/') : full;
    }

    private static void Print(ImportView import)
    {
        var counts = import.Counts;
        Screen.Table(
            ["THREAD", "STATE", "MESSAGES", "STARTED", "TITLE", "DIRECTORY"],
            import.Conversations.Select(one => (string?[])
            [
                one.ThreadId ?? "-", one.State, Show.Number(one.Messages), Show.When(one.StartedAt),
                one.Title ?? one.File, one.Directory,
            ]),
            counts.Files == 0
                ? $"{ThreadImport.NameOf(import.Program)} keeps no conversations in {import.Root}."
                : "Nothing is new.");
        if (counts.Files == 0) return;
        var told = States.Where(state => counts.Conversations.GetValueOrDefault(state.State) > 0)
            .Select(state => $"{counts.Conversations[state.State]} {state.Told}")
            .Concat(counts.LeftOut > 0 ? [$"{counts.LeftOut} left out by your choice"] : []);
        var verb = import.DryRun ? "would be" : "were";
        Screen.Line(
            $"{Show.Number(counts.Files)} {(counts.Files == 1 ? "conversation" : "conversations")} of "
                + $"{ThreadImport.NameOf(import.Program)}: {string.Join(", ", told)}. "
                + $"{Show.Number(counts.Messages)} messages {verb} imported.");
        foreach (var remark in Remarks(counts)) Screen.Aside(remark);
        if (counts.Messages > 0 && !import.DryRun) Screen.Aside("search them: agw thread search WORDS");
    }

    private static IEnumerable<string> Remarks(ImportCountsView counts)
    {
        if (counts.BrokenLines > 0) yield return $"{counts.BrokenLines} lines are damaged and were passed over";
        if (counts.LongLines > 0) yield return $"{counts.LongLines} lines are too long and were passed over";
        if (counts.SubagentEntries > 0)
            yield return $"{counts.SubagentEntries} entries are of subagents and were left out";
        if (counts.UnknownEntries.Count > 0)
            yield return "entries of unknown kinds were left out: "
                + string.Join(", ", counts.UnknownEntries.Select(
                    kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value}")));
    }
}
