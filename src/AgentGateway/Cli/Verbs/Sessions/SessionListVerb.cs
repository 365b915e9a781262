using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session list</c>: all sessions.</summary>
internal static class SessionListVerb
{
    public static Command Create() => new ToolVerb<SessionListView>(
        SessionListTool.Declaration, "list", "List the sessions, running or not, with the status of their programs.")
    {
        Show = (answer, _) => Print(answer),
    }.Create();

    /// <summary>One table of the sessions, and below it terminals that are not the daemon's.</summary>
    public static void Print(SessionListView answer)
    {
        Screen.Table(
            ["SESSION", "NAME", "STATUS", "SINCE", "AGENT", "WORKSPACE", "COMMAND"],
            answer.Sessions.Select(session => (string?[])
            [
                session.Id, session.Name, $"{SessionVerbs.Status(session)} {SessionVerbs.Exit(session.Exit)}".TrimEnd(),
                Show.Time(session.EndedAt ?? session.StartedAt ?? session.CreatedAt),
                session.Agent, session.Workspace, SessionVerbs.CommandLine(session),
            ]));
        foreach (var unknown in answer.Unknown ?? [])
            Screen.Aside(
                $"also in the daemon's tmux, and not its own: {unknown.Name} ({unknown.Columns}x{unknown.Rows})");
    }
}
