namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// A person's attachment to a session's terminal. Several people may be attached at once; the terminal has the size
/// that was set last. A slow attachment does not slow the terminal: it skips output and gets the present screen.
/// </summary>
public abstract class SessionAttachment : IAsyncDisposable
{
    /// <summary>
    /// The bytes that put the person's terminal into the session's present state: screen, modes, cursor, title.
    /// </summary>
    public abstract ReadOnlyMemory<byte> Repaint { get; }

    /// <summary>Waits for output that follows the repaint; 0 when the session has ended.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Input as the person's terminal sent it. Nothing happens when the attachment is read-only.</summary>
    public abstract Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    public abstract Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
