using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The bytes that put another terminal into the state of a screen: what it shows, where the cursor is, and what the
/// program has switched on. The scrollback is not among them. Pure.
/// </summary>
public static class ScreenRepaint
{
    public static byte[] Of(TerminalScreen screen)
    {
        var modes = screen.Modes;
        var text = new StringBuilder();
        // Everything that was switched on before is off, and a title of the person's own stays where the program gave
        // none.
        text.Append("\e[!p\e[?1000l\e[?1002l\e[?1003l\e[?1005l\e[?1006l\e[?1004l\e[?2004l\e[?1l\e>\e[?6l\e[r");
        text.Append(screen.AlternateScreen ? "\e[?1049h" : "\e[?1049l");
        text.Append("\e[0m\e[H\e[2J\e[?7l");
        var lines = screen.RenderAnsi().Split('\n');
        for (var row = 0; row < lines.Length; row++)
            if (lines[row].Length > 0) text.Append(CultureInfo.InvariantCulture, $"\e[{row + 1};1H{lines[row]}");
        // Attributes go on from row to row, as they do in what was rendered.
        text.Append("\e[0m");
        if (screen.Title.Length > 0) text.Append(CultureInfo.InvariantCulture, $"\e]2;{screen.Title}\e\\");
        if (modes.AutoWrap) text.Append("\e[?7h");
        if (modes.ApplicationCursorKeys) text.Append("\e[?1h");
        if (modes.ApplicationKeypad) text.Append("\e=");
        if (modes.BracketedPaste) text.Append("\e[?2004h");
        if (modes.FocusReports) text.Append("\e[?1004h");
        if (modes.Insert) text.Append("\e[4h");
        if (modes.NewLine) text.Append("\e[20h");
        text.Append(
            modes.Mouse switch { MouseTracking.Buttons => "\e[?1000h", MouseTracking.Drag => "\e[?1002h",
                MouseTracking.All => "\e[?1003h", _ => "" });
        text.Append(
            modes.MouseEncoding switch { MouseEncoding.Utf8 => "\e[?1005h", MouseEncoding.Sgr => "\e[?1006h",
                _ => "" });
        var cursor = screen.Cursor;
        text.Append(CultureInfo.InvariantCulture, $"\e[{cursor.Y + 1};{cursor.X + 1}H");
        text.Append(modes.CursorVisible ? "\e[?25h" : "\e[?25l");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
