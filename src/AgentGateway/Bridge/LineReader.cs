namespace AgentGateway.Bridge;

/// <summary>
/// Cuts a stream of bytes into lines. A line longer than the limit comes in pieces as it arrives, so that memory stays
/// bounded and its reader can refuse it.
/// </summary>
internal sealed class LineReader(int lineBytesMax)
{
    private readonly ByteBuffer _buffer = new();
    private int _searched;
    private int _given;

    /// <summary>Whether pieces of a line were given whose end is still to come.</summary>
    public bool InsideLongLine { get; private set; }

    /// <summary>How many bytes were read that were not given yet.</summary>
    public int Length => _buffer.Length - _given;

    public Span<byte> Room()
    {
        TakeGiven();
        return _buffer.Room();
    }

    public void Added(int count) => _buffer.Added(count);

    /// <summary>Ends an unfinished last line.</summary>
    public void End()
    {
        TakeGiven();
        if (_buffer.Length > 0 || InsideLongLine) _buffer.Append("\n"u8);
    }

    /// <summary>The next line with its end, or piece of a long one. The span is valid until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> bytes, out bool isWholeLine)
    {
        TakeGiven();
        var content = _buffer.Content;
        var newline = content[_searched..].IndexOf((byte)'\n');
        if (newline < 0 && (content.Length == 0 || (content.Length < lineBytesMax && !InsideLongLine)))
        {
            _searched = content.Length;
            bytes = default;
            isWholeLine = false;
            return false;
        }

        _given = newline < 0 ? content.Length : _searched + newline + 1;
        bytes = content[.._given];
        isWholeLine = newline >= 0 && !InsideLongLine;
        InsideLongLine = newline < 0;
        return true;
    }

    /// <summary>Forgets everything that was not given yet.</summary>
    public void Clear()
    {
        TakeGiven();
        _buffer.Clear();
        _searched = 0;
        InsideLongLine = false;
    }

    private void TakeGiven()
    {
        if (_given == 0) return;
        _buffer.Take(_given);
        _given = _searched = 0;
    }
}
