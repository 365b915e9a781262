using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// A screen as all readers but an attached person see it. A value may begin above the first row that is shown, so the
/// rows above it are looked at too. Pure.
/// </summary>
internal static class RedactedScreen
{
    private const int RowsAboveMax = 100;

    /// <summary>The screen with an asterisk for each character of a secret, so that rows and columns stay.</summary>
    public static string Render(TerminalScreen screen, SecretMatcher secrets, int scrollback = 0, bool isAnsi = false)
    {
        var shown = isAnsi ? screen.RenderAnsi(scrollback) : screen.RenderText(scrollback);
        if (secrets.IsEmpty) return shown;
        var above = string.Concat(
            screen.RenderText(scrollback + RowsAbove(screen, secrets)).Split('\n')
                .SkipLast(scrollback + screen.Rows)
                .Select(line => line + '\n'));
        return secrets.Mask(above + shown)[above.Length..];
    }

    /// <summary>The rows of the screen with a word for each secret.</summary>
    public static string Text(TerminalScreen screen, SecretMatcher secrets) => string.Join(
        '\n',
        SecretRedactor.RedactText(screen.RenderText(RowsAbove(screen, secrets)), secrets).Split('\n')
            .TakeLast(screen.Rows));

    private static int RowsAbove(TerminalScreen screen, SecretMatcher secrets) =>
        Math.Min(RowsAboveMax, secrets.Reach / screen.Columns + 1);
}
