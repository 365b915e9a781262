using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session queue SESSION</c>: its commands.</summary>
internal static class SessionQueueVerb
{
    public static Command Create() => new ToolVerb<QueueView>(SessionQueueTool.Declaration, "queue",
        """
        List the commands of a session's queue: what runs, what waits, and how the newest have ended.

        Example:
          agw session queue shell
        """)
    {
        Arguments = [SessionVerbs.OfTool],
        Show = (answer, _) => Screen.Table(
            ["COMMAND", "STATE", "EXIT", "MS", "PRIORITY", "AFTER", "LINE"],
            answer.Commands.Select(item => (string[])
            [
                item.CommandId, $"{item.State} {item.Reason}".TrimEnd(), Show.Number(item.ExitCode),
                    Show.Number(item.DurationMs),
                item.Priority, Show.Joined(item.DependsOn), item.Command,
            ]),
            "The queue is empty. Put a command into it: agw session enqueue SESSION -- make"),
    }.Create();
}
