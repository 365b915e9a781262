using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session get SESSION</c>: everything about one session.</summary>
internal static class SessionGetVerb
{
    public static Command Create() => new ToolVerb<SessionDetailView>(SessionGetTool.Declaration, "get",
        """
        Show a session: its program, state, status, size, limits, and what is promised of its isolation.

        Examples:
          agw session get shell
          agw session get --last --json
        """)
    {
        // The history has a verb of its own: agw session history.
        Arguments = [SessionVerbs.OfTool, VerbArgument.Hidden("history")],
        Show = (answer, _) => Print(answer.Session),
    }.Create();

    private static void Print(SessionView session)
    {
        var status = session.Status;
        Screen.Given(
        [
            ("id", session.Id), ("name", session.Name), ("command", SessionVerbs.CommandLine(session)),
            ("state", $"{session.State} {SessionVerbs.Exit(session.Exit)}".TrimEnd()),
            ("failure", session.Failure is { } failure ? $"{failure.Message} ({failure.Code})" : ""),
            ("status", $"{status.Value}{(status.Reason is { Length: > 0 } reason ? $" ({reason})" : "")}"),
            ("title", session.Title), ("directory", session.Directory), ("workspace", session.Workspace),
            ("environment", Show.Joined(session.Environment)),
            ("terminal", $"{session.Backend}, {session.Columns}x{session.Rows}"),
            ("sandbox", session.Sandbox), ("promise", session.Promise.Statement),
            ("agent", session.Agent), ("program", session.Program), ("thread", session.ThreadId), ("task", session.TaskId),
            ("pid", Show.Number(session.Pid)), ("run", Show.Number(session.Run)),
            ("created", $"{Show.Time(session.CreatedAt)} by {Show.Creator(session.CreatedBy, session.Client)}"),
            ("started", Show.Time(session.StartedAt)), ("ended", Show.Time(session.EndedAt)),
            ("output", $"bytes {session.OutputStart} to {session.OutputEnd}"),
            ("queue", session.QueuedCommands > 0 ? $"{session.QueuedCommands} waiting" : ""),
            ("clone of", session.ClonedFrom),
        ]);
        foreach (var gap in session.Gaps ?? []) Screen.Line($"gap at {gap.Offset}: {gap.Reason}");
    }
}
