using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session run -- COMMAND</c>: one command, its output and its exit code.</summary>
internal static class SessionRunVerb
{
    /// <summary>The exit codes that <c>timeout</c> and shells use.</summary>
    private const int TimedOut = 124, SignalBase = 128;

    public static Command Create()
    {
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "One shell line, or a program and its arguments", Arity = ArgumentArity.OneOrMore,
        };
        var session = new Option<string>("--session-id", "--session")
        {
            Description = "In this shell session, as its next command [default: a terminal of its own]",
            HelpName = "SESSION",
        };
        var directory = new Option<string>("--directory")
        {
            Description = "Where it runs [default: here]",
            HelpName = "DIR",
        };
        var timeout = new Option<double?>("--timeout-seconds")
        {
            Description = "Stop it after so long",
            HelpName = "N",
        };
        var sandbox = new Option<string>("--sandbox")
        {
            Description = "What it can reach [default: open]", HelpName = "read|workspace|network|open",
        };
        var stdio = new Option<string>("--stdio")
        {
            Description = "separate: without a terminal, errors to standard error", HelpName = "terminal|separate",
        };
        var command = VerbContext.Command("run",
            """
            Run a command to its end and print what it printed. The exit code is the command's own; 124 when its time
            was over, 128 plus the signal's number when a signal ended it. One word is a shell line; several are a
            program and its arguments, kept as they are. --sandbox says what it can reach: read (writes nothing, no
            network), workspace (writes the workspace, no network), network (allowed hosts as well, and you are asked
            about others) or open, which is the default.

            Examples:
              agw session run -- make test
              agw session run "grep -r foo src | wc -l"
              agw session run --session shell -- git status
              agw session run --stdio separate -- make 2>errors
              agw session run --sandbox network -- npm install
            """,
            async (context, parsed) =>
            {
                var place = parsed.GetValue(directory);
                var where = place is not null ? Path.GetFullPath(place)
                    : parsed.GetValue(session) is null ? Environment.CurrentDirectory : null;
                var arguments = Arguments.Of(
                    ("command", ShellLine.OfCommand(parsed.GetValue(words)!)), ("session_id", parsed.GetValue(session)),
                    ("directory", where), ("timeout_seconds", parsed.GetValue(timeout)),
                    ("sandbox", parsed.GetValue(sandbox)), ("stdio", parsed.GetValue(stdio)));
                var called = await context.CallAsync(SessionRunTool.Declaration, arguments);
                if (called.IsRejected(out var rejection, out var answer)) return context.Refuse(rejection);
                if (context.IsJson) Screen.Line(answer.Json);
                else Print(answer.View);
                return ExitCode(answer.View);
            });
        command.Add(words);
        foreach (var option in (Option[])[session, directory, timeout, sandbox, stdio]) command.Add(option);
        return command;
    }

    private static void Print(RunView run)
    {
        Screen.Piece(run.Output.Length == 0 || run.Output.EndsWith('\n') ? run.Output : run.Output + "\n");
        if (run.Errors is { Length: > 0 } errors) Screen.Aside(errors.TrimEnd('\n'));
        if (run.Truncated)
            Screen.Aside(
                $"· the middle is left out; all of it: agw session output {run.SessionId} --offset "
                    + $"{Show.Number(run.FromOffset)}");
        if (run.Advice is { } advice) Screen.Aside($"· {advice}");
        if (run.TimedOut) Screen.Aside("· its time was over, so it was stopped");
    }

    private static int ExitCode(RunView run) =>
        run.TimedOut ? TimedOut
        : run.ExitCode is { } code ? code
        : run.Signal is { } signal ? SignalBase + signal
        : ExitCodes.Failed;
}
