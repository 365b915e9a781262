using System.Buffers;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Input;

/// <summary>
/// Writes the answers to a program's queries to its terminal, in the order of the queries and between other input. None
/// is dropped while the program reads at all: what it has not read yet waits here, at most 1 MiB of it.
/// </summary>
public sealed class ReplyWriter(ITerminal terminal, CancellationToken closing)
{
    /// <summary>A program that asks and never reads would otherwise fill the memory.</summary>
    private const int WaitingBytesMax = 1 << 20;

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _waiting = new();
    private bool _isWriting;

    /// <summary>Never waits and never fails; after the end of the program it does nothing.</summary>
    /// <param name="reply">Is dropped whole where it no longer fits, because half of an answer would be read as typed.</param>
    public void Add(ReadOnlySpan<byte> reply)
    {
        lock (_gate)
        {
            if (_waiting.WrittenCount + reply.Length > WaitingBytesMax) return;
            _waiting.Write(reply);
            if (_isWriting) return;
            _isWriting = true;
        }

        _ = Task.Run(WriteAsync, CancellationToken.None);
    }

    private async Task WriteAsync()
    {
        try
        {
            while (Take() is { Length: > 0 } replies) await terminal.WriteAsync(replies, null, closing);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The program has ended meanwhile, and no later answer can reach it.
        }
    }

    private byte[] Take()
    {
        lock (_gate)
        {
            var taken = _waiting.WrittenSpan.ToArray();
            _waiting.ResetWrittenCount();
            _isWriting = taken.Length > 0;
            return taken;
        }
    }
}
