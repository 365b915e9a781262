namespace AgentGateway.Terminal.Screen;

/// <summary>Sets and reports modes by their numbers. Also sets the cursor's shape.</summary>
internal sealed class ModeSwitches(ScreenBuffer screen)
{
    public CursorShape CursorShape { get; private set; }

    public bool CursorBlinks { get; private set; }

    /// <summary>The cursor's shape as a program numbers it (DECSCUSR).</summary>
    public int CursorShapeNumber =>
        CursorShape == CursorShape.Default ? 0 : (2 * (int)CursorShape) - (CursorBlinks ? 1 : 0);

    public void SetCursorShape(int number)
    {
        if (number is < 0 or > 6)
            return;
        CursorShape = (CursorShape)((number + 1) / 2);
        CursorBlinks = number is 1 or 3 or 5;
    }

    public void ResetCursorShape() => (CursorShape, CursorBlinks) = (CursorShape.Default, false);

    /// <summary>A mode of the ANSI standard.</summary>
    public void Set(int mode, bool on) => screen.Modes = mode switch
    {
        4 => screen.Modes with { Insert = on },
        20 => screen.Modes with { NewLine = on },
        _ => screen.Modes,
    };

    /// <summary>Null where the mode is not known.</summary>
    public bool? IsSet(int mode) => mode switch
    {
        4 => screen.Modes.Insert,
        20 => screen.Modes.NewLine,
        _ => null,
    };

    /// <summary>A mode of DEC's terminals and of those that followed them.</summary>
    public void SetPrivate(int mode, bool on)
    {
        switch (mode)
        {
            case 3:
                // The width stays as it is, but the screen is emptied as the mode demands.
                screen.MoveTo(0, screen.FromOrigin(0));
                screen.Grid.Clear(screen.Blank);
                break;
            case 6:
                screen.Modes = screen.Modes with { Origin = on };
                screen.MoveTo(0, screen.FromOrigin(0));
                break;
            case 7:
                screen.Modes = screen.Modes with { AutoWrap = on };
                if (!on)
                    screen.X = Math.Min(screen.X, screen.Columns - 1);
                break;
            case 12:
                CursorBlinks = on;
                break;
            case 47 or 1047 or 1049 when on:
                screen.EnterAlternate(saveCursor: mode == 1049);
                break;
            case 47 or 1047 or 1049:
                screen.LeaveAlternate(restoreCursor: mode == 1049);
                break;
            case 1048 when on:
                screen.SaveCursor();
                break;
            case 1048:
                screen.RestoreCursor();
                break;
            default:
                screen.Modes = Flagged(screen.Modes, mode, on);
                break;
        }
    }

    /// <summary>Null where the mode is not known.</summary>
    public bool? IsPrivateSet(int mode)
    {
        var modes = screen.Modes;
        return mode switch
        {
            1 => modes.ApplicationCursorKeys,
            6 => modes.Origin,
            7 => modes.AutoWrap,
            12 => CursorBlinks,
            25 => modes.CursorVisible,
            47 or 1047 or 1049 => screen.IsAlternate,
            66 => modes.ApplicationKeypad,
            1000 => modes.Mouse == MouseTracking.Buttons,
            1002 => modes.Mouse == MouseTracking.Drag,
            1003 => modes.Mouse == MouseTracking.All,
            1004 => modes.FocusReports,
            1005 => modes.MouseEncoding == MouseEncoding.Utf8,
            1006 => modes.MouseEncoding == MouseEncoding.Sgr,
            2004 => modes.BracketedPaste,
            2026 => modes.SynchronizedOutput,
            _ => null,
        };
    }

    private static ScreenModes Flagged(ScreenModes modes, int mode, bool on) => mode switch
    {
        1 => modes with { ApplicationCursorKeys = on },
        25 => modes with { CursorVisible = on },
        66 => modes with { ApplicationKeypad = on },
        1000 => modes with { Mouse = on ? MouseTracking.Buttons : MouseTracking.None },
        1002 => modes with { Mouse = on ? MouseTracking.Drag : MouseTracking.None },
        1003 => modes with { Mouse = on ? MouseTracking.All : MouseTracking.None },
        1004 => modes with { FocusReports = on },
        1005 => modes with { MouseEncoding = on ? MouseEncoding.Utf8 : MouseEncoding.Default },
        1006 => modes with { MouseEncoding = on ? MouseEncoding.Sgr : MouseEncoding.Default },
        2004 => modes with { BracketedPaste = on },
        2026 => modes with { SynchronizedOutput = on },
        _ => modes,
    };
}
