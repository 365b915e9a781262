using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using AgentGateway.Control;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Attach;

/// <summary>
/// The daemon's side of an attached person. Input has a queue of its own, so that a person can leave a program which
/// never reads its input; what does not fit is dropped with the bell, as a terminal does it.
/// </summary>
internal sealed class AttachConversation(
    string answer, SessionAttachment attachment, bool isReadOnly, Func<CancellationToken, Task<string>> whyEnded)
    : FramedCall.Conversation
{
    private const int InputsMax = 256;
    private const int OutputBytesAtOnce = 32 * 1024;

    private readonly Channel<byte[]> _input = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(InputsMax) { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _writing = new(1);

    public override string Answer => answer;

    public override async Task CarryAsync(PipeReader reader, Stream writer, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts =
        [
            ShowAsync(writer, ending.Token),
            ListenAsync(reader, writer, ending.Token),
            TypeAsync(ending.Token),
        ];
        var first = await Task.WhenAny(parts);
        await ending.CancelAsync();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first.IsFaulted) await first;
    }

    public override ValueTask DisposeAsync()
    {
        _writing.Dispose();
        return attachment.DisposeAsync();
    }

    /// <summary>Shows the terminal until the session or the person is gone.</summary>
    private async Task ShowAsync(Stream writer, CancellationToken cancellationToken)
    {
        var repaint = new ArrayBufferWriter<byte>();
        AttachFrame.Write(repaint, AttachFrame.Kinds.Output, attachment.Repaint.Span);
        await WriteAsync(writer, repaint.WrittenMemory, cancellationToken);
        var frame = new byte[AttachFrame.HeaderBytes + OutputBytesAtOnce];
        while (await attachment.ReadAsync(
            frame.AsMemory(AttachFrame.HeaderBytes), cancellationToken) is > 0 and var count)
        {
            AttachFrame.WriteHeader(frame, AttachFrame.Kinds.Output, count);
            await WriteAsync(writer, frame.AsMemory(0, AttachFrame.HeaderBytes + count), cancellationToken);
        }

        var end = new ArrayBufferWriter<byte>();
        AttachFrame.Write(end, AttachFrame.Kinds.End, Encoding.UTF8.GetBytes(await whyEnded(cancellationToken)));
        await WriteAsync(writer, end.WrittenMemory, cancellationToken);
    }

    /// <summary>Takes what the person sends until the connection ends or the person detaches.</summary>
    private async Task ListenAsync(PipeReader reader, Stream writer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (AttachFrame.TryRead(ref buffer, out var frame))
            {
                switch (frame.Kind)
                {
                    case AttachFrame.Kinds.Input when !_input.Writer.TryWrite(frame.Payload.ToArray()):
                        var bell = new ArrayBufferWriter<byte>();
                        AttachFrame.Write(bell, AttachFrame.Kinds.Output, "\a"u8);
                        await WriteAsync(writer, bell.WrittenMemory, cancellationToken);
                        break;
                    case AttachFrame.Kinds.Resize when !isReadOnly:
                        var (columns, rows) = frame.Size();
                        await attachment.ResizeAsync(columns, rows, cancellationToken);
                        break;
                    case AttachFrame.Kinds.End:
                        return;
                }
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted) return;
        }
    }

    private async Task TypeAsync(CancellationToken cancellationToken)
    {
        await foreach (var bytes in _input.Reader.ReadAllAsync(cancellationToken))
            await attachment.WriteAsync(bytes, cancellationToken);
    }

    private async ValueTask WriteAsync(Stream writer, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await writer.WriteAsync(frame, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }
}
