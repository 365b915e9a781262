using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session snapshot SESSION</c>: marks this moment.</summary>
internal static class SessionSnapshotVerb
{
    public static Command Create() => new ToolVerb<SnapshotView>(SessionSnapshotTool.Declaration, "snapshot",
        """
        Keep a session's screen, directory and git state as they are now; `agw session history` lists them.

        Example:
          agw session snapshot shell --reason "before the update"
        """)
    {
        Arguments = [SessionVerbs.OfTool, VerbArgument.Option("reason", "Why, in a few words")],
        Show = (answer, _) => Print(answer, withScreen: true),
    }.Create();

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
