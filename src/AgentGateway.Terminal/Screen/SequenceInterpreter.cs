namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Which sequence does what: every control and sequence that is obeyed stands in a switch below, and is carried out by
/// the type that it concerns. All others are passed over.
/// </summary>
internal sealed class SequenceInterpreter(
    ScreenBuffer screen, CharacterPrinter printer, ModeSwitches switches, ScreenReplies replies,
    ProgramTexts texts) : IVtSink
{
    private readonly ScreenEdits _edits = new(screen);

    /// <summary>How often the program rang the bell.</summary>
    public long Bells { get; private set; }

    public void PrintAscii(ReadOnlySpan<byte> text) => printer.Print(text);

    public void Print(int codePoint) => printer.Print(codePoint);

    public void Execute(byte control)
    {
        printer.ForgetLast();
        switch (control)
        {
            case 0x07:
                Bells++;
                break;
            case 0x08:
                screen.Backspace();
                break;
            case 0x09:
                screen.TabForward(1);
                break;
            case 0x0a or 0x0b or 0x0c:
                screen.LineFeed();
                if (screen.Modes.NewLine)
                    screen.X = 0;
                break;
            case 0x0d:
                screen.X = 0;
                break;
            case 0x0e:
                screen.Pen.Shift(1);
                break;
            case 0x0f:
                screen.Pen.Shift(0);
                break;
            default:
                break;
        }
    }

    public void Escape(VtSequence sequence)
    {
        printer.ForgetLast();
        switch (sequence.Intermediates)
        {
            case 0:
                Escape(sequence.Final);
                break;
            case '#' when sequence.Final == '8':
                _edits.Align();
                break;
            case >= '(' and <= '+':
                screen.Pen.Designate(sequence.Intermediates - '(', sequence.Final);
                break;
            default:
                break;
        }
    }

    public void Control(VtSequence sequence)
    {
        // Only the graphic rendition has sub-parameters; elsewhere they say that something else was meant.
        if (!sequence.HasSub || sequence is { Final: (byte)'m', Prefix: 0 })
            Obey(sequence);
        printer.ForgetLast();
    }

    public void OperatingSystemCommand(ReadOnlySpan<byte> content) => texts.Obey(content);

    public void DeviceControl(VtSequence sequence, ReadOnlySpan<byte> content)
    {
        if (sequence is { Final: (byte)'q', Intermediates: '$', Prefix: 0 })
            replies.TellSetting(content);
    }

    private void Escape(byte final)
    {
        switch (final)
        {
            case (byte)'7':
                screen.SaveCursor();
                break;
            case (byte)'8':
                screen.RestoreCursor();
                break;
            case (byte)'=' or (byte)'>':
                screen.Modes = screen.Modes with { ApplicationKeypad = final == '=' };
                break;
            case (byte)'D':
                screen.LineFeed();
                break;
            case (byte)'E':
                screen.X = 0;
                screen.LineFeed();
                break;
            case (byte)'H':
                screen.SetTab();
                break;
            case (byte)'M':
                screen.ReverseIndex();
                break;
            case (byte)'N' or (byte)'O':
                screen.Pen.SingleShift = final == 'N' ? 2 : 3;
                break;
            case (byte)'n' or (byte)'o':
                screen.Pen.Shift(final == 'n' ? 2 : 3);
                break;
            case (byte)'c':
                Reset();
                break;
            default:
                break;
        }
    }

    private void Obey(VtSequence sequence)
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
                replies.TellAttributes(sequence);
                break;
            case (0 or (byte)'?', '$') when sequence.Final == 'p':
                replies.TellMode(sequence.Get(0, 0), isPrivate: sequence.Prefix == '?');
                break;
            case (0, ' ') when sequence.Final == 'q':
                switches.SetCursorShape(sequence.Get(0, 0));
                break;
            case (0, '!') when sequence.Final == 'p':
                SoftReset();
                break;
            default:
                break;
        }
    }

    private bool Move(VtSequence sequence)
    {
        var count = sequence.Positive(0);
        switch (sequence.Final)
        {
            case (byte)'A':
                screen.Up(count);
                break;
            case (byte)'B' or (byte)'e':
                screen.Down(count);
                break;
            case (byte)'C' or (byte)'a':
                screen.Right(count);
                break;
            case (byte)'D':
                screen.Left(count);
                break;
            case (byte)'E':
                screen.X = 0;
                screen.Down(count);
                break;
            case (byte)'F':
                screen.X = 0;
                screen.Up(count);
                break;
            case (byte)'G' or (byte)'`':
                screen.X = Math.Min(count - 1, screen.Columns - 1);
                break;
            case (byte)'H' or (byte)'f':
                screen.MoveTo(sequence.Positive(1) - 1, screen.FromOrigin(count - 1));
                break;
            case (byte)'d':
                screen.Y = Math.Min(screen.FromOrigin(count - 1), screen.Rows - 1);
                break;
            case (byte)'I':
                screen.TabForward(count);
                break;
            case (byte)'Z':
                screen.TabBackward(count);
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
            case (byte)'@':
                _edits.InsertColumns(count);
                break;
            case (byte)'P':
                _edits.DeleteColumns(count);
                break;
            case (byte)'X':
                _edits.EraseColumns(count);
                break;
            case (byte)'J':
                _edits.EraseScreen(sequence.Get(0, 0));
                break;
            case (byte)'K':
                _edits.EraseRow(sequence.Get(0, 0));
                break;
            case (byte)'L':
                _edits.InsertRows(count);
                break;
            case (byte)'M':
                _edits.DeleteRows(count);
                break;
            case (byte)'S':
                _edits.ScrollUp(count);
                break;
            case (byte)'T':
                _edits.ScrollDown(count);
                break;
            case (byte)'b':
                printer.Repeat(count);
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
                screen.Pen.Style = SgrReader.Apply(sequence, screen.Pen.Style);
                break;
            case (byte)'r':
                screen.SetRegion(sequence.Positive(0) - 1, Math.Max(1, sequence.Get(1, screen.Rows)) - 1);
                break;
            case (byte)'h' or (byte)'l':
                for (var index = 0; index < sequence.Count; index++)
                    switches.Set(sequence.Raw(index), on: sequence.Final == 'h');
                break;
            case (byte)'s':
                screen.SaveCursor();
                break;
            case (byte)'u':
                screen.RestoreCursor();
                break;
            case (byte)'g' when sequence.Get(0, 0) == 0:
                screen.ClearTab();
                break;
            case (byte)'g' when sequence.Get(0, 0) == 3:
                screen.ClearTabs();
                break;
            case (byte)'c':
                replies.TellAttributes(sequence);
                break;
            case (byte)'n':
                replies.TellStatus(sequence.Get(0, 0), isPrivate: false);
                break;
            case (byte)'t':
                replies.TellWindow(sequence.Get(0, 0));
                break;
            default:
                break;
        }
    }

    private void Private(VtSequence sequence)
    {
        switch (sequence.Final)
        {
            case (byte)'h' or (byte)'l':
                for (var index = 0; index < sequence.Count; index++)
                    switches.SetPrivate(sequence.Raw(index), on: sequence.Final == 'h');
                break;
            case (byte)'n':
                replies.TellStatus(sequence.Get(0, 0), isPrivate: true);
                break;
            default:
                break;
        }
    }

    /// <summary>Back to how the terminal began. What the main screen showed stays in the scrollback.</summary>
    private void Reset()
    {
        screen.LeaveAlternate(restoreCursor: false);
        SoftReset();
        screen.Modes = ScreenModes.Initial;
        screen.ResetTabs();
        screen.ForgetAlternateCursor();
        screen.Grid.Clear(Cell.Blank(0));
        screen.MoveTo(0, 0);
    }

    /// <summary>What a program may have left behind is undone; text and cursor stay.</summary>
    private void SoftReset()
    {
        screen.Modes = screen.Modes with
        {
            AutoWrap = true, CursorVisible = true, Insert = false, Origin = false, ApplicationCursorKeys = false,
            ApplicationKeypad = false,
        };
        screen.Pen.Reset();
        screen.ForgetSavedCursor();
        screen.ResetRegion();
        switches.ResetCursorShape();
    }
}
