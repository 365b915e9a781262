using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The answers of the terminal to queries of its program. The host writes them to the program as if they were typed.
/// </summary>
internal sealed class ScreenReplies(ScreenBuffer screen, ModeSwitches switches)
{
    /// <summary>More than the answers to all queries that fit into one piece of output.</summary>
    private const int BytesMax = 1 << 20;
    private const string PrimaryAttributes = "\e[?62;22c";
    private const string SecondaryAttributes = "\e[>0;10;0c";
    private const string NameAndVersion = "\eP>|agw\e\\";
    private const string UnknownSetting = "\eP0$r\e\\";
    private readonly StringBuilder _replies = new();

    public byte[] Take()
    {
        var taken = Encoding.ASCII.GetBytes(_replies.ToString());
        _replies.Clear();
        return taken;
    }

    /// <summary>Which terminal this is, to the three questions for it (DA1, DA2, XTVERSION).</summary>
    public void TellAttributes(VtSequence sequence)
    {
        if (sequence.Get(0, 0) != 0)
            return;
        switch (sequence.Prefix, sequence.Final)
        {
            case (0, (byte)'c'):
                Reply(PrimaryAttributes);
                break;
            case ((byte)'>', (byte)'c'):
                Reply(SecondaryAttributes);
                break;
            case ((byte)'>', (byte)'q'):
                Reply(NameAndVersion);
                break;
            default:
                break;
        }
    }

    /// <summary>That all is well, or where the cursor is (DSR).</summary>
    public void TellStatus(int what, bool isPrivate)
    {
        var row = (screen.Modes.Origin ? screen.Y - screen.Top : screen.Y) + 1;
        var column = Math.Min(screen.X, screen.Columns - 1) + 1;
        if (what == 5 && !isPrivate)
            Reply("\e[0n");
        else if (what == 6)
            Reply(isPrivate ? $"\e[?{row};{column}R" : $"\e[{row};{column}R");
    }

    /// <summary>
    /// Answers the size in characters. The title is not answered, because its text would come back as if typed.
    /// </summary>
    public void TellWindow(int what)
    {
        if (what is 18 or 19)
            Reply($"\e[{what - 10};{screen.Rows};{screen.Columns}t");
    }

    /// <summary>Whether a mode is set (DECRQM): 1 set, 2 reset, 0 not known.</summary>
    public void TellMode(int mode, bool isPrivate)
    {
        var answer = (isPrivate ? switches.IsPrivateSet(mode) : switches.IsSet(mode)) is { } known
            ? (known ? 1 : 2)
            : 0;
        Reply(isPrivate ? $"\e[?{mode};{answer}$y" : $"\e[{mode};{answer}$y");
    }

    /// <summary>How a setting stands, named by the end of the sequence that sets it (DECRQSS).</summary>
    public void TellSetting(ReadOnlySpan<byte> name) => Reply(Encoding.ASCII.GetString(name) switch
    {
        "m" => $"\eP1$r{ScreenWriter.Rendition(screen.Pen.Style)}m\e\\",
        "r" => $"\eP1$r{screen.Top + 1};{screen.Bottom + 1}r\e\\",
        " q" => $"\eP1$r{switches.CursorShapeNumber} q\e\\",
        _ => UnknownSetting,
    });

    private void Reply(string reply)
    {
        if (_replies.Length + reply.Length <= BytesMax)
            _replies.Append(reply);
    }
}
