using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session stop SESSION</c>: ends its program.</summary>
internal static class SessionStopVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var force = new Option<bool>("--force") { Description = "At once, without asking the program" };
        var command = VerbContext.Command("stop", "End a session's program and everything that it started. Its output is kept, and it can be started again.",
            (context, parsed) => context.AskAsync("session_stop",
                Arguments.Of(("session_id", parsed.GetValue(session)), ("force", parsed.GetValue(force) ? true : null)),
                answer => Screen.Line($"{Show.Text(answer.GetProperty("session"), "state")} {SessionVerbs.Exit(answer.GetProperty("session"))}".TrimEnd())));
        command.Add(session);
        command.Add(force);
        return command;
    }
}
