using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session explain SESSION</c>: why its status is what it is.</summary>
internal static class SessionExplainVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var command = VerbContext.Command("explain", "Show what a session's status was concluded from: hooks, title, screen, quiet, each with its age and weight.",
            (context, parsed) => context.AskAsync("session_explain", Arguments.Of(("session_id", parsed.GetValue(session))),
                answer => Screen.Line(Show.Text(answer, "text"))));
        command.Add(session);
        return command;
    }
}
