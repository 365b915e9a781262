using System.Text;
using AgentGateway.Cli.Chat.Text;

namespace AgentGateway.Cli.Chat;

/// <summary>
/// The end of the terminal that is drawn anew each time, under a conversation that scrolls away and stays: finished
/// lines go to the terminal's own scrollback, so that it can be searched and copied as usual. Makes bytes; writes none.
/// </summary>
internal sealed class LiveRegion(bool hasColour)
{
    private const string BeginFrame = "\e[?2026h\e[?25l", EndFrame = "\e[?25h\e[?2026l";

    private LiveRows? _shown;

    /// <summary>Draws finished lines above, and the region anew.</summary>
    public string Draw(IReadOnlyList<StyledLine> finished, LiveContent content, int columns, int rows)
    {
        var text = new StringBuilder(BeginFrame);
        Erase(text, columns);
        foreach (var line in finished)
        {
            IEnumerable<IReadOnlyList<StyledRun>> shown = line.IsVerbatim ? [line.Runs] : TextRows.Of(line, columns);
            foreach (var row in shown) text.Append(TerminalText.Of(row, hasColour)).Append("\r\n");
        }

        var next = LiveRows.Of(content, columns, rows);
        text.AppendJoin("\r\n", next.Rows.Select(row => TerminalText.Of(row, hasColour)));
        Move(text, next.Rows.Count - 1 - next.CursorRow, 'A');
        text.Append('\r');
        Move(text, next.CursorColumn, 'C');
        _shown = next;
        return text.Append(EndFrame).ToString();
    }

    /// <summary>Takes the region away, so that others can write there.</summary>
    public string Leave(int columns)
    {
        var text = new StringBuilder();
        Erase(text, columns);
        return text.ToString();
    }

    /// <summary>Forgets what is shown, for a screen that was cleared.</summary>
    public void Forget() => _shown = null;

    /// <summary>
    /// A terminal that has become narrower has broken the rows that were too long, so the region is higher than it was
    /// drawn.
    /// </summary>
    private void Erase(StringBuilder text, int columns)
    {
        if (_shown is { } shown)
        {
            var above = shown.Rows.Take(shown.CursorRow)
                .Sum(row => Math.Max(1, (row.Sum(run => TextCells.Width(run.Text)) + columns - 1) / columns));
            Move(text, above + (shown.CursorColumn / columns), 'A');
        }

        text.Append("\r\e[J");
        _shown = null;
    }

    private static void Move(StringBuilder text, int count, char direction)
    {
        if (count > 0) text.Append($"\e[{count}{direction}");
    }
}
