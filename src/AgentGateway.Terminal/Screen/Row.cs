namespace AgentGateway.Terminal.Screen;

/// <summary>One row of cells.</summary>
internal sealed class Row
{
    public Row(int columns)
    {
        Cells = new Cell[columns];
        Clear(Cell.Blank(0));
    }

    public Cell[] Cells { get; private set; }

    /// <summary>
    /// One more than the last column that a character was ever written to since the row was empty, blanks written on
    /// purpose included. Where a wrapped row ends when rows are joined again is told by this alone.
    /// </summary>
    public int Used { get; set; }

    /// <summary>The row's text goes on in the next row because there was no room, not because of a line feed.</summary>
    public bool Wrapped { get; set; }

    public void Clear(Cell blank)
    {
        Array.Fill(Cells, blank);
        Used = 0;
        Wrapped = false;
    }

    public void SetColumns(int columns)
    {
        var old = Cells;
        if (old.Length == columns)
            return;
        Cells = new Cell[columns];
        var kept = Math.Min(columns, old.Length);
        Array.Copy(old, Cells, kept);
        Array.Fill(Cells, Cell.Blank(0), kept, columns - kept);
        if (columns < old.Length && old[columns].IsTail)
            Cells[columns - 1] = Cell.Blank(0);
        Used = Math.Min(Used, columns);
    }

    /// <summary>
    /// Makes a cut before this column clean: a wide character that would lie across it becomes two blanks. Half a
    /// character can be neither shown nor copied.
    /// </summary>
    public void Split(int column)
    {
        if (column <= 0 || column >= Cells.Length || !Cells[column].IsTail)
            return;
        Cells[column - 1] = Cell.Blank(0);
        Cells[column] = Cell.Blank(0);
    }

    /// <summary>Blanks the columns from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    public void Erase(int from, int to, Cell blank)
    {
        to = Math.Min(to, Cells.Length);
        if (from >= to)
            return;
        Split(from);
        Split(to);
        Array.Fill(Cells, blank, from, to - from);
    }

    /// <summary>
    /// Makes room for <paramref name="count"/> blanks at the column; what does not fit falls off the end.
    /// </summary>
    public void Insert(int column, int count, Cell blank)
    {
        var moved = Cells.Length - column - count;
        Split(column);
        if (moved > 0)
        {
            Split(column + moved);
            Array.Copy(Cells, column, Cells, column + count, moved);
            Used = Cells.Length;
        }

        Array.Fill(Cells, blank, column, Math.Min(count, Cells.Length - column));
    }

    /// <summary>
    /// Takes out <paramref name="count"/> columns; what follows moves up and blanks come in at the end.
    /// </summary>
    public void Delete(int column, int count, Cell blank)
    {
        count = Math.Min(count, Cells.Length - column);
        Split(column);
        Split(column + count);
        var moved = Cells.Length - column - count;
        Array.Copy(Cells, column + count, Cells, column, moved);
        if (moved > 0)
            Used = Math.Max(Used, column + moved);
        Array.Fill(Cells, blank, column + moved, count);
    }
}
