namespace AgentGateway.Terminal.Screen;

/// <summary>
/// What a terminal of a given size shows after the bytes fed to it: pure, without I/O, clock or threads. It does what tmux
/// does wherever a program can tell; DESIGN.md names the exceptions. No input makes it fail or grow beyond its limits.
/// </summary>
/// <remarks>Not safe for several threads at once. Everything that it tells comes from the program and is not to be trusted.</remarks>
public sealed partial class TerminalScreen : IVtSink
{
    private const int SliceBytes = 64 * 1024;
    private const int TabWidth = 8;
    private readonly StyleTables _tables = new();
    private readonly VtParser _parser;
    private readonly Grid _main;
    private Grid? _alternate;
    private Grid _grid;
    private int _x;
    private int _y;
    private int _top;
    private int _bottom;
    private bool[] _tabs = [];

    /// <exception cref="ArgumentOutOfRangeException">A side is not 1 to <see cref="ScreenLimits.SideMax"/>.</exception>
    public TerminalScreen(int columns, int rows, ScreenLimits? limits = null)
    {
        CheckSize(columns, rows);
        _parser = new VtParser(this);
        _main = new Grid(columns, rows, _tables, new Scrollback(limits ?? new ScreenLimits(), _tables));
        _grid = _main;
        _bottom = rows - 1;
        ResetTabs();
    }

    public int Columns => _grid.Columns;

    public int Rows => _grid.Rows;

    public bool AlternateScreen => _grid != _main;

    public ScreenModes Modes { get; private set; } = ScreenModes.Initial;

    public CursorState Cursor =>
        new(Math.Min(_x, Columns - 1), _y, _x == Columns, Modes.CursorVisible, _cursorShape, _cursorBlinking);

    /// <summary>How many lines lie above the screen; none while the alternate screen is shown.</summary>
    public int ScrollbackLines => _grid.History?.Count ?? 0;

    /// <summary>What the scrollback takes in memory.</summary>
    public long ScrollbackBytes => _main.History!.Bytes;

    /// <summary>Takes the next bytes of output. Characters and sequences may be cut anywhere.</summary>
    public void Feed(ReadOnlySpan<byte> output)
    {
        while (!output.IsEmpty)
        {
            var slice = output[..Math.Min(output.Length, SliceBytes)];
            _parser.Feed(slice);
            output = output[slice.Length..];
            if (_tables.IsFull)
                CollectTables();
        }
    }

    /// <summary>Gives the terminal another size. Wrapped lines break anew, except on the alternate screen, whose programs redraw.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not 1 to <see cref="ScreenLimits.SideMax"/>.</exception>
    public void Resize(int columns, int rows)
    {
        CheckSize(columns, rows);
        if (columns == Columns && rows == Rows)
            return;
        var sameColumns = columns == Columns;
        var sameRows = rows == Rows;
        var x = _x;
        (x, _y) = _grid.Resize(columns, rows, x, _y, reflow: !AlternateScreen);
        _x = Math.Min(x, columns);
        if (!sameColumns)
            ResetTabs();
        if (!sameRows)
            (_top, _bottom) = (0, rows - 1);
    }

    /// <summary>
    /// The screen as text: exactly <see cref="Rows"/> lines, joined by line feeds and without blanks at their ends, after as many
    /// of the newest scrollback lines as are asked for and there are.
    /// </summary>
    public string RenderText(int scrollbackLines = 0) => new ScreenWriter(_tables).Text(VisibleRows(scrollbackLines));

    /// <summary>As <see cref="RenderText"/>, with the sequences that give the text its colours and attributes.</summary>
    public string RenderAnsi(int scrollbackLines = 0) => new ScreenWriter(_tables).Ansi(VisibleRows(scrollbackLines));

    /// <summary>The hyperlinks on the screen, from the top, each row's parts apart.</summary>
    public IReadOnlyList<ScreenLink> Links() => new ScreenWriter(_tables).Links(VisibleRows(0));

    /// <summary>How many styles, clusters and links are remembered.</summary>
    internal int DistinctEntries => _tables.Count;

    /// <summary>The place of half a wide character, of which there must never be one; null where all is well.</summary>
    internal (int X, int Y)? BrokenCell()
    {
        for (var y = 0; y < Rows; y++)
        {
            var cells = _grid[y].Cells;
            for (var x = 0; x < cells.Length; x++)
            {
                if (cells[x].IsWide && (x + 1 == cells.Length || !cells[x + 1].IsTail))
                    return (x, y);
                if (cells[x].IsTail && (x == 0 || !cells[x - 1].IsWide))
                    return (x, y);
            }
        }

        return null;
    }

    private static void CheckSize(int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, ScreenLimits.SideMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, ScreenLimits.SideMax);
    }

    private IEnumerable<Row> VisibleRows(int scrollbackLines)
    {
        for (var index = Math.Max(0, ScrollbackLines - Math.Max(0, scrollbackLines)); index < ScrollbackLines; index++)
        {
            var row = new Row(Columns);
            _grid.History!.Read(index, row);
            yield return row;
        }

        for (var y = 0; y < Rows; y++)
            yield return _grid[y];
    }

    private void CollectTables()
    {
        var rows = _alternate is null ? _main.AllRows : _main.AllRows.Concat(_alternate.AllRows);
        _style = _tables.Collect(rows, _style);
        _saved = _saved with { Style = _saved.Style with { Link = 0 } };
        _savedByAlternate = _savedByAlternate is { } saved ? saved with { Style = saved.Style with { Link = 0 } } : null;
        _penIsStale = true;
    }

    private void ResetTabs()
    {
        _tabs = new bool[Columns];
        for (var column = TabWidth; column < Columns; column += TabWidth)
            _tabs[column] = true;
    }
}
