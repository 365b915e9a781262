using AgentGateway.Domain.Ids;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Finds the markers of one command in the output after its line. The output may come in pieces of any size. Pure.
/// </summary>
internal sealed class ShellLineMarkers(CommandId id)
{
    private const int ExitDigitsMax = 6;

    private readonly byte[] _begin = ShellLine.Marker(isEnd: false, id);
    private readonly byte[] _end = ShellLine.Marker(isEnd: true, id);
    private byte[] _kept = [];

    /// <summary>Where the command's output begins; null until the shell has taken the line.</summary>
    public long? From { get; private set; }

    /// <summary>Where the command's output ends; null until it has ended.</summary>
    public long? To { get; private set; }

    /// <summary>Set with <see cref="To"/>.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Whether the end has been seen by now.</summary>
    /// <param name="offset">Of the first byte. What lies between it and the piece before is missing.</param>
    public bool Feed(ReadOnlySpan<byte> bytes, long offset)
    {
        if (To is not null) return true;
        var all = new byte[_kept.Length + bytes.Length];
        _kept.CopyTo(all, 0);
        bytes.CopyTo(all.AsSpan(_kept.Length));
        var first = offset - _kept.Length;
        var at = 0;
        if (From is null
            && all.AsSpan().IndexOf(_begin) is >= 0 and var begin
            && Closed(all, begin + _begin.Length) is { } beginEnd)
        {
            From = first + beginEnd;
            at = beginEnd;
        }

        if (all.AsSpan(at).IndexOf(_end) is >= 0 and var end && Closed(all, at + end + _end.Length) is { } endEnd
            && int.TryParse(all.AsSpan(at + end + _end.Length, endEnd - 1 - at - end - _end.Length), out var code))
        {
            (To, ExitCode) = (first + at + end, code);
            return true;
        }

        // A marker may be cut at the end of this piece, so its longest possible beginning is kept.
        var keep = Math.Min(all.Length - at, _end.Length + ExitDigitsMax);
        _kept = all[^keep..];
        return false;
    }

    /// <summary>Forgets the bytes before a gap in the output.</summary>
    public void Skip() => _kept = [];

    /// <summary>One past the byte that ends the marker; null when it has not come.</summary>
    private static int? Closed(ReadOnlySpan<byte> all, int from)
    {
        var length = all[from..].IndexOf((byte)OwnMarker.End);
        return length < 0 ? null : from + length + 1;
    }
}
