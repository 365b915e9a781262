using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session run -- COMMAND</c>: one command, its output and its exit code.</summary>
internal static class SessionRunVerb
{
    /// <summary>As the tool <c>timeout</c> and shells tell it.</summary>
    private const int TimedOut = 124, SignalBase = 128;

    public static Command Create()
    {
        var words = new Argument<string[]>("COMMAND") { Description = "One shell line, or a program and its arguments", Arity = ArgumentArity.OneOrMore };
        var session = new Option<string>("--session-id", "--session") { Description = "In this shell session, as the next thing [default: a terminal of its own]", HelpName = "SESSION" };
        var directory = new Option<string>("--directory") { Description = "Where it runs [default: here]", HelpName = "DIR" };
        var timeout = new Option<double?>("--timeout-seconds") { Description = "Stop it after so long", HelpName = "N" };
        var command = VerbContext.Command("run",
            """
            Run a command to its end and print what it printed. The exit code is the command's own; 124 when its time was over, 128 and the signal's
            number when a signal ended it. One word is a shell line; several are a program and its arguments, kept as they are.

            Examples:
              agw session run -- make test
              agw session run "grep -r foo src | wc -l"
              agw session run --session shell -- git status
            """,
            async (context, parsed) =>
            {
                var place = parsed.GetValue(directory);
                var where = place is not null ? Path.GetFullPath(place) : parsed.GetValue(session) is null ? Environment.CurrentDirectory : null;
                var answer = await context.CallAsync("session_run",
                    Arguments.Of(("command", ShellLine.OfCommand(parsed.GetValue(words)!)), ("session_id", parsed.GetValue(session)), ("directory", where),
                        ("timeout_seconds", parsed.GetValue(timeout))), null);
                if (answer.IsRejected(out var rejection)) return context.Refuse(rejection);
                using var json = JsonDocument.Parse(answer.Value);
                if (context.IsJson) Screen.Line(answer.Value);
                else Print(json.RootElement);
                return ExitCode(json.RootElement);
            });
        command.Add(words);
        foreach (var option in (Option[])[session, directory, timeout]) command.Add(option);
        return command;
    }

    private static void Print(JsonElement answer)
    {
        var output = Show.Text(answer, "output");
        Screen.Piece(output.Length == 0 || output.EndsWith('\n') ? output : output + "\n");
        if (Show.Text(answer, "truncated") == "yes") Screen.Aside($"· the middle is left out; all of it: agw session output {Show.Text(answer, "session_id")} --offset {Show.Text(answer, "from_offset")}");
        if (Show.Text(answer, "timed_out") == "yes") Screen.Aside("· its time was over, so it was stopped");
    }

    private static int ExitCode(JsonElement answer) =>
        Show.Text(answer, "timed_out") == "yes" ? TimedOut
        : int.TryParse(Show.Text(answer, "exit_code"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var code) ? code
        : int.TryParse(Show.Text(answer, "signal"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var signal) ? SignalBase + signal
        : ExitCodes.Failed;
}
