using System.CommandLine;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session …</c>: programs in terminals that the daemon owns, one file per verb.</summary>
internal static class SessionVerbs
{
    /// <summary>The session that a verb is about.</summary>
    public static VerbArgument OfTool { get; } =
        VerbArgument.At("session_id", "SESSION", "The session: its id, its name, or the beginning of one");

    /// <summary>The same for a verb that is no tool.</summary>
    public static Argument<string> Session() => new("SESSION") { Description = OfTool.Description };

    /// <summary>Asks for secrets as they are.</summary>
    public static Option<bool> Reveal() => new("--reveal")
    {
        Description = "With the values of secrets, which are asterisks otherwise",
    };

    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("session",
            """
            Start programs in real terminals that the daemon owns, type into them, see their screens, wait for them,
            search their output.

            Examples:
              agw session create --name shell -- bash             a shell; prints its id
              agw session send shell "make test"                  type a line, and Enter
              agw session wait shell --pattern "passed|failed"    wait for what it prints
              agw session screen shell                            what a person would see
              agw attach shell                                    be that person
              agw session run -- make test                        one command, its output and its exit code
            """),
        words,
        new("create", SessionCreateVerb.Create),
        new("list", SessionListVerb.Create),
        new("get", SessionGetVerb.Create),
        new("screen", SessionScreenVerb.Create),
        new("output", SessionOutputVerb.Create),
        new("search", SessionSearchVerb.Create),
        new("send", SessionSendVerb.Create),
        new("run", SessionRunVerb.Create),
        new("wait", SessionWaitVerb.Create),
        new("resize", SessionResizeVerb.Create),
        new("stop", SessionStopVerb.Create),
        new("restart", SessionRestartVerb.Create),
        new("clone", SessionCloneVerb.Create),
        new("remove", SessionRemoveVerb.Create),
        new("explain", SessionExplainVerb.Create),
        new("enqueue", SessionEnqueueVerb.Create),
        new("queue", SessionQueueVerb.Create),
        new("dequeue", SessionDequeueVerb.Create),
        new("history", SessionHistoryVerb.Create),
        new("snapshot", SessionSnapshotVerb.Create),
        new("export", SessionExportVerb.Create));

    /// <summary>The state of a session, and while it runs the status of its program where that is known.</summary>
    public static string Status(SessionRowView session) =>
        session is { State: "running", Status: not "unknown" and var status } ? status : session.State;

    /// <summary>The program with its arguments, as a person would type it.</summary>
    public static string CommandLine(SessionView session) => ShellLine.Of([session.Command, .. session.Args]);

    /// <summary>How a program ended: <c>exit 1</c>, <c>signal 9</c>, or nothing.</summary>
    public static string Exit(ExitView? exit) => exit switch
    {
        { Code: { } code } => $"exit {code}",
        { Signal: { } signal } => $"signal {signal}",
        _ => "",
    };
}
