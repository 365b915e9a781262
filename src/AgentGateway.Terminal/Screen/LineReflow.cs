namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Breaks wrapped lines where another width breaks them. Pure, but that a row which stays whole is used again.
/// </summary>
internal static class LineReflow
{
    /// <summary>Where the cursor is at the end of its line's text, wherever that comes to be.</summary>
    private const int AtEnd = int.MaxValue;

    /// <summary>
    /// All rows anew, the oldest first and at least <paramref name="rowsMin"/>, and where the cursor is among them.
    /// </summary>
    /// <param name="cursorY">The cursor's row among <paramref name="old"/>.</param>
    public static (List<Row> Rows, int X, int Y) Break(
        List<Row> old, int columns, int cursorX, int cursorY, int rowsMin)
    {
        var (line, offset) = PlaceInLine(old, cursorX, cursorY);
        var flowed = new List<Row>(old.Count);
        for (var start = 0; start < old.Count;)
        {
            var end = start;
            while (end < old.Count - 1 && old[end].Wrapped)
                end++;
            // A row that says it goes on, before an empty one, lost what it went on in: the empty row stays a row of
            // its own.
            if (end > start && old[end] is { Used: 0, Wrapped: false })
                end--;
            FlowLine(old, start, end, columns, flowed);
            start = end + 1;
        }

        while (flowed.Count < rowsMin)
            flowed.Add(new Row(columns));
        var (x, y) = PlaceOnRow(flowed, line, offset);
        return (flowed, x, y);
    }

    private static void FlowLine(List<Row> old, int start, int end, int columns, List<Row> flowed)
    {
        if (start == end && old[start].Used <= columns)
        {
            old[start].SetColumns(columns);
            old[start].Wrapped = false;
            flowed.Add(old[start]);
            return;
        }

        var target = new Row(columns);
        for (var index = start; index <= end; index++)
        {
            var source = old[index];
            for (var column = 0; column < source.Used; column++)
            {
                var cell = source.Cells[column];
                if (cell.IsTail)
                    continue;
                var width = cell.IsWide && columns > 1 ? 2 : 1;
                if (target.Used + width > columns)
                {
                    target.Wrapped = true;
                    flowed.Add(target);
                    target = new Row(columns);
                }

                target.Cells[target.Used] = cell.IsWide && width == 1 ? Cell.Blank(cell.Style) : cell;
                if (width == 2)
                    target.Cells[target.Used + 1] = new Cell(Cell.Tail, cell.Style);
                target.Used += width;
            }
        }

        target.Wrapped = old[end].Wrapped;
        flowed.Add(target);
    }

    /// <summary>Which line the cursor is in, counted by line ends, and how far into its text.</summary>
    private static (int Line, int Offset) PlaceInLine(List<Row> rows, int x, int y)
    {
        int line = 0, offset = 0;
        for (var index = 0; index < y; index++)
        {
            offset = rows[index].Wrapped ? offset + rows[index].Used : 0;
            line += rows[index].Wrapped ? 0 : 1;
        }

        return (line, x >= rows[y].Used ? AtEnd : offset + x);
    }

    private static (int X, int Y) PlaceOnRow(List<Row> rows, int line, int offset)
    {
        var y = 0;
        for (var passed = 0; passed < line && y < rows.Count - 1; y++)
            passed += rows[y].Wrapped ? 0 : 1;
        while (rows[y].Wrapped && y < rows.Count - 1 && (offset == AtEnd || offset >= rows[y].Used))
        {
            if (offset != AtEnd)
                offset -= rows[y].Used;
            y++;
        }

        return (offset == AtEnd ? rows[y].Used : Math.Min(offset, rows[y].Cells.Length), y);
    }
}
