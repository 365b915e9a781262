using System.CommandLine;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session snapshot SESSION</c>: marks this moment.</summary>
internal static class SessionSnapshotVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var reason = new Option<string>("--reason") { Description = "Why, in a few words", HelpName = "TEXT" };
        var command = VerbContext.Command("snapshot",
            """
            Keep a session's screen, directory and git state as they are now; `agw session history` lists them.

            Example:
              agw session snapshot shell --reason "before the update"
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.SessionSnapshot,
                Arguments.Of(("session_id", parsed.GetValue(session)), ("reason", parsed.GetValue(reason))),
                answer => Print(answer, withScreen: true)));
        command.Add(session);
        command.Add(reason);
        return command;
    }

    public static void Print(SnapshotView snapshot, bool withScreen)
    {
        Screen.Line(
            ($"{Show.Time(snapshot.At)}  snapshot: {snapshot.Reason}  {snapshot.Directory}  "
                + $"{snapshot.GitBranch}").TrimEnd());
        if (!withScreen) return;
        if (snapshot.GitState is { Length: > 0 } state) Screen.Line(state);
        Screen.Line(snapshot.Screen);
    }
}
