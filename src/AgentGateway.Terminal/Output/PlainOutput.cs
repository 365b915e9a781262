using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Output;

/// <summary>A range of recorded output as plain text. A range that is too long has its beginning and its end.</summary>
/// <param name="Text">Lines end with a line feed. A line in the middle says how much is left out.</param>
/// <param name="From">The offset of the first byte that was there.</param>
/// <param name="To">One past the last byte.</param>
/// <param name="IsTruncated">Something is missing: it was too long, or the ring does not have it any more.</param>
public sealed record PlainOutput(string Text, long From, long To, bool IsTruncated)
{
    private const int ReadBytes = 64 * 1024;

    /// <param name="charactersMax">Half of them are kept of the beginning, half of the end.</param>
    public static PlainOutput Read(IOutputReader ring, long from, long to, int charactersMax) =>
        Read(ring, [new(from, to, false)], charactersMax);

    /// <summary>The same of several ranges, as one text.</summary>
    /// <param name="pieces">In their order; at least one.</param>
    public static PlainOutput Read(IOutputReader ring, IReadOnlyList<OutputPiece> pieces, int charactersMax)
    {
        var stripper = new TextStripper();
        var piece = new StrippedText();
        var head = new StringBuilder();
        var tail = new StringBuilder();
        var half = charactersMax / 2;
        var buffer = new byte[ReadBytes];
        var (next, total, isDropped) = (pieces[0].From, 0L, false);
        long? first = null;
        foreach (var (from, to, _) in pieces)
        {
            next = Math.Max(next, from);
            while (next < to)
            {
                var read = ring.Read(next, buffer.AsSpan(0, (int)Math.Min(ReadBytes, to - next)));
                isDropped |= read.Dropped > 0;
                next = read.NextOffset;
                if (read.Count == 0) break;
                first ??= read.Offset;
                stripper.Feed(buffer.AsSpan(0, read.Count), read.Offset, piece);
                total += piece.Length;
                var characters = piece.Characters;
                var fits = Math.Min(half - head.Length, characters.Length);
                head.Append(characters[..fits]);
                tail.Append(characters[fits..]);
                if (tail.Length > 2 * half) tail.Remove(0, tail.Length - half);
                piece.Clear();
            }
        }

        if (tail.Length > half) tail.Remove(0, tail.Length - half);
        var missing = total - head.Length - tail.Length;
        if (missing > 0) head.Append(CultureInfo.InvariantCulture, $"\n[… {missing} characters left out …]\n");
        var end = Math.Min(next, pieces[^1].To);
        return new(head.Append(tail).ToString(), first ?? pieces[0].From, end, isDropped || missing > 0);
    }
}
