using System.Buffers;
using System.Text;

namespace AgentGateway.Terminal.Output;

/// <summary>Leaves our markers out of output that comes in pieces. Pure; one for each recording.</summary>
internal sealed class OwnMarkerRemover
{
    private static readonly byte[] Start = Encoding.ASCII.GetBytes(OwnMarker.Start);

    private readonly ArrayBufferWriter<byte> _left = new();
    private byte[] _held = [];

    /// <summary>The piece without markers. A possible beginning of one waits for the next piece.</summary>
    public ReadOnlyMemory<byte> Feed(ReadOnlySpan<byte> piece)
    {
        _left.ResetWrittenCount();
        byte[] joined = [.. _held, .. piece];
        _held = [];
        ReadOnlySpan<byte> all = joined;
        while (all.IndexOf(Start) is >= 0 and var at)
        {
            _left.Write(all[..at]);
            all = all[at..];
            var end = all.IndexOf((byte)OwnMarker.End);
            if (end < 0 && all.Length <= OwnMarker.BytesMax)
            {
                _held = all.ToArray();
                return _left.WrittenMemory;
            }

            // A control string that is too long is left as it is.
            var isOurs = end >= 0 && end <= OwnMarker.BytesMax;
            if (!isOurs) _left.Write(all[..Start.Length]);
            all = all[(isOurs ? end + 1 : Start.Length)..];
        }

        var begun = Enumerable.Range(1, Start.Length - 1).LastOrDefault(
            count => count <= joined.Length && joined.AsSpan().EndsWith(Start.AsSpan(0, count)));
        begun = Math.Min(begun, all.Length);
        _left.Write(all[..^begun]);
        _held = all[^begun..].ToArray();
        return _left.WrittenMemory;
    }

    /// <summary>What still waited when the output ended.</summary>
    public ReadOnlyMemory<byte> End()
    {
        var held = _held;
        _held = [];
        return held;
    }
}
