namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// A person at a session's terminal. Several may be attached at once; the size is that of the one who resized last. A
/// slow one never slows the terminal: it is shown the screen as it then is, and goes on from there.
/// </summary>
public abstract class SessionAttachment : IAsyncDisposable
{
    /// <summary>
    /// What puts the person's terminal into the session's present state: screen, modes, cursor, title.
    /// </summary>
    public abstract ReadOnlyMemory<byte> Repaint { get; }

    /// <summary>Waits for output that follows the repaint; 0 when the session has ended.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Input as the person's terminal sent it. Nothing happens when the attachment is read-only.</summary>
    public abstract Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    public abstract Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
