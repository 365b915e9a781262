using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session screen SESSION</c>: the screen as a person would see it.</summary>
internal static class SessionScreenVerb
{
    public static Command Create() => Create(SessionVerbs.Reveal());

    private static Command Create(Option<bool> reveal) => new ToolVerb<ScreenView>(
        SessionScreenTool.Declaration, "screen",
        """
        Print the screen of a session as it is now; of one that has ended, as it was last.

        Examples:
          agw session screen shell
          agw session screen shell --format ansi --scrollback 200 | less -R
        """)
    {
        Arguments = [SessionVerbs.OfTool],
        Options = [reveal],
        Instead = parsed => parsed.GetValue(reveal) ? DaemonCalls.SessionScreenRevealed : null,
        Show = (answer, _) => Screen.Styled(answer.Text + "\n"),
    }.Create();
}
