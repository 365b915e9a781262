using System.Globalization;
using AgentGateway.Cli.Chat.Text;

namespace AgentGateway.Cli.Chat;

/// <summary>The rows that a <see cref="LiveContent"/> takes on a terminal, and where the cursor stands. Pure.</summary>
internal sealed record LiveRows(IReadOnlyList<IReadOnlyList<StyledRun>> Rows, int CursorRow, int CursorColumn)
{
    /// <summary>
    /// Fits it into the window: of what is above the newest rows are kept, of a long input those around the cursor.
    /// </summary>
    public static LiveRows Of(LiveContent content, int columns, int rows)
    {
        var input = InputRows(content, columns);
        // One row of the conversation stays in sight, since a region as high as the window could not be drawn over.
        var room = Math.Max(1, rows - 1);
        var inputMax = Math.Max(1, room - (content.Above.Count > 0 ? 1 : 0));
        var first = Math.Clamp(input.CursorRow - inputMax + 1, 0, Math.Max(0, input.Rows.Count - inputMax));
        var shown = input.Rows.Skip(first).Take(inputMax).ToList();
        List<IReadOnlyList<StyledRun>> above = [.. content.Above.SelectMany(line => TextRows.Of(line, columns))];
        var aboveShown = above.TakeLast(room - shown.Count).ToList();
        var below = content.Below.SelectMany(line => TextRows.Of(line, columns))
            .Take(Math.Max(0, room - shown.Count - aboveShown.Count));
        return new([.. aboveShown, .. shown, .. below], aboveShown.Count + input.CursorRow - first, input.CursorColumn);
    }

    /// <summary>The input is broken where the width ends, so that each character has one place.</summary>
    private static LiveRows InputRows(LiveContent content, int columns)
    {
        columns = Math.Max(columns, TextRows.WidthMin);
        var indent = new string(' ', Math.Min(TextCells.Width(content.Prompt), columns / 2));
        var prompt = TextCells.Width(content.Prompt) <= columns / 2 ? content.Prompt : indent;
        var rows = new List<IReadOnlyList<StyledRun>>();
        var row = new List<StyledRun> { new(prompt, TextStyle.Name) };
        var (taken, at, cursorRow, cursorColumn) = (indent.Length, 0, 0, indent.Length);
        foreach (var (element, cells) in Elements(content.Input))
        {
            if (element == "\n")
            {
                if (at == content.Cursor) (cursorRow, cursorColumn) = (rows.Count, Math.Min(taken, columns - 1));
                NextRow();
                at++;
                continue;
            }

            if (taken + cells > columns) NextRow();
            if (at == content.Cursor) (cursorRow, cursorColumn) = (rows.Count, taken);
            row.Add(new(element == "\t" ? "    " : element, TextStyle.Plain));
            taken += cells;
            at += element.Length;
        }

        if (at == content.Cursor)
        {
            if (taken >= columns) NextRow();
            (cursorRow, cursorColumn) = (rows.Count, taken);
        }

        rows.Add(row);
        return new(rows, cursorRow, cursorColumn);

        void NextRow()
        {
            rows.Add(row);
            row = [new(indent, TextStyle.Plain)];
            taken = indent.Length;
        }
    }

    private static IEnumerable<(string Element, int Cells)> Elements(string input)
    {
        var at = 0;
        while (at < input.Length)
        {
            var length = StringInfo.GetNextTextElementLength(input, at);
            var element = input.Substring(at, length);
            yield return (element, element == "\n" ? 0 : TextCells.Width(element));
            at += length;
        }
    }
}
