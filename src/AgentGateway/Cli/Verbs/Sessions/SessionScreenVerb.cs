using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session screen SESSION</c>: what a person would see.</summary>
internal static class SessionScreenVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var format = new Option<string>("--format") { Description = "text, or ansi for colours too [default: text]", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong("text", "ansi");
        var scrollback = new Option<int?>("--scrollback") { Description = "So many lines above the screen as well", HelpName = "N" };
        var command = VerbContext.Command("screen",
            """
            Print the screen of a session as it is now; of one that has ended, as it was last.

            Examples:
              agw session screen shell
              agw session screen shell --format ansi --scrollback 200 | less -R
            """,
            (context, parsed) => context.AskAsync("session_screen",
                Arguments.Of(("session_id", parsed.GetValue(session)), ("format", parsed.GetValue(format)), ("scrollback", parsed.GetValue(scrollback))),
                answer => Screen.Styled(Show.Text(answer, "text") + "\n")));
        command.Add(session);
        command.Add(format);
        command.Add(scrollback);
        return command;
    }
}
