using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session queue SESSION</c>: its commands.</summary>
internal static class SessionQueueVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var command = VerbContext.Command("queue", "List the commands of a session's queue: what runs, what waits, and how the newest have ended.",
            (context, parsed) => context.AskAsync("session_queue", Arguments.Of(("session_id", parsed.GetValue(session))),
                answer => Screen.Table(["COMMAND", "STATE", "EXIT", "MS", "PRIORITY", "AFTER", "LINE"], Show.List(answer, "commands").Select(item => (string[])
                [
                    Show.Text(item, "command_id"), $"{Show.Text(item, "state")} {Show.Text(item, "reason")}".TrimEnd(), Show.Text(item, "exit_code"), Show.Text(item, "duration_ms"),
                    Show.Text(item, "priority"), Show.Joined(item, "depends_on"), Show.Text(item, "command"),
                ]))));
        command.Add(session);
        return command;
    }
}
