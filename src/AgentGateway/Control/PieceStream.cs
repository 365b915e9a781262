using System.Text;

namespace AgentGateway.Control;

/// <summary>
/// A stream whose bytes are told as progress, <c>{"base64":…}</c> each, as fast as the operator listens.
/// </summary>
internal sealed class PieceStream(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> tell) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty
            ? ValueTask.CompletedTask
            : tell(Encoding.UTF8.GetBytes(
                $$"""{"base64":"{{Convert.ToBase64String(buffer.Span)}}"}"""), cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException(
        "Telling takes time: write asynchronously.");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
