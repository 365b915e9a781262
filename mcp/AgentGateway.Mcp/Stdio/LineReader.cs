namespace AgentGateway.Mcp.Stdio;

/// <summary>Reads lines, never keeping more than one line of the permitted length. What is longer is skipped up to its end.</summary>
internal sealed class LineReader(Stream input, int bytesMax)
{
    private const int BufferBytes = 4096;
    private const int KeptBufferBytesMax = 64 * 1024;
    private const int BeginningBytes = 1024;

    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;

    /// <summary>The next line; null at the end of the input. What stands there without a line's end counts as a line.</summary>
    public async ValueTask<Line?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_start == _end && _buffer.Length > KeptBufferBytesMax) (_buffer, _start, _end) = (new byte[BufferBytes], 0, 0);
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0) return Take(searched + length, 1, isTooLong: searched + length > bytesMax);
            searched = _end - _start;
            if (searched > bytesMax) return await SkipAsync(cancellationToken);
            if (await FillAsync(cancellationToken)) continue;
            return searched == 0 ? null : Take(searched, 0, isTooLong: false);
        }
    }

    private async ValueTask<Line> SkipAsync(CancellationToken cancellationToken)
    {
        var beginning = _buffer.AsMemory(_start, BeginningBytes).ToArray();
        do
        {
            (_start, _end) = (0, 0);
            if (!await FillAsync(cancellationToken)) return new(beginning, true);
        }
        while (!_buffer.AsSpan(0, _end).Contains((byte)'\n'));
        _start = _buffer.AsSpan(0, _end).IndexOf((byte)'\n') + 1;
        return new(beginning, true);
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
