namespace AgentGateway.Terminal.Output;

/// <summary>
/// Plain text, and where in the output each character came from. Characters of one run stand for consecutive bytes, so
/// only the beginnings of runs are kept.
/// </summary>
public sealed class StrippedText
{
    private readonly List<(int At, long Offset)> _runs = [];
    private char[] _characters = new char[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, Length);

    /// <summary>The same, to be changed in place.</summary>
    internal Span<char> Writable => _characters.AsSpan(0, Length);

    /// <summary>
    /// Room for a run of <paramref name="count"/> characters that begins at <paramref name="offset"/>.
    /// </summary>
    public Span<char> Append(int count, long offset)
    {
        if (Length + count > _characters.Length)
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, Length + count));
        _runs.Add((Length, offset));
        var room = _characters.AsSpan(Length, count);
        Length += count;
        return room;
    }

    public void Append(char character, long offset) => Append(1, offset)[0] = character;

    public void DropLast()
    {
        if (Length > 0 && _characters[Length - 1] != '\n') Length--;
    }

    /// <summary>The offset of the byte that the character at <paramref name="at"/> began with.</summary>
    public long OffsetOf(int at)
    {
        var low = 0;
        var high = _runs.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].At <= at) low = middle;
            else high = middle - 1;
        }

        return _runs.Count == 0 ? 0 : _runs[low].Offset + (at - _runs[low].At);
    }

    /// <summary>Forgets all but the last <paramref name="count"/> characters.</summary>
    public void KeepLast(int count)
    {
        var gone = Length - count;
        if (gone <= 0) return;
        var offset = OffsetOf(gone);
        _characters.AsSpan(gone, count).CopyTo(_characters);
        Length = count;
        var kept = _runs.Where(run => run.At > gone).Select(run => (run.At - gone, run.Offset)).ToList();
        _runs.Clear();
        if (count > 0) _runs.Add((0, offset));
        _runs.AddRange(kept);
    }

    public void Clear()
    {
        Length = 0;
        _runs.Clear();
    }
}
