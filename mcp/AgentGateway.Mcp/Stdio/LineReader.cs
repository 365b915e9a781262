namespace AgentGateway.Mcp.Stdio;

/// <summary>
/// Reads lines, never keeping more than one line of the permitted length. A longer one is reported as soon as it is
/// known to be too long, and what is left of it is skipped when the next line is asked for: its sender is answered
/// while it still writes.
/// </summary>
internal sealed class LineReader(Stream input, int bytesMax)
{
    private const int BufferBytes = 4096;
    private const int KeptBufferBytesMax = 64 * 1024;
    private const int BeginningBytes = 1024;

    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _skipping;

    /// <summary>
    /// The next line; null at the end of the input. What stands there without a line's end counts as a line.
    /// </summary>
    public async ValueTask<Line?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_skipping && !await SkipAsync(cancellationToken)) return null;
        if (_start == _end && _buffer.Length > KeptBufferBytesMax)
            (_buffer, _start, _end) = (new byte[BufferBytes], 0, 0);
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0) return Take(searched + length, 1, isTooLong: searched + length > bytesMax);
            searched = _end - _start;
            if (searched > bytesMax) return Cut();
            if (await FillAsync(cancellationToken)) continue;
            return searched == 0 ? null : Take(searched, 0, isTooLong: false);
        }
    }

    private Line Cut()
    {
        var beginning = _buffer.AsMemory(_start, BeginningBytes).ToArray();
        (_start, _end, _skipping) = (0, 0, true);
        return new(beginning, true);
    }

    /// <summary>Goes on behind the end of the line that was too long; false when the input ends with it.</summary>
    private async ValueTask<bool> SkipAsync(CancellationToken cancellationToken)
    {
        do
        {
            (_start, _end) = (0, 0);
            if (!await FillAsync(cancellationToken)) return false;
        }
        while (!_buffer.AsSpan(0, _end).Contains((byte)'\n'));
        _start = _buffer.AsSpan(0, _end).IndexOf((byte)'\n') + 1;
        _skipping = false;
        return true;
    }

    private Line Take(int length, int lineEnd, bool isTooLong)
    {
        var line = new Line(_buffer.AsMemory(_start, length), isTooLong);
        _start += length + lineEnd;
        return line;
    }

    /// <summary>False at the end of the input.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end) (_start, _end) = (0, 0);
        if (_end == _buffer.Length) MakeRoom();
        var read = await input.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        var unread = _buffer.AsSpan(_start, _end - _start);
        var target = unread.Length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        unread.CopyTo(target);
        (_buffer, _start, _end) = (target, 0, unread.Length);
    }
}
