namespace AgentGateway.Terminal.Screen;

/// <summary>Modes that programs switch, and the alternate screen.</summary>
public sealed partial class TerminalScreen
{
    private SavedCursor? _savedByAlternate;
    private CursorShape _cursorShape;
    private bool _cursorBlinking;

    private void SetModes(VtSequence sequence, bool on)
    {
        for (var index = 0; index < sequence.Count; index++)
        {
            Modes = sequence.Raw(index) switch
            {
                4 => Modes with { Insert = on },
                20 => Modes with { NewLine = on },
                _ => Modes,
            };
        }
    }

    private void Private(VtSequence sequence)
    {
        switch (sequence.Final)
        {
            case (byte)'h' or (byte)'l':
                for (var index = 0; index < sequence.Count; index++)
                    SetPrivateMode(sequence.Raw(index), on: sequence.Final == 'h');
                break;
            case (byte)'n':
                ReportStatus(sequence.Get(0, 0), isPrivate: true);
                break;
            default:
                break;
        }
    }

    private void SetPrivateMode(int mode, bool on)
    {
        switch (mode)
        {
            case 3:
                // Nobody's window changes its width any more, but the screen is emptied as if it had.
                MoveTo(0, FromOrigin(0));
                _grid.Clear(Blank());
                break;
            case 6:
                Modes = Modes with { Origin = on };
                MoveTo(0, FromOrigin(0));
                break;
            case 7:
                Modes = Modes with { AutoWrap = on };
                if (!on)
                    _x = Math.Min(_x, Columns - 1);
                break;
            case 12:
                _cursorBlinking = on;
                break;
            case 47 or 1047:
                SwitchScreen(on, withCursor: false);
                break;
            case 1048 when on:
                SaveCursor();
                break;
            case 1048:
                RestoreCursor();
                break;
            case 1049:
                SwitchScreen(on, withCursor: true);
                break;
            default:
                Modes = Flagged(mode, on);
                break;
        }
    }

    private ScreenModes Flagged(int mode, bool on) => mode switch
    {
        1 => Modes with { ApplicationCursorKeys = on },
        25 => Modes with { CursorVisible = on },
        66 => Modes with { ApplicationKeypad = on },
        1000 => Modes with { Mouse = on ? MouseTracking.Buttons : MouseTracking.None },
        1002 => Modes with { Mouse = on ? MouseTracking.Drag : MouseTracking.None },
        1003 => Modes with { Mouse = on ? MouseTracking.All : MouseTracking.None },
        1004 => Modes with { FocusReports = on },
        1005 => Modes with { MouseEncoding = on ? MouseEncoding.Utf8 : MouseEncoding.Default },
        1006 => Modes with { MouseEncoding = on ? MouseEncoding.Sgr : MouseEncoding.Default },
        2004 => Modes with { BracketedPaste = on },
        2026 => Modes with { SynchronizedOutput = on },
        _ => Modes,
    };

    private void SetCursorShape(int shape)
    {
        if (shape is < 0 or > 6)
            return;
        _cursorShape = (CursorShape)((shape + 1) / 2);
        _cursorBlinking = shape is 1 or 3 or 5;
    }

    private void SwitchScreen(bool on, bool withCursor)
    {
        if (on)
            EnterAlternate(withCursor);
        else
            LeaveAlternate(withCursor);
    }

    private void EnterAlternate(bool saveCursor)
    {
        if (AlternateScreen)
            return;
        if (saveCursor)
            _savedByAlternate = new SavedCursor(_x, _y, Modes.Origin, _style, _sets);
        _alternate = new Grid(Columns, Rows, _tables, history: null);
        _grid = _alternate;
    }

    /// <summary>The main screen comes back as it was, and is brought to the size that the terminal has by now.</summary>
    private void LeaveAlternate(bool restoreCursor)
    {
        var (columns, rows) = (Columns, Rows);
        if (AlternateScreen)
        {
            _grid = _main;
            _alternate = null;
        }

        if (restoreCursor && _savedByAlternate is { } saved)
        {
            SetStyle(saved.Style);
            (_x, _y) = (saved.X, saved.Y);
        }

        (_x, _y) = (Math.Min(_x, Columns), Math.Min(_y, Rows - 1));
        Resize(columns, rows);
        _x = Math.Min(_x, Columns - 1);
        if (_top >= Rows || _bottom >= Rows)
            (_top, _bottom) = (0, Rows - 1);
    }
}
