using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session list</c>: all sessions.</summary>
internal static class SessionListVerb
{
    private static readonly HashSet<string> Ended = ["completed", "stopped", "failed", "orphaned"];

    public static Command Create() => Create(
        new Option<bool>("--all", "-a") { Description = "Also those whose programs have ended" });

    private static Command Create(Option<bool> all) => new ToolVerb<SessionListView>(
        SessionListTool.Declaration, "list",
        """
        List the sessions, with the status of their programs; those that have ended only with --all and --json.

        Examples:
          agw session list
          agw session list --all
        """)
    {
        Options = [all],
        Show = (answer, parsed) =>
        {
            if (parsed.GetValue(all)) Print(answer);
            else PrintRunning(answer);
        },
    }.Create();

    private static void PrintRunning(SessionListView answer)
    {
        var running = answer.Sessions.Where(session => !Ended.Contains(session.State)).ToList();
        Print(answer with { Sessions = running });
        if (answer.Sessions.Count - running.Count is > 0 and var left)
            Screen.Aside($"{left} {(left == 1 ? "has" : "have")} ended: agw session list --all");
    }

    /// <summary>One table of the sessions, and below it terminals that are not the daemon's.</summary>
    public static void Print(SessionListView answer)
    {
        Screen.Table(
            ["SESSION", "NAME", "STATUS", "SINCE", "AGENT", "WORKSPACE", "COMMAND"],
            answer.Sessions.Select(session => (string?[])
            [
                session.Id, session.Name, $"{SessionVerbs.Status(session)} {SessionVerbs.Exit(session.Exit)}".TrimEnd(),
                Show.When(session.EndedAt ?? session.StartedAt ?? session.CreatedAt),
                session.Agent ?? session.Program, session.Workspace, SessionVerbs.CommandLine(session),
            ]),
            "No sessions. Start one: agw session create --name shell -- bash");
        foreach (var unknown in answer.Unknown ?? [])
            Screen.Aside(
                $"also in the daemon's tmux, and not its own: {unknown.Name} ({unknown.Columns}x{unknown.Rows})");
    }
}
