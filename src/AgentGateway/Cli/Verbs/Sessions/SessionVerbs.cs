using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session …</c>: programs in terminals that the daemon owns, one file per verb.</summary>
internal static class SessionVerbs
{
    public static Argument<string> Session() => new("SESSION") { Description = "The session's id (ses_…) or name" };

    public static Command Create() => new("session",
        """
        Start programs in real terminals that the daemon owns, type into them, see their screens, wait for them, search what they printed.

        Examples:
          agw session create --name shell -- bash             a shell; prints its id
          agw session send shell "make test"                  type a line, and Enter
          agw session wait shell --pattern "passed|failed"    wait for what it prints
          agw session screen shell                            what a person would see
          agw attach shell                                    be that person
          agw session run -- make test                        one command, its output and its exit code
        """)
    {
        SessionCreateVerb.Create(), SessionListVerb.Create(), SessionGetVerb.Create(), SessionScreenVerb.Create(), SessionOutputVerb.Create(),
        SessionSearchVerb.Create(), SessionSendVerb.Create(), SessionRunVerb.Create(), SessionWaitVerb.Create(), SessionResizeVerb.Create(),
        SessionStopVerb.Create(), SessionRestartVerb.Create(), SessionCloneVerb.Create(), SessionRemoveVerb.Create(), SessionExplainVerb.Create(),
        SessionEnqueueVerb.Create(), SessionQueueVerb.Create(), SessionDequeueVerb.Create(), SessionHistoryVerb.Create(), SessionSnapshotVerb.Create(),
        SessionExportVerb.Create(),
    };

    /// <summary>A session's own words for itself: its state, and while it runs what it is doing.</summary>
    public static string Status(JsonElement session)
    {
        var state = Show.Text(session, "state");
        if (state != "running" || !session.TryGetProperty("status", out var status)) return state;
        return Show.Text(status, "value") is { Length: > 0 } and not "unknown" and var value ? value : state;
    }

    /// <summary>The program with its arguments, as somebody would type it.</summary>
    public static string CommandLine(JsonElement session) =>
        ShellLine.Of([Show.Text(session, "command"), .. Show.List(session, "args").Select(argument => argument.GetString()!)]);

    /// <summary>How a program ended: <c>exit 1</c>, <c>signal 9</c>, or nothing.</summary>
    public static string Exit(JsonElement session) =>
        !session.TryGetProperty("exit", out var exit) || exit.ValueKind != JsonValueKind.Object ? ""
        : Show.Text(exit, "code") is { Length: > 0 } code ? $"exit {code}"
        : Show.Text(exit, "signal") is { Length: > 0 } signal ? $"signal {signal}" : "";
}
