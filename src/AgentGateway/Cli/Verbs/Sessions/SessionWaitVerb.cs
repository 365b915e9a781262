using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session wait SESSION</c>: until something comes to pass.</summary>
internal static class SessionWaitVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var until = new Option<string>("--until")
        {
            Description = "pattern, quiet, status or exit [default: by the other options, else exit]",
            HelpName = "EVENT",
        };
        until.AcceptOnlyFromAmong("pattern", "quiet", "status", "exit");
        var pattern = new Option<string>("--pattern")
        {
            Description = "A regular expression, looked for in new output", HelpName = "REGEX",
        };
        var quiet = new Option<int?>("--quiet-ms")
        {
            Description = "Until nothing was printed for so long",
            HelpName = "N",
        };
        var status = new Option<string>("--status")
        {
            Description = "working, idle, needs-approval, trust, question, auth-dead, quota-exhausted, error, exited",
            HelpName = "STATUS",
        };
        var timeout = new Option<double?>("--timeout-seconds")
        {
            Description = "At most so long [default: as long as it takes]", HelpName = "N",
        };
        var offset = new Option<long?>("--offset")
        {
            Description = "Look for the pattern from this byte of the output on [default: new output]", HelpName = "N",
        };
        var command = VerbContext.Command("wait",
            """
            Wait for a session. Exit code 0: what was waited for has happened. 1: the program ended first. 5: the time
            was over.

            Examples:
              agw session wait build                              until its program has ended
              agw session wait dev --pattern "listening on [0-9]+" --timeout-seconds 60
              agw session wait agent --status idle
              agw session wait shell --quiet-ms 500
            """,
            (context, parsed) =>
            {
                var waited = parsed.GetValue(until)
                    ?? (parsed.GetValue(pattern) is not null ? "pattern"
                    : parsed.GetValue(status) is not null ? "status"
                    : parsed.GetValue(quiet) is not null ? "quiet" : "exit");
                var arguments = Arguments.Of(
                    ("session_id", parsed.GetValue(session)), ("until", waited), ("pattern", parsed.GetValue(pattern)),
                    ("quiet_ms",
                        parsed.GetValue(quiet)), ("status",
                            parsed.GetValue(status)), ("offset", parsed.GetValue(offset)));
                return WaitAsync(context, arguments, parsed.GetValue(timeout));
            });
        command.Add(session);
        foreach (var option in (Option[])[until, pattern, quiet, status, timeout, offset]) command.Add(option);
        return command;
    }

    /// <summary>One call waits for so long as a call may; without a limit the next call follows.</summary>
    private static async Task<int> WaitAsync(VerbContext context, JsonObject arguments, double? seconds)
    {
        var left = seconds ?? double.PositiveInfinity;
        while (true)
        {
            arguments["timeout_seconds"] = Math.Min(left, WaitLimit.Work.SecondsMax);
            var called = await context.CallAsync(SessionWaitTool.Declaration, (JsonObject)arguments.DeepClone());
            if (called.IsRejected(out var rejection, out var answer)) return context.Refuse(rejection);
            var outcome = answer.View;
            left -= WaitLimit.Work.SecondsMax;
            if (outcome.Reason == "timeout" && left > 0)
            {
                // Exactly where the last look ended, so that nothing between the two is missed.
                if (arguments.ContainsKey("pattern")) arguments["offset"] = outcome.Offset;
                continue;
            }

            if (context.IsJson) Screen.Line(answer.Json);
            else Print(outcome);
            return outcome.Matched ? ExitCodes.Done
                : outcome.Reason == "timeout" ? ExitCodes.TimeOut
                : ExitCodes.Failed;
        }
    }

    private static void Print(WaitOutcomeView outcome)
    {
        if (outcome.Match is { Length: > 0 } match) Screen.Line(match);
        Screen.Aside(outcome.Reason switch
        {
            "timeout" => "the time was over",
            "ended" => $"the program ended first {SessionVerbs.Exit(outcome.Exit)}".TrimEnd(),
            "exit" => $"the program has ended {SessionVerbs.Exit(outcome.Exit)}".TrimEnd(),
            "status" when outcome.Status is { } status => $"status {status.Value}",
            var reason => reason,
        });
    }
}
