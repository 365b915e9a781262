using System.Buffers;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Keeps the echo of a typed line out of the recorded output. What the terminal prints is withheld from the moment of
/// typing until the shell prints the line's marker; then the text that is to be shown is recorded in place of the echo,
/// and the marker after it. What came before the echo stays. A shell may draw its echo in pieces and with jumps of the
/// cursor, in which its beginning cannot be found; then everything up to the marker counts as the echo. Modes of the
/// terminal are recorded in any case.
/// </summary>
/// <remarks>Called by the recorder, by who types and by who looks at the prompt, from any threads.</remarks>
public sealed class EchoFilter
{
    /// <summary>A program that prints more than this before the marker is recorded as it goes on.</summary>
    private const int WithheldBytesMax = 256 * 1024;

    private const byte Bell = 7;

    private static readonly SearchValues<byte> ModeNumbers = SearchValues.Create("0123456789;"u8);

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _withheld = new();
    private HiddenEcho? _hidden;

    /// <summary>How many bytes are withheld at this moment.</summary>
    public int WithheldBytes
    {
        get
        {
            lock (_gate) return _withheld.WrittenCount;
        }
    }

    /// <summary>What is withheld at this moment.</summary>
    public byte[] Withheld()
    {
        lock (_gate) return _withheld.WrittenSpan.ToArray();
    }

    /// <summary>Call this before the line is typed.</summary>
    public void Hide(HiddenEcho echo)
    {
        lock (_gate) _hidden = echo;
    }

    /// <summary>
    /// The shell has not taken the line and will not. What follows the echo is recorded with the next output.
    /// </summary>
    public void Release()
    {
        lock (_gate)
        {
            if (_hidden is { } echo) _withheld.Write(Take(echo, EndOf(echo, _withheld.WrittenSpan)));
        }
    }

    /// <summary>What is to be recorded now that these bytes came.</summary>
    public ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            if (_hidden is null && _withheld.WrittenCount == 0) return bytes;
            _withheld.Write(bytes.Span);
            if (_hidden is not { } echo) return TakeAll();
            var all = _withheld.WrittenSpan;
            if (all.IndexOf(echo.Marker.Span) is >= 0 and var marker
                && all[marker..].Contains(Bell))
                return Take(echo, marker);
            return all.Length > WithheldBytesMax ? Take(echo, EndOf(echo, all)) : default;
        }
    }

    /// <summary>What is still to be recorded when nothing more comes.</summary>
    public ReadOnlyMemory<byte> End()
    {
        lock (_gate) return _hidden is { } echo ? Take(echo, EndOf(echo, _withheld.WrittenSpan)) : TakeAll();
    }

    /// <summary>Where the echo ends in output without a marker; 0 where it is not to be seen.</summary>
    private static int EndOf(HiddenEcho echo, ReadOnlySpan<byte> all) =>
        all.LastIndexOf(echo.Last.Span) is >= 0 and var last ? last + echo.Last.Length
        : all.IndexOf(echo.Begin.Span) >= 0 ? all.Length
        : 0;

    /// <param name="to">Where the echo ends.</param>
    private byte[] Take(HiddenEcho echo, int to)
    {
        var all = _withheld.WrittenSpan;
        var begin = Math.Max(0, all[..to].IndexOf(echo.Begin.Span));
        byte[] taken =
        [
            .. all[..begin], .. to > 0 ? echo.Shown.Span : default, .. Modes(all[begin..to]), .. all[to..],
        ];
        _withheld.Clear();
        _hidden = null;
        return taken;
    }

    /// <summary>
    /// The modes of the terminal that a shell switches with its echo, such as bracketed paste: <c>ESC [ ? … h</c> and
    /// <c>l</c>.
    /// </summary>
    private static byte[] Modes(ReadOnlySpan<byte> echo)
    {
        var modes = new ArrayBufferWriter<byte>();
        while (echo.IndexOf("\e[?"u8) is >= 0 and var at)
        {
            echo = echo[at..];
            var end = echo[3..].IndexOfAnyExcept(ModeNumbers) + 3;
            if (end > 3 && echo[end] is (byte)'h' or (byte)'l') modes.Write(echo[..(end + 1)]);
            echo = echo[3..];
        }

        return modes.WrittenSpan.ToArray();
    }

    private byte[] TakeAll()
    {
        var taken = _withheld.WrittenSpan.ToArray();
        _withheld.Clear();
        return taken;
    }
}
