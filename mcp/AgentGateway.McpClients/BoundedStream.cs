namespace AgentGateway.McpClients;

/// <summary>A stream for reading that fails when there is too much in it, or in one of its lines.</summary>
internal sealed class BoundedStream(Stream inner, long bytesMax, bool isByLine) : Stream
{
    private long _counted;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(
        byte[] buffer, int offset, int count) => Counted(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Counted(buffer.Span[..count]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(ReadOnlySpan<byte> read)
    {
        var lineEnd = isByLine ? read.LastIndexOf((byte)'\n') : -1;
        _counted = lineEnd < 0 ? _counted + read.Length : read.Length - lineEnd - 1;
        return _counted <= bytesMax
            ? read.Length
            : throw new IOException($"More than {bytesMax} bytes came in one {(isByLine ? "line" : "answer")}.");
    }
}
