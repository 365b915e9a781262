using System.Globalization;
using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Puts queued commands in the place of the lines that were typed for them, on a screen that a terminal kept by itself:
/// a terminal that was taken over shows the lines as the shell echoed them, and what is recorded shows the commands.
/// The echo of a shell that colours it, or draws it in pieces, is not recognised and stays. Pure.
/// </summary>
internal static class TypedEchoes
{
    /// <param name="shown">A screen that nothing else uses.</param>
    /// <param name="commands">What may have been typed.</param>
    /// <returns>The same screen where its scrollback has no such line, else one with that text as plain text.</returns>
    public static TerminalScreen Replace(TerminalScreen shown, IReadOnlyDictionary<CommandId, string> commands)
    {
        if (shown.AlternateScreen || commands.Count == 0) return shown;
        var rows = shown.RenderText(UnrecordedLines.ScrollbackLines).Split('\n').ToList();
        var above = rows.Count - shown.Rows;
        var echoes = Find(rows, shown.Columns, commands);
        if (echoes.Count == 0) return shown;
        var screen = echoes[0].FirstRow >= above ? shown : WithScrollback(shown, rows[..above], echoes);
        // From the last to the first, so that the rows above stay where they are.
        foreach (var echo in Enumerable.Reverse(echoes).Where(echo => echo.LastRow >= above))
            screen.Feed(Encoding.UTF8.GetBytes(EditOf(echo, above, screen.Rows, screen.Cursor)));
        return screen;
    }

    private static List<Echo> Find(
        List<string> rows, int columns, IReadOnlyDictionary<CommandId, string> commands)
    {
        // All cells of all rows as one text, because a line that is longer than a row goes on in the next one.
        var (all, places) = (new StringBuilder(), new List<(int Row, int Column)>());
        for (var row = 0; row < rows.Count; row++)
        {
            var column = 0;
            foreach (var rune in rows[row].EnumerateRunes())
            {
                all.Append(rune.ToString());
                places.AddRange(Enumerable.Repeat((row, column), rune.Utf16SequenceLength));
                column += CharacterWidth.Of(rune.Value);
            }

            for (; column < columns; column++)
            {
                all.Append(' ');
                places.Add((row, column));
            }
        }

        var (text, found) = (all.ToString(), new List<Echo>());
        foreach (var (id, command) in commands)
        {
            var begin = text.IndexOf(ShellLine.EchoBegin(id), StringComparison.Ordinal);
            if (begin < 0) continue;
            // Where the line came before the shell read it, it was echoed twice.
            var end = ShellLine.EchoEnds(id).Max(last => EndOf(text, last));
            if (end <= begin) continue;
            var (row, column) = places[begin];
            found.Add(new(row, column, places[end].Row, Wrapped(ShellLine.Shown(command), columns - column, columns)));
        }

        found.Sort(static (one, other) => one.FirstRow.CompareTo(other.FirstRow));
        return found;
    }

    /// <summary>Where the last one in the text ends; -1 for none.</summary>
    private static int EndOf(string text, string last) =>
        text.LastIndexOf(last, StringComparison.Ordinal) is >= 0 and var at ? at + last.Length - 1 : -1;

    /// <summary>The rows that the lines take, the first of which begins within a row.</summary>
    private static List<string> Wrapped(IEnumerable<string> lines, int firstRoom, int columns)
    {
        var rows = new List<string>();
        foreach (var line in lines)
        {
            var (row, room) = (new StringBuilder(), rows.Count == 0 ? firstRoom : columns);
            foreach (var rune in line.EnumerateRunes())
            {
                var width = CharacterWidth.Of(rune.Value);
                if (width > room)
                {
                    rows.Add(row.ToString());
                    row.Clear();
                    room = columns;
                }

                row.Append(rune.ToString());
                room -= width;
            }

            rows.Add(row.ToString());
        }

        return rows;
    }

    /// <summary>The screen with its scrollback written anew; the rows that are visible stay.</summary>
    private static TerminalScreen WithScrollback(TerminalScreen shown, List<string> above, List<Echo> echoes)
    {
        foreach (var echo in Enumerable.Reverse(echoes).Where(echo => echo.FirstRow < above.Count))
        {
            var prompt = Before(above[echo.FirstRow], echo.Column);
            above.RemoveRange(echo.FirstRow, Math.Min(echo.LastRow + 1, above.Count) - echo.FirstRow);
            above.InsertRange(echo.FirstRow, [prompt + echo.Rows[0], .. echo.Rows.Skip(1)]);
        }

        var screen = new TerminalScreen(shown.Columns, shown.Rows);
        screen.Feed(Encoding.UTF8.GetBytes(
            string.Concat(above.Select(row => row + "\r\n")) + new string('\n', shown.Rows - 1)));
        screen.Feed(ScreenRepaint.Of(shown));
        return screen;
    }

    private static string Before(string row, int column)
    {
        var (before, taken) = (new StringBuilder(), 0);
        foreach (var rune in row.EnumerateRunes())
        {
            if (taken >= column) break;
            before.Append(rune.ToString());
            taken += CharacterWidth.Of(rune.Value);
        }

        return before.ToString();
    }

    /// <summary>What makes the visible rows of an echo those of its command.</summary>
    private static string EditOf(Echo echo, int above, int rows, CursorState cursor)
    {
        // Of an echo that begins in the scrollback the command stands there.
        var isAbove = echo.FirstRow < above;
        var (first, last) = (isAbove ? 0 : echo.FirstRow - above, echo.LastRow - above);
        var (taken, free) = (last - first + 1, rows - 1 - cursor.Y);
        // A line without ends of lines may stand for several. Those for which there is no room are left out.
        var kept = isAbove ? 0 : Math.Min(echo.Rows.Count, taken + free);
        var removed = taken - kept;
        var edit = new StringBuilder("\e[0m");
        if (removed < 0) edit.Append(CultureInfo.InvariantCulture, $"\e[{last + 2};1H\e[{-removed}L");
        for (var row = 0; row < kept; row++)
            edit.Append(
                CultureInfo.InvariantCulture,
                $"\e[{first + row + 1};{(row == 0 ? echo.Column : 0) + 1}H\e[K{echo.Rows[row]}");
        if (removed > 0) edit.Append(CultureInfo.InvariantCulture, $"\e[{first + kept + 1};1H\e[{removed}M");
        var y = cursor.Y > last ? cursor.Y - removed : cursor.Y;
        return edit.Append(CultureInfo.InvariantCulture, $"\e[{y + 1};{cursor.X + 1}H").ToString();
    }

    /// <param name="FirstRow">Counted from the first row of the scrollback.</param>
    /// <param name="Column">Where it begins, behind the prompt.</param>
    /// <param name="Rows">What is to stand in its place.</param>
    private sealed record Echo(int FirstRow, int Column, int LastRow, List<string> Rows);
}
