using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>What a terminal answers when a program asks. The host writes it back to the program as if it had been typed.</summary>
public sealed partial class TerminalScreen
{
    private const int RepliesBytesMax = 4096;
    private const string PrimaryAttributes = "\e[?62;22c";
    private const string SecondaryAttributes = "\e[>0;10;0c";
    private const string NameAndVersion = "\eP>|agw\e\\";
    private const string UnknownSetting = "\eP0$r\e\\";
    private readonly StringBuilder _replies = new();

    /// <summary>Takes the answers that are due. A program that asks and never reads gets no more than 4 KiB of them at once.</summary>
    public byte[] TakeReplies()
    {
        var taken = Encoding.ASCII.GetBytes(_replies.ToString());
        _replies.Clear();
        return taken;
    }

    void IVtSink.DeviceControl(VtSequence sequence, ReadOnlySpan<byte> content)
    {
        if (sequence is not { Final: (byte)'q', Intermediates: '$', Prefix: 0 })
            return;
        Reply(Encoding.ASCII.GetString(content) switch
        {
            "m" => $"\eP1$r{ScreenWriter.Rendition(_style)}m\e\\",
            "r" => $"\eP1$r{_top + 1};{_bottom + 1}r\e\\",
            " q" => $"\eP1$r{CursorShapeNumber()} q\e\\",
            _ => UnknownSetting,
        });
    }

    private void Secondary(VtSequence sequence)
    {
        if (sequence.Get(0, 0) != 0)
            return;
        if (sequence.Final == 'c')
            Reply(SecondaryAttributes);
        else if (sequence.Final == 'q')
            Reply(NameAndVersion);
    }

    private void ReportStatus(int what, bool isPrivate)
    {
        var row = (Modes.Origin ? _y - _top : _y) + 1;
        var column = Math.Min(_x, Columns - 1) + 1;
        if (what == 5 && !isPrivate)
            Reply("\e[0n");
        else if (what == 6)
            Reply(isPrivate ? $"\e[?{row};{column}R" : $"\e[{row};{column}R");
    }

    /// <summary>The size in characters is told; the title is not, for what a program put there would come back as if typed.</summary>
    private void ReportWindow(int what)
    {
        if (what is 18 or 19)
            Reply($"\e[{what - 10};{Rows};{Columns}t");
    }

    private void ReportMode(VtSequence sequence)
    {
        var mode = sequence.Get(0, 0);
        if (sequence.Prefix == '?')
            Reply($"\e[?{mode};{Answer(PrivateMode(mode))}$y");
        else
            Reply($"\e[{mode};{Answer(mode switch { 4 => Modes.Insert, 20 => Modes.NewLine, _ => null })}$y");
    }

    /// <summary>1 set, 2 reset, 0 not known.</summary>
    private static int Answer(bool? set) => set is { } known ? (known ? 1 : 2) : 0;

    private bool? PrivateMode(int mode) => mode switch
    {
        1 => Modes.ApplicationCursorKeys,
        6 => Modes.Origin,
        7 => Modes.AutoWrap,
        12 => _cursorBlinking,
        25 => Modes.CursorVisible,
        47 or 1047 or 1049 => AlternateScreen,
        66 => Modes.ApplicationKeypad,
        1000 => Modes.Mouse == MouseTracking.Buttons,
        1002 => Modes.Mouse == MouseTracking.Drag,
        1003 => Modes.Mouse == MouseTracking.All,
        1004 => Modes.FocusReports,
        1005 => Modes.MouseEncoding == MouseEncoding.Utf8,
        1006 => Modes.MouseEncoding == MouseEncoding.Sgr,
        2004 => Modes.BracketedPaste,
        2026 => Modes.SynchronizedOutput,
        _ => null,
    };

    private int CursorShapeNumber() =>
        _cursorShape == CursorShape.Default ? 0 : (2 * (int)_cursorShape) - (_cursorBlinking ? 1 : 0);

    private void Reply(string reply)
    {
        if (_replies.Length + reply.Length <= RepliesBytesMax)
            _replies.Append(reply);
    }
}
