using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// What a pane of tmux holds, as the bytes that put an empty screen of its size into the same state: scrollback, both
/// screens, cursor, and those modes that tmux tells. Pure but for the asking.
/// </summary>
internal static class TmuxCapture
{
    private const string Format =
        "#{pane_height} #{history_size} #{alternate_on} #{cursor_x} #{cursor_y} #{cursor_flag} #{insert_flag} "
        + "#{keypad_cursor_flag} #{keypad_flag} "
            +
        "#{mouse_standard_flag} #{mouse_button_flag} #{mouse_all_flag} #{mouse_sgr_flag} #{mouse_utf8_flag} "
        + "#{origin_flag} #{wrap_flag} "
            +
        "#{scroll_region_upper} #{scroll_region_lower}";

    private const int FieldCount = 18;

    /// <summary>
    /// The commands whose answers <see cref="Compose"/> reads, all in one sequence, so that nothing happens between
    /// them.
    /// </summary>
    public static IEnumerable<string> Commands(string paneId, int historyLines) =>
    [
        TmuxText.Command("display-message", "-p", "-t", paneId, Format),
        TmuxText.Command("capture-pane", "-p", "-e", "-t", paneId),
        TmuxText.Command(
            "capture-pane", "-p", "-e", "-J", "-S", "-" + TmuxText.Number(historyLines), "-E", "-1", "-t", paneId),
        TmuxText.Command("capture-pane", "-p", "-e", "-a", "-q", "-t", paneId),
    ];

    /// <exception cref="TmuxException">The answer is not what these commands answer.</exception>
    public static byte[] Compose(IReadOnlyList<byte[]> lines)
    {
        if (lines.Count == 0 || Numbers(lines[0]) is not [var height, var history, var alternate, .. var rest]
            || lines.Count < 1 + height)
            throw new TmuxException("tmux did not tell what stands on the screen");
        var shown = lines.Skip(1).Take(height).ToList();
        // Where there is no other screen, tmux tells one empty line of it.
        var hidden = lines.TakeLast(alternate == 1 ? height : 1).ToList();
        var past = history > 0 ? lines.Skip(1 + height).SkipLast(hidden.Count) : [];
        using var bytes = new MemoryStream();
        // tmux writes line drawing by shifting to the second character set.
        Write(bytes, "\e)0");
        foreach (var line in past)
        {
            bytes.Write(line);
            Write(bytes, "\r\n");
        }

        Write(bytes, "\e[0m");
        WriteRows(bytes, alternate == 1 ? hidden : shown);
        if (alternate == 1)
        {
            Write(bytes, "\e[?1049h\e[0m\e[H\e[2J");
            WriteRows(bytes, shown);
        }

        Write(bytes, "\x0f\e)B\e[0m");
        Write(bytes, Modes(rest, height));
        return bytes.ToArray();
    }

    private static string Modes(int[] told, int height)
    {
        var (x, y) = (told[0], told[1]);
        var text = new StringBuilder();
        if (told[14] + 1 < height || told[13] > 0)
            text.Append(CultureInfo.InvariantCulture, $"\e[{told[13] + 1};{told[14] + 1}r");
        Append(told[2] == 0, "\e[?25l");
        Append(told[3] == 1, "\e[4h");
        Append(told[4] == 1, "\e[?1h");
        Append(told[5] == 1, "\e=");
        Append(told[6] == 1, "\e[?1000h");
        Append(told[7] == 1, "\e[?1002h");
        Append(told[8] == 1, "\e[?1003h");
        Append(told[9] == 1, "\e[?1006h");
        Append(told[10] == 1, "\e[?1005h");
        Append(told[12] == 0, "\e[?7l");
        // The place counts from the screen's corner, so it is set before rows count from the region's.
        text.Append(CultureInfo.InvariantCulture, $"\e[{y + 1};{x + 1}H");
        if (told[11] == 1) text.Append(CultureInfo.InvariantCulture, $"\e[?6h\e[{y - told[13] + 1};{x + 1}H");
        return text.ToString();

        void Append(bool holds, string sequence)
        {
            if (holds) text.Append(sequence);
        }
    }

    /// <summary>Attributes go on from row to row, as tmux means them.</summary>
    private static void WriteRows(MemoryStream bytes, List<byte[]> rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            if (row > 0) Write(bytes, "\r\n");
            bytes.Write(rows[row]);
        }
    }

    private static int[]? Numbers(byte[] line)
    {
        var fields = Encoding.ASCII.GetString(line).Split(' ');
        if (fields.Length != FieldCount) return null;
        var numbers = new int[FieldCount];
        for (var at = 0; at < FieldCount; at++)
            if (!int.TryParse(fields[at], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[at]))
                return null;
        return numbers;
    }

    private static void Write(MemoryStream bytes, string text) => bytes.Write(Encoding.ASCII.GetBytes(text));
}
