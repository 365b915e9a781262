namespace AgentGateway.Terminal.Screen;

/// <summary>Single controls and escape sequences without parameters.</summary>
public sealed partial class TerminalScreen
{
    private SavedCursor _saved;

    /// <summary>How often the program rang the bell.</summary>
    public long Bells { get; private set; }

    void IVtSink.Execute(byte control)
    {
        switch (control)
        {
            case 0x07:
                Bells++;
                break;
            case 0x08:
                Backspace();
                break;
            case 0x09:
                TabForward(1);
                break;
            case 0x0a or 0x0b or 0x0c:
                LineFeed(wrapped: false, Blank());
                if (Modes.NewLine)
                    _x = 0;
                break;
            case 0x0d:
                _x = 0;
                break;
            case 0x0e:
                _sets = _sets with { Shift = 1 };
                break;
            case 0x0f:
                _sets = _sets with { Shift = 0 };
                break;
            default:
                break;
        }

        _last = -1;
    }

    void IVtSink.Escape(VtSequence sequence)
    {
        _last = -1;
        switch (sequence.Intermediates)
        {
            case 0:
                Escape(sequence.Final);
                break;
            case '#' when sequence.Final == '8':
                Align();
                break;
            case >= '(' and <= '+':
                Designate(sequence.Intermediates - '(', sequence.Final);
                break;
            default:
                break;
        }
    }

    private void Escape(byte final)
    {
        switch (final)
        {
            case (byte)'7':
                SaveCursor();
                break;
            case (byte)'8':
                RestoreCursor();
                break;
            case (byte)'=' or (byte)'>':
                Modes = Modes with { ApplicationKeypad = final == '=' };
                break;
            case (byte)'D':
                LineFeed(wrapped: false, Blank());
                break;
            case (byte)'E':
                _x = 0;
                LineFeed(wrapped: false, Blank());
                break;
            case (byte)'H' when _x < Columns:
                _tabs[_x] = true;
                break;
            case (byte)'M':
                ReverseIndex();
                break;
            case (byte)'N' or (byte)'O':
                _singleShift = final == 'N' ? 2 : 3;
                break;
            case (byte)'n' or (byte)'o':
                _sets = _sets with { Shift = (byte)(final == 'n' ? 2 : 3) };
                break;
            case (byte)'c':
                Reset();
                break;
            default:
                break;
        }
    }

    private void Designate(int index, byte final)
    {
        CharacterSet? set = final switch
        {
            (byte)'0' or (byte)'2' => CharacterSet.LineDrawing,
            (byte)'A' => CharacterSet.British,
            (byte)'B' or (byte)'1' => CharacterSet.Ascii,
            _ => null,
        };
        if (set is { } known)
            _sets = _sets.With(index, known);
    }

    /// <summary>One to the left, and at the beginning of a row that goes on from the one above, up to that one's end.</summary>
    private void Backspace()
    {
        if (_x > 0)
            _x--;
        else if (_y > 0 && _grid[_y - 1].Wrapped)
        {
            _y--;
            _x = Columns - 1;
        }
    }

    private void TabForward(int count)
    {
        while (_x < Columns - 1 && count-- > 0)
        {
            do
                _x++;
            while (_x < Columns - 1 && !_tabs[_x]);
        }
    }

    private void TabBackward(int count)
    {
        _x = Math.Min(_x, Columns - 1);
        while (_x > 0 && count-- > 0)
        {
            do
                _x--;
            while (_x > 0 && !_tabs[_x]);
        }
    }

    private void ReverseIndex()
    {
        if (_y == _top)
            _grid.ScrollDown(_top, _bottom, Blank());
        else if (_y > 0)
            _y--;
    }

    private void SaveCursor() => _saved = new SavedCursor(_x, _y, Modes.Origin, _style, _sets);

    private void RestoreCursor()
    {
        Modes = Modes with { Origin = _saved.Origin };
        SetStyle(_saved.Style);
        _sets = _saved.Sets;
        MoveTo(_saved.X, _saved.Y);
    }

    private void SetStyle(CellStyle style)
    {
        _style = style;
        _penIsStale = true;
    }

    /// <summary>Fills the screen with E, by which a technician sees whether it is straight.</summary>
    private void Align()
    {
        for (var y = 0; y < Rows; y++)
        {
            Array.Fill(_grid[y].Cells, new Cell('E', 0));
            _grid[y].Used = Columns;
        }

        (_top, _bottom) = (0, Rows - 1);
        MoveTo(0, 0);
    }

    /// <summary>Back to how the terminal began. What the main screen showed stays in the scrollback.</summary>
    private void Reset()
    {
        LeaveAlternate(restoreCursor: false);
        SoftReset();
        Modes = ScreenModes.Initial;
        ResetTabs();
        _savedByAlternate = null;
        _grid.Clear(Cell.Blank(0));
        MoveTo(0, 0);
    }

    /// <summary>What a program may have left behind is undone; text and cursor stay.</summary>
    private void SoftReset()
    {
        Modes = Modes with { AutoWrap = true, CursorVisible = true, Insert = false, Origin = false, ApplicationCursorKeys = false, ApplicationKeypad = false };
        SetStyle(CellStyle.Default);
        _sets = default;
        _singleShift = null;
        _saved = default;
        (_top, _bottom) = (0, Rows - 1);
        (_cursorShape, _cursorBlinking) = (CursorShape.Default, false);
    }
}
