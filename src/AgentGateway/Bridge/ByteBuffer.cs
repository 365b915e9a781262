namespace AgentGateway.Bridge;

/// <summary>Bytes to pass on: added at the back and taken from the front of one array, which is reused.</summary>
internal sealed class ByteBuffer
{
    private const int UsualBytes = 64 * 1024;
    private byte[] _bytes = new byte[UsualBytes];
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public ReadOnlySpan<byte> Content => new(_bytes, _start, Length);

    /// <summary>Room behind the content, never empty. Earlier spans of the content are invalid after this.</summary>
    public Span<byte> Room()
    {
        MakeRoom(_bytes.Length == _end ? 1 : 0);
        return new(_bytes, _end, _bytes.Length - _end);
    }

    public void Added(int count) => _end += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(new(_bytes, _end, _bytes.Length - _end));
        _end += bytes.Length;
    }

    public void Take(int count)
    {
        _start += count;
        if (_start < _end) return;
        _start = _end = 0;
        // Frees the memory of one long message, which would be held for as long as the editor runs.
        if (_bytes.Length > 16 * UsualBytes) _bytes = new byte[UsualBytes];
    }

    public void Clear() => Take(Length);

    private void MakeRoom(int count)
    {
        if (_bytes.Length - _end >= count && count > 0) return;
        var length = Length;
        var target = _bytes;
        if (length + count > _bytes.Length) target = new byte[Math.Max(length + count, _bytes.Length * 2)];
        else if (_start == 0) return;
        Buffer.BlockCopy(_bytes, _start, target, 0, length);
        (_bytes, _start, _end) = (target, 0, length);
    }
}
