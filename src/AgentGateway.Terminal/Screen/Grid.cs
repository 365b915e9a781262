namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The rows of one screen, and above them its scrollback where it has one. Scrolling turns a ring of rows and moves no
/// cell. Which rows count as one wrapped line after each operation follows tmux, because that is what a resize shows.
/// At other sizes rows come from and go to the scrollback, and wrapped lines break where the new width breaks them.
/// </summary>
internal sealed class Grid
{
    private readonly StyleTables _tables;
    private Row[] _rows;
    private int _first;

    public Grid(int columns, int rows, StyleTables tables, Scrollback? history)
    {
        _tables = tables;
        Columns = columns;
        History = history;
        _rows = new Row[rows];
        for (var y = 0; y < rows; y++)
            _rows[y] = new Row(columns);
    }

    public int Columns { get; private set; }

    public int Rows => _rows.Length;

    public Scrollback? History { get; }

    /// <summary>
    /// How many of the newest scrollback lines scrolled off and were not cleared away: those a taller screen shows
    /// again.
    /// </summary>
    public int Scrolled { get; private set; }

    public IEnumerable<Row> AllRows => _rows;

    public Row this[int y]
    {
        get => _rows[Index(y)];
        private set => _rows[Index(y)] = value;
    }

    /// <summary>
    /// Moves the rows of a region up by one. With scrollback, the region's top row is kept there, wherever the region
    /// is.
    /// </summary>
    public void ScrollUp(int top, int bottom, Cell blank)
    {
        if (History is null)
        {
            MoveRows(top, top + 1, bottom - top, blank);
            return;
        }

        var row = this[top];
        History.Add(row);
        Scrolled = Math.Min(Scrolled + 1, History.Count);
        row.Clear(blank);
        if (top == 0 && bottom == Rows - 1)
        {
            _first = _first + 1 == Rows ? 0 : _first + 1;
            return;
        }

        for (var y = top; y < bottom; y++)
            this[y] = this[y + 1];
        this[bottom] = row;
    }

    public void ScrollDown(int top, int bottom, Cell blank) => MoveRows(top + 1, top, bottom - top, blank);

    /// <summary>
    /// Inserts blank rows at <paramref name="y"/>; what is pushed below <paramref name="bottom"/> is gone.
    /// </summary>
    public void InsertRows(int y, int count, int bottom, Cell blank)
    {
        count = Math.Min(count, bottom + 1 - y);
        MoveRows(y + count, y, bottom + 1 - y - count, blank);
        ClearRows(y, count, blank);
    }

    public void DeleteRows(int y, int count, int bottom, Cell blank)
    {
        count = Math.Min(count, bottom + 1 - y);
        MoveRows(y, y + count, bottom + 1 - y - count, blank);
        ClearRows(bottom + 1 - count, count, blank);
    }

    /// <summary>Empties whole rows. The line above them cannot go on in them any more.</summary>
    public void ClearRows(int y, int count, Cell blank)
    {
        if (count <= 0)
            return;
        Unwrap(y - 1);
        for (var row = y; row < y + count; row++)
            this[row].Clear(blank);
    }

    /// <summary>
    /// Empties the screen. Its rows go to the scrollback, where there is one, as lines that were cleared.
    /// </summary>
    public void Clear(Cell blank)
    {
        var used = UsedRows();
        if (History is not null && used > 0)
        {
            for (var y = 0; y < used; y++)
                ScrollUp(0, Rows - 1, blank);
            Scrolled = 0;
            ClearRows(0, Rows - used, blank);
        }
        else
            ClearRows(0, Rows, blank);
    }

    public void ClearHistory()
    {
        History?.Clear();
        Scrolled = 0;
    }

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

    /// <summary>Moves rows within the screen, and leaves blank ones where nothing moved to.</summary>
    private void MoveRows(int to, int from, int count, Cell blank)
    {
        if (count <= 0 || to == from)
            return;
        Unwrap(to - 1);
        var replaced = new Row[Math.Abs(to - from)];
        if (to < from)
        {
            for (var y = 0; y < replaced.Length; y++)
                replaced[y] = this[to + y];
            for (var y = 0; y < count; y++)
                this[to + y] = this[from + y];
            for (var y = 0; y < replaced.Length; y++)
                this[to + count + y] = Emptied(replaced[y], blank);
        }
        else
        {
            for (var y = 0; y < replaced.Length; y++)
                replaced[y] = this[from + count + y];
            for (var y = count - 1; y >= 0; y--)
                this[to + y] = this[from + y];
            for (var y = 0; y < replaced.Length; y++)
                this[from + y] = Emptied(replaced[y], blank);
            Unwrap(from - 1);
        }
    }

    private static Row Emptied(Row row, Cell blank)
    {
        row.Clear(blank);
        return row;
    }

    /// <summary>
    /// A lower screen loses the rows below the cursor first, and then those at its top. A taller one shows again what
    /// scrolled off. Answers by how many rows the cursor's row moved down.
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
        var all = Everything();
        var (flowed, x, y) = LineReflow.Break(all, columns, cursorX, all.Count - Rows + cursorY, rowsMin: Rows);
        Columns = columns;
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

    private void Unwrap(int y)
    {
        if (y >= 0)
            this[y].Wrapped = false;
        else
            History?.UnwrapNewest();
    }

    private int UsedRows()
    {
        var used = Rows;
        while (used > 0 && this[used - 1].Used == 0)
            used--;
        return used;
    }

    private int Index(int y)
    {
        var index = _first + y;
        return index >= _rows.Length ? index - _rows.Length : index;
    }
}
