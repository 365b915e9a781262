using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Backends;

/// <summary>
/// A running terminal. All members may be called from any thread; reading has one reader at a time, and writes are
/// taken one after the other in the order in which they came. Disposing ends the program where the backend does not
/// survive the daemon; otherwise the program goes on and only the handle is closed.
/// </summary>
public interface ITerminal : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Write this down before the session is announced.</summary>
    ChildIdentity Child { get; }

    /// <summary>The size that was last asked for.</summary>
    TerminalSize Size { get; }

    /// <summary>
    /// Completes when the program has ended, everything else in its process session has been ended too, and its exit is
    /// known. Output may still be waiting to be read. Never fails.
    /// </summary>
    Task<TerminalExit> Exited { get; }

    /// <summary>The offset of the byte that is read next, counted from the first byte of the terminal's life.</summary>
    long Offset { get; }

    /// <summary>Whether what was read last are errors of a program without a terminal.</summary>
    bool IsErrors => false;

    /// <summary>Whether there is output at this moment that has not been read.</summary>
    bool HasUnread => false;

    /// <summary>Where output is missing, in order. Grows only while a read is under way.</summary>
    IReadOnlyList<OutputGap> Gaps { get; }

    /// <summary>
    /// Waits for output and takes it; 0 is the end, after which nothing comes. Nothing is read ahead: while there is no
    /// read, the kernel makes the program wait.
    /// </summary>
    /// <exception cref="OsException">The terminal cannot be read any more.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>
    /// Writes input and answers how many bytes the terminal took: all, or fewer if the program ended. Waits while the
    /// program does not read; a cancelled write may have been taken in part, which <paramref name="taken"/> shows as it
    /// goes.
    /// </summary>
    Task<int> WriteAsync(ReadOnlyMemory<byte> bytes, IProgress<int>? taken, CancellationToken cancellationToken);

    /// <summary>Does nothing after the end.</summary>
    Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken);

    /// <summary>Sends a signal to the foreground process group.</summary>
    /// <returns>False when there is no such group any more.</returns>
    bool Signal(TerminalSignal signal);

    /// <summary>
    /// Ends everything in the terminal's process session within the limits. Repeating it is harmless.
    /// </summary>
    Task<TerminalExit> StopAsync(StopLimits limits, CancellationToken cancellationToken);
}
