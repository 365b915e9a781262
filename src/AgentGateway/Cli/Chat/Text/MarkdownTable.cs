namespace AgentGateway.Cli.Chat.Text;

/// <summary>The rows of a Markdown table, with columns as wide as their widest cell.</summary>
internal static class MarkdownTable
{
    public static bool IsRow(string line) => line.TrimStart() is ['|', _, ..];

    /// <param name="width">The width of the terminal; a table that does not fit stays as it was written.</param>
    public static IEnumerable<StyledLine> Lines(IReadOnlyList<string> rows, int width)
    {
        var cells = rows.Select(row => IsRule(row) ? null : Cells(row)).ToList();
        var count = cells.Max(row => row?.Count ?? 0);
        var widths = Enumerable.Range(0, count)
            .Select(at => cells.Max(row => row is null || at >= row.Count ? 0 : WidthOf(row[at]))).ToList();
        if (rows.Count < 2 || widths.Sum() + (3 * (count - 1)) > width)
            return rows.Select(row => new StyledLine(MarkdownInline.Runs(row, TextStyle.Plain)));
        return cells.Select((row, at) => row is null
            ? StyledLine.Of(string.Join("─┼─", widths.Select(one => new string('─', one))), TextStyle.Dim)
            : Line(row, widths, isHead: at == 0 && cells[1] is null));
    }

    private static StyledLine Line(List<IReadOnlyList<StyledRun>> row, List<int> widths, bool isHead)
    {
        var runs = new List<StyledRun>();
        for (var at = 0; at < row.Count; at++)
        {
            if (at > 0) runs.Add(new(" │ ", TextStyle.Dim));
            runs.AddRange(isHead ? row[at].Select(run => run with { Style = run.Style | TextStyle.Bold }) : row[at]);
            if (at < row.Count - 1) runs.Add(new(new(' ', widths[at] - WidthOf(row[at])), TextStyle.Plain));
        }

        return new(runs) { IsVerbatim = true };
    }

    private static bool IsRule(string row) =>
        row.Contains("--", StringComparison.Ordinal) && row.All(sign => sign is '|' or '-' or ':' or ' ');

    private static List<IReadOnlyList<StyledRun>> Cells(string row)
    {
        var cells = new List<IReadOnlyList<StyledRun>>();
        var line = row.Trim()[1..];
        if (line.EndsWith('|') && !line.EndsWith("\\|", StringComparison.Ordinal)) line = line[..^1];
        for (var start = 0; start <= line.Length;)
        {
            var end = start;
            while (end < line.Length && (line[end] != '|' || (end > 0 && line[end - 1] == '\\'))) end++;
            cells.Add(MarkdownInline.Runs(line[start..end].Trim(), TextStyle.Plain));
            start = end + 1;
        }

        return cells;
    }

    private static int WidthOf(IReadOnlyList<StyledRun> cell) => cell.Sum(run => TextCells.Width(run.Text));
}
