namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The screen of a terminal of a given size after the bytes fed to it: pure, without I/O, clock or threads. It does
/// what tmux does wherever a program can tell; DESIGN.md names the exceptions. No input makes it fail or grow beyond
/// its limits.
/// </summary>
/// <remarks>
/// Not safe for several threads at once. Everything that it tells comes from the program and is not to be trusted.
/// </remarks>
public sealed class TerminalScreen
{
    private const int SliceBytes = 64 * 1024;
    private readonly StyleTables _tables = new();
    private readonly ScreenBuffer _screen;
    private readonly ModeSwitches _switches;
    private readonly ScreenReplies _replies;
    private readonly ProgramTexts _texts;
    private readonly SequenceInterpreter _interpreter;
    private readonly VtParser _parser;

    /// <exception cref="ArgumentOutOfRangeException">A side is not 1 to <see cref="ScreenLimits.SideMax"/>.</exception>
    public TerminalScreen(int columns, int rows, ScreenLimits? limits = null)
    {
        CheckSize(columns, rows);
        _screen = new ScreenBuffer(columns, rows, limits ?? new ScreenLimits(), _tables);
        _switches = new ModeSwitches(_screen);
        _replies = new ScreenReplies(_screen, _switches);
        _texts = new ProgramTexts(_screen.Pen, _tables);
        _interpreter = new SequenceInterpreter(
            _screen, new CharacterPrinter(_screen, _tables), _switches, _replies, _texts);
        _parser = new VtParser(_interpreter);
    }

    public int Columns => _screen.Columns;

    public int Rows => _screen.Rows;

    public bool AlternateScreen => _screen.IsAlternate;

    public ScreenModes Modes => _screen.Modes;

    public CursorState Cursor => new(
        Math.Min(_screen.X, Columns - 1), _screen.Y, _screen.X == Columns, Modes.CursorVisible, _switches.CursorShape,
        _switches.CursorBlinks);

    /// <summary>How many lines lie above the screen; none while the alternate screen is shown.</summary>
    public int ScrollbackLines => _screen.Grid.History?.Count ?? 0;

    /// <summary>How much memory the scrollback takes.</summary>
    public long ScrollbackBytes => _screen.Scrollback.Bytes;

    /// <summary>How often the program rang the bell.</summary>
    public long Bells => _interpreter.Bells;

    /// <summary>The window's title (OSC 0 or 2), without controls, at most 1,024 characters.</summary>
    public string Title => _texts.Title;

    /// <summary>The icon's title (OSC 0 or 1).</summary>
    public string IconTitle => _texts.IconTitle;

    /// <summary>
    /// The working directory as the program last gave it (OSC 7), usually a file: address; null where it never did.
    /// </summary>
    public string? WorkingDirectory => _texts.WorkingDirectory;

    public ScreenProgress Progress => _texts.Progress;

    /// <summary>How many notifications were dropped because those before had not been taken.</summary>
    public long NotificationsDropped => _texts.NotificationsDropped;

    /// <summary>How many styles, clusters and links are remembered.</summary>
    internal int DistinctEntries => _tables.Count;

    /// <summary>Takes the next bytes of output. Characters and sequences may be cut anywhere.</summary>
    public void Feed(ReadOnlySpan<byte> output)
    {
        while (!output.IsEmpty)
        {
            var slice = output[..Math.Min(output.Length, SliceBytes)];
            _parser.Feed(slice);
            output = output[slice.Length..];
            if (_tables.IsFull)
                _screen.CollectTables();
        }
    }

    /// <summary>
    /// Gives the terminal another size. Wrapped lines break anew, except on the alternate screen, whose programs
    /// redraw.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not 1 to <see cref="ScreenLimits.SideMax"/>.</exception>
    public void Resize(int columns, int rows)
    {
        CheckSize(columns, rows);
        _screen.Resize(columns, rows);
    }

    /// <summary>Takes the notifications that came since the last time, oldest first; at most 32 wait.</summary>
    public IReadOnlyList<ScreenNotification> TakeNotifications() => _texts.TakeNotifications();

    /// <summary>
    /// Takes the answers that are due. Between two calls at most 1 MiB of them is kept, and later ones are dropped.
    /// </summary>
    public byte[] TakeReplies() => _replies.Take();

    /// <summary>
    /// The screen as text: exactly <see cref="Rows"/> lines, joined by line feeds and without blanks at their ends,
    /// after as many of the newest scrollback lines as are asked for and there are.
    /// </summary>
    public string RenderText(int scrollbackLines = 0) => new ScreenWriter(_tables).Text(VisibleRows(scrollbackLines));

    /// <summary>
    /// As <see cref="RenderText"/>, with the sequences that give the text its colours and attributes.
    /// </summary>
    public string RenderAnsi(int scrollbackLines = 0) => new ScreenWriter(_tables).Ansi(VisibleRows(scrollbackLines));

    /// <summary>The rows of the screen, each as runs of one look; blanks at their ends that show nothing are left out.</summary>
    public IReadOnlyList<IReadOnlyList<ScreenRun>> RenderRuns() => new ScreenWriter(_tables).Runs(VisibleRows(0));

    /// <summary>
    /// The hyperlinks on the screen, from the top; one that goes on in the next row is told once for each row.
    /// </summary>
    public IReadOnlyList<ScreenLink> Links() => new ScreenWriter(_tables).Links(VisibleRows(0));

    /// <summary>
    /// The position of half a wide character, of which there must never be one; null where all is well.
    /// </summary>
    internal (int X, int Y)? BrokenCell()
    {
        for (var y = 0; y < Rows; y++)
        {
            var cells = _screen.Grid[y].Cells;
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
            _screen.Grid.History!.Read(index, row);
            yield return row;
        }

        for (var y = 0; y < Rows; y++)
            yield return _screen.Grid[y];
    }
}
