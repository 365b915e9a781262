using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Cli;

/// <summary>
/// Rows under headings, each on one line. At a terminal the widest texts are cut so that the line fits, and where that
/// is not enough the last columns are left out; an id is never cut and never wrapped, because people copy it.
/// </summary>
internal static class TextTable
{
    private const int Gap = 2;
    private const int CutWidthMin = 8;

    private static readonly HashSet<string> States = ["STATUS", "STATE", "AVAILABLE"];

    public static IEnumerable<string> Lines(
        IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, OutputStyle style)
    {
        var widths = Widths(headings, rows, style.Width);
        yield return Line(headings, style.Bold);
        foreach (var row in rows) yield return Line(row, null);

        string Line(IReadOnlyList<string> cells, Func<string, string>? paint)
        {
            var line = new StringBuilder();
            for (var at = 0; at < widths.Length; at++)
            {
                var cell = Cut(cells[at], widths[at]);
                line.Append(
                    paint is not null ? paint(cell) : States.Contains(headings[at]) ? style.State(cell) : cell);
                if (at < widths.Length - 1) line.Append(' ', widths[at] - WidthOf(cell) + Gap);
            }

            return line.ToString().TrimEnd();
        }
    }

    /// <summary>The widths of the columns that are shown: as many of the first as fit, and always the first one.</summary>
    /// <param name="width">The columns of the terminal; 0 for as many as it takes.</param>
    private static int[] Widths(
        IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        int[] wanted =
        [
            .. headings.Select((heading, at) => rows.Select(row => WidthOf(row[at])).Prepend(heading.Length).Max()),
        ];
        if (width == 0) return wanted;
        for (var shown = wanted.Length; ; shown--)
        {
            var widths = wanted[..shown];
            Fit(widths, rows, width);
            if (shown == 1 || LineWidth(widths) <= width) return widths;
        }
    }

    private static int LineWidth(int[] widths) => widths.Sum() + (Gap * (widths.Length - 1));

    /// <summary>Makes the widest column that holds sentences narrower until the line fits.</summary>
    private static void Fit(int[] widths, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        var cut = Enumerable.Range(0, widths.Length)
            .Where(at => rows.Any(row => row[at].Length > 0 && !IsWhole(row[at]))).ToList();
        while (LineWidth(widths) > width
            && cut.Where(
                at => widths[at] > CutWidthMin).OrderByDescending(at => widths[at]).ToList() is [var widest, ..])
            widths[widest]--;
    }

    /// <summary>Whether a cell is an id, a number or a name: one word that would be useless in part.</summary>
    private static bool IsWhole(string cell) => !cell.Contains(' ') && cell.Length <= 40;

    private static int WidthOf(string text) => text.EnumerateRunes().Sum(rune => CharacterWidth.Of(rune.Value));

    private static string Cut(string text, int width)
    {
        if (WidthOf(text) <= width) return text;
        var (cut, taken) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((taken += CharacterWidth.Of(rune.Value)) > width - 1) break;
            cut.Append(rune);
        }

        return cut.Append('…').ToString();
    }
}
