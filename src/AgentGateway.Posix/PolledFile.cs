using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>
/// A descriptor that can be waited for, in one direction. Disposing it closes the descriptor and ends every wait. All
/// members may be called from any thread.
/// </summary>
/// <param name="loop">The loop that waits for it. It must outlive this.</param>
/// <param name="handle">Owned by this from now on.</param>
/// <param name="events"><see cref="Readable"/> or <see cref="Writable"/>.</param>
public sealed class PolledFile(ReadinessLoop loop, SafeFileHandle handle, uint events) : IDisposable
{
    public const uint Readable = 1;
    public const uint Writable = 4;

    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiter;
    private long _token;
    private bool _disposed;

    public SafeFileHandle Handle => handle;

    public bool IsDisposed => Volatile.Read(ref _disposed);

    /// <summary>Becomes ready when the process has ended.</summary>
    /// <exception cref="OsException">There is no such process, or no descriptor is left.</exception>
    public static PolledFile OfProcess(ReadinessLoop loop, int processId) =>
        TryOfProcess(loop, processId) ?? throw new OsException("pidfd_open", Errno.NoProcess);

    /// <summary>Null when there is no such process.</summary>
    /// <exception cref="OsException">No descriptor is left.</exception>
    public static PolledFile? TryOfProcess(ReadinessLoop loop, int processId)
    {
        var file = Libc.OpenProcess(processId);
        return file < 0 && Errno.Last == Errno.NoProcess
            ? null
            : new PolledFile(loop, Descriptor.Own(file, "pidfd_open"), Readable);
    }

    /// <summary>Completes when the descriptor is ready, has an error or a hang-up, or has been disposed.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken)
    {
        Task ready;
        lock (_gate)
        {
            if (_disposed) return Task.CompletedTask;
            // All who wait share one wait; a cancelled one leaves it to the others.
            ready = (_waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            _token = loop.Arm(this, _token, events);
        }

        return cancellationToken.CanBeCanceled ? ready.WaitAsync(cancellationToken) : ready;
    }

    /// <summary>Ends the wait; those who waited look again.</summary>
    public void Ready()
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            waiter = _waiter;
            _waiter = null;
        }

        waiter?.TrySetResult();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            // An open duplicate would keep a closed descriptor registered, so it is taken out first.
            loop.Forget(this, _token);
        }

        handle.Dispose();
        Ready();
    }
}
