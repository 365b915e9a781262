using System.Buffers.Text;
using System.Text;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// Reads tmux's control mode from bytes as they come, in any pieces. Pure. Between <c>%begin</c> and its own
/// <c>%end</c> or <c>%error</c> every line is content, even if it looks like a notice; only the same time and number
/// close a block.
/// </summary>
internal sealed class ControlReader
{
    /// <summary>A longer line is cut: no answer that is asked for here has one.</summary>
    public const int LineBytesMax = 1 << 20;

    private readonly List<byte> _line = [];
    private List<byte[]>? _block;
    private byte[] _blockKey = [];

    /// <summary>Adds the messages that <paramref name="bytes"/> complete to <paramref name="messages"/>.</summary>
    public void Feed(ReadOnlySpan<byte> bytes, List<ControlMessage> messages)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(bytes[..end]);
            bytes = bytes[(end + 1)..];
            var line = _line.ToArray();
            _line.Clear();
            if (Take(line) is { } message) messages.Add(message);
        }

        Keep(bytes);
    }

    /// <summary>Undoes <c>\ooo</c>; a backslash that begins no such escape stands for itself.</summary>
    internal static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 3 < text.Length && IsOctal(text[at + 1], 3) && IsOctal(text[at + 2], 7)
                && IsOctal(text[at + 3], 7))
            {
                bytes[length++] = (byte)(
                    ((text[at + 1] - '0') << 6) | ((text[at + 2] - '0') << 3) | (text[at + 3] - '0'));
                at += 3;
            }
            else
            {
                bytes[length++] = text[at];
            }
        }

        return bytes[..length];
    }

    private static bool IsOctal(byte digit, int greatest) => digit >= '0' && digit <= '0' + greatest;

    private void Keep(ReadOnlySpan<byte> piece)
    {
        var room = LineBytesMax - _line.Count;
        _line.AddRange(piece.Length <= room ? piece : piece[..room]);
    }

    private ControlMessage? Take(byte[] line)
    {
        if (_block is null) return Outside(line);
        if (Guard(line) is not { } guard || guard.Name == "begin" || !guard.Key.AsSpan().SequenceEqual(_blockKey))
        {
            _block.Add(line);
            return null;
        }

        var lines = _block;
        _block = null;
        return new ControlMessage.Answer(guard.Name == "end", (guard.Flags & 1) != 0, lines);
    }

    private ControlMessage? Outside(byte[] line)
    {
        if (line.Length == 0 || line[0] != '%') return new ControlMessage.OtherLine(Encoding.UTF8.GetString(line));
        if (Guard(line) is { Name: "begin" } guard)
        {
            _block = [];
            _blockKey = guard.Key;
            return null;
        }

        var space = line.AsSpan().IndexOf((byte)' ');
        var name = Encoding.UTF8.GetString(line.AsSpan(1, (space < 0 ? line.Length : space) - 1));
        var rest = space < 0 ? [] : line.AsSpan(space + 1);
        return name switch
        {
            "output" => Output(rest, " "u8),
            // Between pane and text stand the age and fields that later versions may add.
            "extended-output" => Output(rest, " : "u8),
            "exit" => new ControlMessage.Exit(Encoding.UTF8.GetString(rest)),
            _ => new ControlMessage.Notice(name, Encoding.UTF8.GetString(rest)),
        };
    }

    private static ControlMessage.Output Output(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> separator)
    {
        var end = rest.IndexOf((byte)' ');
        var text = rest.IndexOf(separator);
        return new ControlMessage.Output(
            Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]), text < 0
                ? []
                : Unescape(rest[(text + separator.Length)..]));
    }

    /// <summary><c>%begin TIME NUMBER FLAGS</c> and its two closings; the key is time and number.</summary>
    private static (string Name, byte[] Key, int Flags)? Guard(ReadOnlySpan<byte> line)
    {
        var name = line.StartsWith("%begin "u8)
            ? "begin"
            : line.StartsWith("%end "u8) ? "end" : line.StartsWith("%error "u8) ? "error" : null;
        if (name is null) return null;
        var fields = line[(name.Length + 2)..];
        var last = fields.LastIndexOf((byte)' ');
        if (last <= 0 || fields[..last].IndexOf((byte)' ') <= 0) return null;
        return Utf8Parser.TryParse(fields[(last + 1)..], out int flags, out var used)
            && used == fields.Length - last - 1
            ? (name, fields[..last].ToArray(), flags)
            : null;
    }
}
