namespace AgentGateway.Terminal.Screen;

/// <summary>Control sequences: moving, erasing, inserting, deleting, scrolling.</summary>
public sealed partial class TerminalScreen
{
    void IVtSink.Control(VtSequence sequence)
    {
        // Only the graphic rendition has sub-parameters; elsewhere they say that something else was meant.
        var obeyed = !sequence.HasSub || sequence is { Final: (byte)'m', Prefix: 0 };
        if (obeyed)
        {
            switch (sequence.Prefix, sequence.Intermediates)
            {
                case (0, 0):
                    if (!Move(sequence) && !Edit(sequence))
                        Other(sequence);
                    break;
                case ((byte)'?', 0):
                    Private(sequence);
                    break;
                case ((byte)'>', 0):
                    Secondary(sequence);
                    break;
                case (0 or (byte)'?', '$') when sequence.Final == 'p':
                    ReportMode(sequence);
                    break;
                case (0, ' ') when sequence.Final == 'q':
                    SetCursorShape(sequence.Get(0, 0));
                    break;
                case (0, '!') when sequence.Final == 'p':
                    SoftReset();
                    break;
                default:
                    break;
            }
        }

        _last = -1;
    }

    private bool Move(VtSequence sequence)
    {
        var count = sequence.Positive(0);
        switch (sequence.Final)
        {
            case (byte)'A':
                Up(count);
                break;
            case (byte)'B' or (byte)'e':
                Down(count);
                break;
            case (byte)'C' or (byte)'a':
                _x = Math.Min(_x + count, Columns - 1);
                break;
            case (byte)'D':
                _x = Math.Max(0, _x - count);
                break;
            case (byte)'E':
                _x = 0;
                Down(count);
                break;
            case (byte)'F':
                _x = 0;
                Up(count);
                break;
            case (byte)'G' or (byte)'`':
                _x = Math.Min(count - 1, Columns - 1);
                break;
            case (byte)'H' or (byte)'f':
                MoveTo(sequence.Positive(1) - 1, FromOrigin(count - 1));
                break;
            case (byte)'d':
                _y = Math.Min(FromOrigin(count - 1), Rows - 1);
                break;
            case (byte)'I':
                TabForward(count);
                break;
            case (byte)'Z':
                TabBackward(count);
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Edit(VtSequence sequence)
    {
        var count = sequence.Positive(0);
        switch (sequence.Final)
        {
            case (byte)'@' when _x < Columns:
                _grid[_y].Insert(_x, Math.Min(count, Columns - _x), Blank());
                break;
            case (byte)'P' when _x < Columns:
                _grid[_y].Delete(_x, count, Blank());
                break;
            case (byte)'X' when _x < Columns:
                EraseColumns(_x, _x + count);
                break;
            case (byte)'J':
                EraseScreen(sequence.Get(0, 0));
                break;
            case (byte)'K':
                EraseRow(sequence.Get(0, 0));
                break;
            // Outside of the region tmux inserts fewer rows than there are below, or none, as xterm always does there.
            case (byte)'L' when InRegion(_y) || count < Rows - _y:
                _grid.InsertRows(_y, count, BottomFor(_y), Blank());
                break;
            case (byte)'M':
                _grid.DeleteRows(_y, count, BottomFor(_y), Blank());
                break;
            case (byte)'S':
                for (var times = Math.Min(count, _bottom + 1 - _top); times > 0; times--)
                    _grid.ScrollUp(_top, _bottom, Blank());
                break;
            case (byte)'T':
                for (var times = Math.Min(count, _bottom + 1 - _top); times > 0; times--)
                    _grid.ScrollDown(_top, _bottom, Blank());
                break;
            case (byte)'b':
                Repeat(count);
                break;
            default:
                return false;
        }

        return true;
    }

    private void Other(VtSequence sequence)
    {
        switch (sequence.Final)
        {
            case (byte)'m':
                SetStyle(SgrReader.Apply(sequence, _style));
                break;
            case (byte)'r':
                SetRegion(sequence.Positive(0) - 1, Math.Max(1, sequence.Get(1, Rows)) - 1);
                break;
            case (byte)'h' or (byte)'l':
                SetModes(sequence, on: sequence.Final == 'h');
                break;
            case (byte)'s':
                SaveCursor();
                break;
            case (byte)'u':
                RestoreCursor();
                break;
            case (byte)'g':
                ClearTabs(sequence.Get(0, 0));
                break;
            case (byte)'c' when sequence.Get(0, 0) == 0:
                Reply(PrimaryAttributes);
                break;
            case (byte)'n':
                ReportStatus(sequence.Get(0, 0), isPrivate: false);
                break;
            case (byte)'t':
                ReportWindow(sequence.Get(0, 0));
                break;
            default:
                break;
        }
    }

    /// <summary>Up, but not out of the region from inside it.</summary>
    private void Up(int count)
    {
        var least = _y < _top ? 0 : _top;
        _y = Math.Max(least, _y - count);
        _x = Math.Min(_x, Columns - 1);
    }

    private void Down(int count)
    {
        var most = _y > _bottom ? Rows - 1 : _bottom;
        _y = Math.Min(most, _y + count);
        _x = Math.Min(_x, Columns - 1);
    }

    private void MoveTo(int x, int y) => (_x, _y) = (Math.Min(x, Columns - 1), Math.Min(y, Rows - 1));

    private int FromOrigin(int y) => Modes.Origin ? Math.Min(y + _top, _bottom) : y;

    /// <summary>Rows are inserted and deleted inside the region; outside of it, down to the end of the screen.</summary>
    private int BottomFor(int y) => InRegion(y) ? _bottom : Rows - 1;

    private bool InRegion(int y) => y >= _top && y <= _bottom;

    private void EraseRow(int what)
    {
        switch (what)
        {
            case 0:
                EraseColumns(_x, Columns);
                break;
            case 1:
                EraseColumns(0, _x + 1);
                break;
            case 2:
                EraseColumns(0, Columns);
                break;
            default:
                break;
        }
    }

    /// <summary>A row that is erased from end to end is empty again: no text of its own, and nothing goes on in it.</summary>
    private void EraseColumns(int from, int to)
    {
        if (from == 0 && to >= Columns)
            _grid.ClearRows(_y, 1, Blank());
        else
            _grid[_y].Erase(from, to, Blank());
    }

    private void EraseScreen(int what)
    {
        switch (what)
        {
            case 0 when _x == 0 && _y == 0:
            case 2:
                _grid.Clear(Blank());
                break;
            case 0:
                EraseToEnd();
                break;
            case 1:
                _grid.ClearRows(0, _y, Blank());
                EraseColumns(0, _x + 1);
                break;
            case 3:
                _grid.ClearHistory();
                break;
            default:
                break;
        }
    }

    private void EraseToEnd()
    {
        EraseColumns(_x, Columns);
        _grid.ClearRows(_y + 1, Rows - _y - 1, Blank());
    }

    private void SetRegion(int top, int bottom)
    {
        bottom = Math.Min(bottom, Rows - 1);
        if (top >= bottom)
            return;
        (_top, _bottom) = (top, bottom);
        MoveTo(0, 0);
    }

    private void ClearTabs(int what)
    {
        if (what == 0 && _x < Columns)
            _tabs[_x] = false;
        else if (what == 3)
            Array.Clear(_tabs);
    }
}
