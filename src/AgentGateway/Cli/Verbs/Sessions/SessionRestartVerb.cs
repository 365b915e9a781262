using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session restart SESSION</c>: the same program anew.</summary>
internal static class SessionRestartVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var command = VerbContext.Command("restart", "Start a session's program anew, with the same environment and directory; stop it first where it runs.",
            (context, parsed) => context.AskAsync("session_restart", Arguments.Of(("session_id", parsed.GetValue(session))),
                answer => Screen.Line($"{Show.Text(answer.GetProperty("session"), "state")}, run {Show.Text(answer.GetProperty("session"), "run")}")));
        command.Add(session);
        return command;
    }
}
