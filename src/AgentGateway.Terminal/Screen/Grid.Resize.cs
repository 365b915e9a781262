namespace AgentGateway.Terminal.Screen;

/// <summary>Other sizes: rows come from and go to the scrollback, and wrapped lines break where the new width breaks them.</summary>
internal sealed partial class Grid
{
    /// <summary>Where the cursor is at the end of its line's text, wherever that comes to be.</summary>
    private const int AtEnd = int.MaxValue;

    /// <summary>Gives the screen another size and answers where the cursor is then.</summary>
    public (int X, int Y) Resize(int columns, int rows, int cursorX, int cursorY, bool reflow)
    {
        cursorY += SetRows(rows, cursorY);
        if (columns == Columns)
            return (cursorX, cursorY);
        if (!reflow)
        {
            foreach (var row in _rows)
                row.SetColumns(columns);
            Columns = columns;
            return (cursorX, cursorY);
        }

        return Reflow(columns, cursorX, cursorY);
    }

    /// <summary>
    /// A lower screen loses the rows below the cursor first, and then those at its top. A taller one shows again what scrolled
    /// off. Answers by how many rows the cursor's row moved down.
    /// </summary>
    private int SetRows(int rows, int cursorY)
    {
        if (rows < Rows)
        {
            var fewer = Rows - rows;
            var below = Math.Min(fewer, Rows - 1 - cursorY);
            var above = fewer - below;
            for (var y = 0; y < above; y++)
            {
                if (History is null)
                    continue;
                History.Add(this[y]);
                Scrolled = Math.Min(Scrolled + 1, History.Count);
            }

            TakeRows(above, rows);
            return -above;
        }

        if (rows > Rows)
        {
            var back = Math.Min(rows - Rows, Math.Min(Scrolled, History?.Count ?? 0));
            Prepend(back, rows);
            return back;
        }

        return 0;
    }

    private void TakeRows(int from, int count)
    {
        var kept = new Row[count];
        for (var y = 0; y < count; y++)
            kept[y] = this[from + y];
        (_rows, _first) = (kept, 0);
    }

    private void Prepend(int back, int rows)
    {
        var grown = new Row[rows];
        for (var y = back - 1; y >= 0; y--)
        {
            grown[y] = new Row(Columns);
            History!.Read(History.Count - 1, grown[y]);
            History.RemoveNewest();
        }

        Scrolled -= back;
        for (var y = 0; y < Rows; y++)
            grown[back + y] = this[y];
        for (var y = back + Rows; y < rows; y++)
            grown[y] = new Row(Columns);
        (_rows, _first) = (grown, 0);
    }

    private (int X, int Y) Reflow(int columns, int cursorX, int cursorY)
    {
        var old = Everything();
        var (line, offset) = PlaceInLine(old, cursorX, old.Count - Rows + cursorY);
        var flowed = new List<Row>(old.Count);
        for (var start = 0; start < old.Count;)
        {
            var end = start;
            while (end < old.Count - 1 && old[end].Wrapped)
                end++;
            // A row that says it goes on, before an empty one, lost what it went on in: the empty row stays a row of its own.
            if (end > start && old[end] is { Used: 0, Wrapped: false })
                end--;
            FlowLine(old, start, end, columns, flowed);
            start = end + 1;
        }

        while (flowed.Count < Rows)
            flowed.Add(new Row(columns));
        Columns = columns;
        var (x, y) = PlaceOnRow(flowed, line, offset);
        var above = flowed.Count - Rows;
        Replace(flowed, above);
        return y < above ? (0, 0) : (x, y - above);
    }

    /// <summary>All rows, the oldest of the scrollback first.</summary>
    private List<Row> Everything()
    {
        var all = new List<Row>((History?.Count ?? 0) + Rows);
        for (var index = 0; index < (History?.Count ?? 0); index++)
        {
            var row = new Row(Columns);
            History!.Read(index, row);
            all.Add(row);
        }

        for (var y = 0; y < Rows; y++)
            all.Add(this[y]);
        return all;
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

    private void Replace(List<Row> flowed, int above)
    {
        var scrolled = Scrolled;
        History?.Clear();
        for (var index = 0; index < above; index++)
            History?.Add(flowed[index]);
        Scrolled = Math.Min(scrolled, History?.Count ?? 0);
        _rows = [.. flowed.Skip(above)];
        _first = 0;
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
