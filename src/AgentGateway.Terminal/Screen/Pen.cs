namespace AgentGateway.Terminal.Screen;

/// <summary>How the next character is written: its style, and the character sets that text is in.</summary>
internal sealed class Pen(StyleTables tables)
{
    private CellStyle _style;
    private uint _styleNumber;
    private Cell _blank;
    private bool _isStale = true;

    public CellStyle Style
    {
        get => _style;
        set
        {
            _style = value;
            _isStale = true;
        }
    }

    public CharacterSets Sets { get; set; }

    /// <summary>The set of the next character alone (SS2 and SS3), or null.</summary>
    public int? SingleShift { get; set; }

    /// <summary>The number of the style in the tables.</summary>
    public uint StyleNumber
    {
        get
        {
            Refresh();
            return _styleNumber;
        }
    }

    /// <summary>The blank that erasing leaves: only the background colour counts.</summary>
    public Cell Blank
    {
        get
        {
            Refresh();
            return _blank;
        }
    }

    public void Designate(int index, byte final)
    {
        CharacterSet? set = final switch
        {
            (byte)'0' or (byte)'2' => CharacterSet.LineDrawing,
            (byte)'A' => CharacterSet.British,
            (byte)'B' or (byte)'1' => CharacterSet.Ascii,
            _ => null,
        };
        if (set is { } known)
            Sets = Sets.With(index, known);
    }

    public void Shift(int index) => Sets = Sets with { Shift = (byte)index };

    public void Reset()
    {
        Style = CellStyle.Default;
        Sets = default;
        SingleShift = null;
    }

    /// <summary>
    /// Styles are looked up when something is drawn with them, not when they change: programs change them more often.
    /// </summary>
    private void Refresh()
    {
        if (!_isStale)
            return;
        _isStale = false;
        _styleNumber = tables.Intern(_style);
        _blank = Cell.Blank(tables.Intern(new CellStyle { Background = _style.Background }));
    }
}
