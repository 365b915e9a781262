using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session clone SESSION</c>: another one like it.</summary>
internal static class SessionCloneVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var name = new Option<string>("--name") { Description = "The new session's name", HelpName = "NAME" };
        var command = VerbContext.Command("clone",
            """
            Start another session like this one, with the same program, environment and directory, and print its id.

            Example:
              agw session clone agent --name second
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.SessionClone,
                Arguments.Of(("session_id", parsed.GetValue(session)), ("name", parsed.GetValue(name))),
                answer => Screen.Line(answer.SessionId)));
        command.Add(session);
        command.Add(name);
        return command;
    }
}
