using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session dequeue SESSION CMD</c>: takes a command back.</summary>
internal static class SessionDequeueVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var id = new Argument<string>("CMD") { Description = "The command's id, cmd_…" };
        var command = VerbContext.Command("dequeue",
            """
            Take a command out of a session's queue that has not begun.

            Example:
              agw session dequeue shell cmd_…
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.SessionDequeue,
                Arguments.Of(("session_id", parsed.GetValue(session)), ("command_id", parsed.GetValue(id))),
                answer => Screen.Line(answer.Command.State)));
        command.Add(session);
        command.Add(id);
        return command;
    }
}
