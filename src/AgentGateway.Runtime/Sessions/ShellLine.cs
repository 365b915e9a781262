using System.Diagnostics;
using System.Globalization;
using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The line that is typed to a shell to run a command: it prints a marker, evaluates the command, and prints another
/// marker with the exit code. A marker is an escape sequence of our own, which terminals ignore. The echo of the line
/// has the text that makes the sequence, and never the sequence itself. Pure.
/// </summary>
/// <remarks>
/// Shells and terminals act on typed control characters, and shells in an old locale on everything that is not ASCII. A
/// terminal without a line editor drops the bytes of a line beyond 4096. So only printable ASCII is typed, in shorter
/// lines.
/// </remarks>
internal static class ShellLine
{
    private const int LineBytesMax = 1000;
    private const string AnyStatus = "\"$?\"";
    private const string FishStatus = "$status";

    /// <summary>
    /// Deletes text that a person may have typed before. The space keeps the shell from ringing the bell when there is
    /// none.
    /// </summary>
    private const string EmptiedLine = " \x15";

    /// <summary>What is recorded in place of the echo of that line: the command, as a person would have typed it.</summary>
    public static HiddenEcho Echo(ShellLineReader shell, CommandId id, string text)
    {
        return new(
            Encoding.ASCII.GetBytes(" " + Printing("b", id, null)[..^$"{id};\\007'".Length]),
            Encoding.ASCII.GetBytes(StatusOf(shell)),
            Marker(isEnd: false, id),
            Encoding.UTF8.GetBytes(string.Concat(Shown(text).Select(line => line + "\r\n"))));
    }

    /// <summary>The lines of a command as they are shown.</summary>
    public static IEnumerable<string> Shown(string text) => text.ReplaceLineEndings("\n").Split('\n')
        .Select(line => string.Concat(line.Where(sign => sign == '\t' || !char.IsControl(sign))));

    /// <summary>With what the echo of the line of that command begins.</summary>
    public static string EchoBegin(CommandId id) => " " + Printing("b", id, null);

    /// <summary>With what it ends, in one shell or another.</summary>
    public static IEnumerable<string> EchoEnds(CommandId id) =>
        [Printing("e", id, AnyStatus), Printing("e", id, FishStatus)];

    /// <summary>The bytes to type, Enter included.</summary>
    public static byte[] Typed(ShellLineReader shell, CommandId id, string text)
    {
        // The space in front keeps the line out of the history of shells that are set up so.
        var line = new StringBuilder(EmptiedLine).Append(' ').Append(Printing("b", id, null)).Append(';');
        line.Append(Evaluating(shell.Kind, text.ReplaceLineEndings("\n")));
        return Encoding.ASCII.GetBytes(
            line.Append(';').Append(Printing("e", id, StatusOf(shell))).Append('\r').ToString());
    }

    private static string StatusOf(ShellLineReader shell) =>
        shell.Kind == ShellLineKind.Fish ? FishStatus : AnyStatus;

    /// <summary>
    /// The sequence with which the marker of a command begins, once it is printed. The command's id cannot be guessed.
    /// </summary>
    public static byte[] Marker(
        bool isEnd, CommandId id) => Encoding.ASCII.GetBytes($"{OwnMarker.Start}{(isEnd ? 'e' : 'b')};{id};");

    private static string Printing(string which, CommandId id, string? argument) =>
        argument is null
            ? $@"printf '\033]7391;{which};{id};\007'"
            : $@"printf '\033]7391;{which};{id};%s\007' {argument}";

    private static string Evaluating(ShellLineKind kind, string text) => kind switch
    {
        ShellLineKind.Bash => $"eval {Quoted(text)}",
        // In mksh and its relatives a command that cannot be read ends the whole line with the marker, so a subshell that
        // runs nothing reads it first. ksh93 goes on with the line, and its subshell would run the command.
        ShellLineKind.Korn =>
            $"{{ [[ $KSH_VERSION = Version* ]] || (eval {Quoted("set -n\n" + text)}); }} && command eval {Quoted(text)}",
        ShellLineKind.Posix when IsPlain(text) => $"command eval {Quoted(text)}",
        ShellLineKind.Posix => $"command eval \"$(printf %b {QuotedLines("'", "'", Bytes(text).Select(PercentB))})\"",
        ShellLineKind.Fish =>
            $"eval {string.Concat(text.EnumerateRunes().Select(FishCharacter).Prepend("'").Append("'"))}",
        _ => throw new UnreachableException(),
    };

    private static string Quoted(string text) => IsPlain(text)
        ? QuotedLines("'", "'", text.Select(character => character == '\'' ? @"'\''" : character.ToString()))
        : QuotedLines("$'", "'", Bytes(text).Select(DollarQuoted));

    /// <summary>
    /// Whether the text can be typed as it is. An exclamation mark means something to interactive shells, within quotes
    /// or not, as their settings and the quotes before it will have it.
    /// </summary>
    private static bool IsPlain(string text) => text.All(character => character is >= ' ' and <= '~' and not '!');

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string DollarQuoted(byte value) => value switch
    {
        (byte)'\\' => @"\\",
        (byte)'\n' => @"\n",
        >= 0x20 and <= 0x7E and not (byte)'\'' and not (byte)'!' => ((char)value).ToString(),
        _ => $@"\{Octal(value)}",
    };

    private static string PercentB(byte value) => value switch
    {
        (byte)'\\' => @"\\",
        (byte)'\n' => @"\n",
        >= 0x20 and <= 0x7E and not (byte)'\'' and not (byte)'!' => ((char)value).ToString(),
        _ => $@"\0{Octal(value)}",
    };

    /// <summary>
    /// fish knows escapes outside of quotes only, so what needs one stands between two quoted pieces.
    /// </summary>
    private static string FishCharacter(Rune rune) => rune.Value switch
    {
        '\'' or '\\' => $@"\{rune}",
        >= ' ' and <= '~' => rune.ToString(),
        <= 0x7F => string.Create(CultureInfo.InvariantCulture, $@"'\x{rune.Value:x2}'"),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $@"'\u{rune.Value:x4}'"),
        _ => string.Create(CultureInfo.InvariantCulture, $@"'\U{rune.Value:x8}'"),
    };

    private static string Octal(byte value) => Convert.ToString(value, 8).PadLeft(3, '0');

    /// <summary>One word of the shell, quoted piece by piece: a long one goes over several lines.</summary>
    private static string QuotedLines(string open, string close, IEnumerable<string> pieces)
    {
        var word = new StringBuilder(open);
        var length = 0;
        foreach (var piece in pieces)
        {
            length += piece.Length;
            if (length > LineBytesMax)
            {
                word.Append(close).Append("\\\r").Append(open);
                length = piece.Length;
            }

            word.Append(piece);
        }

        return word.Append(close).ToString();
    }
}
