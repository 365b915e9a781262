namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The main and the alternate screen, and what moves on them: the cursor, the scrolling region, the tab stops. Columns
/// and rows count from 0. A cursor whose <see cref="X"/> is <see cref="Columns"/> waits behind the last column: the
/// next character wraps.
/// </summary>
internal sealed class ScreenBuffer
{
    private const int TabWidth = 8;
    private readonly StyleTables _tables;
    private readonly Grid _main;
    private Grid? _alternate;
    private bool[] _tabs = [];
    private SavedCursor _saved;
    private SavedCursor? _savedByAlternate;

    public ScreenBuffer(int columns, int rows, ScreenLimits limits, StyleTables tables)
    {
        _tables = tables;
        _main = new Grid(columns, rows, tables, new Scrollback(limits, tables));
        Grid = _main;
        Pen = new Pen(tables);
        Bottom = rows - 1;
        ResetTabs();
    }

    /// <summary>The grid that is shown.</summary>
    public Grid Grid { get; private set; }

    public Pen Pen { get; }

    public ScreenModes Modes { get; set; } = ScreenModes.Initial;

    public int Columns => Grid.Columns;

    public int Rows => Grid.Rows;

    public bool IsAlternate => Grid != _main;

    public int X { get; set; }

    public int Y { get; set; }

    /// <summary>The first row of the scrolling region.</summary>
    public int Top { get; private set; }

    /// <summary>The last row of the scrolling region.</summary>
    public int Bottom { get; private set; }

    public Row Row => Grid[Y];

    /// <summary>Of the main screen, also while the alternate one is shown.</summary>
    public Scrollback Scrollback => _main.History!;

    public Cell Blank => Pen.Blank;

    // The cursor.

    public void MoveTo(int x, int y) => (X, Y) = (Math.Min(x, Columns - 1), Math.Min(y, Rows - 1));

    /// <summary>Where a program's row is: seen from the region's top where it has asked for that.</summary>
    public int FromOrigin(int y) => Modes.Origin ? Math.Min(y + Top, Bottom) : y;

    /// <summary>Up, but not out of the region from inside it.</summary>
    public void Up(int count)
    {
        var least = Y < Top ? 0 : Top;
        Y = Math.Max(least, Y - count);
        X = Math.Min(X, Columns - 1);
    }

    public void Down(int count)
    {
        var most = Y > Bottom ? Rows - 1 : Bottom;
        Y = Math.Min(most, Y + count);
        X = Math.Min(X, Columns - 1);
    }

    public void Left(int count) => X = Math.Max(0, X - count);

    public void Right(int count) => X = Math.Min(X + count, Columns - 1);

    /// <summary>
    /// One to the left, and at the beginning of a row that goes on from the one above, up to that one's end.
    /// </summary>
    public void Backspace()
    {
        if (X > 0)
            X--;
        else if (Y > 0 && Grid[Y - 1].Wrapped)
        {
            Y--;
            X = Columns - 1;
        }
    }

    public void LineFeed() => LineFeed(Blank);

    public void ReverseIndex()
    {
        if (Y == Top)
            Grid.ScrollDown(Top, Bottom, Blank);
        else if (Y > 0)
            Y--;
    }

    /// <summary>To the beginning of the next row, which goes on with this one's text.</summary>
    public void Wrap()
    {
        Row.Wrapped = true;
        LineFeed(Cell.Blank(0));
        X = 0;
    }

    public void SaveCursor() => _saved = Current();

    public void RestoreCursor()
    {
        Modes = Modes with { Origin = _saved.Origin };
        Pen.Style = _saved.Style;
        Pen.Sets = _saved.Sets;
        MoveTo(_saved.X, _saved.Y);
    }

    public void ForgetSavedCursor() => _saved = default;

    // The scrolling region.

    public bool InRegion(int y) => y >= Top && y <= Bottom;

    public void SetRegion(int top, int bottom)
    {
        bottom = Math.Min(bottom, Rows - 1);
        if (top >= bottom)
            return;
        (Top, Bottom) = (top, bottom);
        MoveTo(0, 0);
    }

    /// <summary>The whole screen scrolls; the cursor stays.</summary>
    public void ResetRegion() => (Top, Bottom) = (0, Rows - 1);

    // Tab stops.

    public void TabForward(int count)
    {
        while (X < Columns - 1 && count-- > 0)
        {
            do
                X++;
            while (X < Columns - 1 && !_tabs[X]);
        }
    }

    public void TabBackward(int count)
    {
        X = Math.Min(X, Columns - 1);
        while (X > 0 && count-- > 0)
        {
            do
                X--;
            while (X > 0 && !_tabs[X]);
        }
    }

    public void SetTab()
    {
        if (X < Columns)
            _tabs[X] = true;
    }

    public void ClearTab()
    {
        if (X < Columns)
            _tabs[X] = false;
    }

    public void ClearTabs() => Array.Clear(_tabs);

    public void ResetTabs()
    {
        _tabs = new bool[Columns];
        for (var column = TabWidth; column < Columns; column += TabWidth)
            _tabs[column] = true;
    }

    // The two screens.

    public void EnterAlternate(bool saveCursor)
    {
        if (IsAlternate)
            return;
        if (saveCursor)
            _savedByAlternate = Current();
        _alternate = new Grid(Columns, Rows, _tables, history: null);
        Grid = _alternate;
    }

    /// <summary>
    /// The main screen comes back as it was, and is brought to the size that the terminal has by now.
    /// </summary>
    public void LeaveAlternate(bool restoreCursor)
    {
        var (columns, rows) = (Columns, Rows);
        if (IsAlternate)
        {
            Grid = _main;
            _alternate = null;
        }

        if (restoreCursor && _savedByAlternate is { } saved)
        {
            Pen.Style = saved.Style;
            (X, Y) = (saved.X, saved.Y);
        }

        (X, Y) = (Math.Min(X, Columns), Math.Min(Y, Rows - 1));
        Resize(columns, rows);
        X = Math.Min(X, Columns - 1);
        if (Top >= Rows || Bottom >= Rows)
            ResetRegion();
    }

    /// <summary>The next switch to the alternate screen has no cursor to come back to.</summary>
    public void ForgetAlternateCursor() => _savedByAlternate = null;

    /// <summary>Wrapped lines break anew, except on the alternate screen, whose programs redraw.</summary>
    public void Resize(int columns, int rows)
    {
        if (columns == Columns && rows == Rows)
            return;
        var sameColumns = columns == Columns;
        var sameRows = rows == Rows;
        var (x, y) = Grid.Resize(columns, rows, X, Y, reflow: !IsAlternate);
        (X, Y) = (Math.Min(x, columns), y);
        if (!sameColumns)
            ResetTabs();
        if (!sameRows)
            ResetRegion();
    }

    /// <summary>
    /// Throws away styles, clusters and links that no cell shows any more. Saved cursors lose their link.
    /// </summary>
    public void CollectTables()
    {
        var rows = _alternate is null ? _main.AllRows : _main.AllRows.Concat(_alternate.AllRows);
        Pen.Style = _tables.Collect(rows, Pen.Style);
        _saved = _saved with { Style = _saved.Style with { Link = 0 } };
        _savedByAlternate = _savedByAlternate is { } saved
            ? saved with { Style = saved.Style with { Link = 0 } }
            : null;
    }

    private SavedCursor Current() => new(X, Y, Modes.Origin, Pen.Style, Pen.Sets);

    private void LineFeed(Cell blank)
    {
        if (Y == Bottom)
            Grid.ScrollUp(Top, Bottom, blank);
        else if (Y < Rows - 1)
            Y++;
    }
}
