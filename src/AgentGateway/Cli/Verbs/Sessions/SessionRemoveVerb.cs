using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session remove SESSION</c>: forgets it.</summary>
internal static class SessionRemoveVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var command = VerbContext.Command("remove", "Stop a session where it runs, and forget it and its output.",
            (context, parsed) => context.AskAsync("session_remove", Arguments.Of(("session_id", parsed.GetValue(session))),
                answer => Screen.Line($"{Show.Text(answer, "removed")} is removed.")));
        command.Add(session);
        return command;
    }
}
