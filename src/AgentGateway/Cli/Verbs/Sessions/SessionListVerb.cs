using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session list</c>: the sessions that run, or all of them.</summary>
internal static class SessionListVerb
{
    public static Command Create() => new ToolVerb<SessionListView>(
        SessionListTool.Declaration, "list",
        """
        List the sessions that run, with the status of their programs, the newest first; with --all or --state also
        those that have ended.

        Examples:
          agw session list
          agw session list --all
          agw session list --status needs-approval
          agw session list --workspace fix-42 --state failed
        """)
    {
        Arguments =
        [
            VerbArgument.Option("all", "Also those whose programs have ended", "--all", "-a"),
            VerbArgument.Option("agent", "Only those of this agent"),
            VerbArgument.Option("thread_id", "Only those of this thread", "--thread-id", "--thread"),
            VerbArgument.Option("state", "Only those in this state; ended: any that has ended"),
        ],
        Show = (answer, _) => Print(answer),
    }.Create();

    /// <summary>One table of the sessions, and below it what is not in it.</summary>
    public static void Print(SessionListView answer)
    {
        Screen.Table(
            ["SESSION", "NAME", "STATUS", "SINCE", "AGENT", "WORKSPACE", "COMMAND"],
            answer.Sessions.Select(session => (string?[])
            [
                session.Id, session.Name, $"{SessionVerbs.Status(session)} {SessionVerbs.Exit(session.Exit)}".TrimEnd(),
                Show.When(session.Since), session.Agent ?? session.Program, session.Workspace, session.Command,
            ]),
            "No sessions. Start one: agw session create --name shell -- bash");
        if (answer.NextCursor is { } next) Screen.Aside($"more: agw session list --cursor {next}");
        if (answer.Ended is { } ended)
            Screen.Aside($"{ended} {(ended == 1 ? "has" : "have")} ended: agw session list --all");
        foreach (var unknown in answer.Unknown ?? [])
            Screen.Aside(
                $"also in the daemon's tmux, and not its own: {unknown.Name} ({unknown.Columns}x{unknown.Rows})");
    }
}
