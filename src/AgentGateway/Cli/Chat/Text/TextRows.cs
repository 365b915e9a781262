namespace AgentGateway.Cli.Chat.Text;

/// <summary>Breaks a line into the rows of a terminal: between words where it can.</summary>
internal static class TextRows
{
    /// <summary>A narrower terminal is written to as if it were as wide as this.</summary>
    public const int WidthMin = 4;

    public static IReadOnlyList<IReadOnlyList<StyledRun>> Of(StyledLine line, int width)
    {
        width = Math.Max(width, WidthMin);
        var hanging = TextCells.Width(line.Hanging) <= width / 2 ? line.Hanging : "";
        var rows = new List<IReadOnlyList<StyledRun>>();
        var row = new List<Cell>();
        var (taken, lastBlank) = (0, -1);
        foreach (var cell in CellsOf(line))
        {
            if (taken + cell.Width > width && row.Count > 0)
            {
                // A blank at the edge is the break; otherwise the word goes to the next row, if it began in this one.
                var (kept, next) = cell.IsBlank || line.IsVerbatim ? (row.Count, row.Count)
                    : lastBlank > 0 ? (lastBlank, lastBlank + 1)
                    : (row.Count, row.Count);
                rows.Add(Runs(row.Take(kept)));
                List<Cell> rest = [.. row.Skip(next)];
                var below = new Cell(hanging, TextStyle.Dim, TextCells.Width(hanging), IsBlank: false);
                row = hanging.Length > 0 ? [below, .. rest] : rest;
                (taken, lastBlank) = (row.Sum(one => one.Width), -1);
                if (cell.IsBlank && !line.IsVerbatim) continue;
            }

            if (cell.IsBlank && row.Any(one => !one.IsBlank)) lastBlank = row.Count;
            row.Add(cell);
            taken += cell.Width;
        }

        rows.Add(Runs(row));
        return rows;
    }

    private readonly record struct Cell(string Text, TextStyle Style, int Width, bool IsBlank);

    private static IEnumerable<Cell> CellsOf(StyledLine line) =>
        from run in line.Runs
        from one in TextCells.Of(run.Text)
        where one.Cells > 0
        select new Cell(one.Element, run.Style, one.Cells, one.Element == " ");

    /// <summary>Neighbours of one style as one run.</summary>
    private static List<StyledRun> Runs(IEnumerable<Cell> cells)
    {
        var runs = new List<StyledRun>();
        foreach (var group in cells.Aggregate(
            new List<(TextStyle Style, List<string> Texts)>(),
            (groups, cell) =>
            {
                if (groups.Count == 0 || groups[^1].Style != cell.Style) groups.Add((cell.Style, []));
                groups[^1].Texts.Add(cell.Text);
                return groups;
            }))
            runs.Add(new(string.Concat(group.Texts), group.Style));
        return runs;
    }
}
