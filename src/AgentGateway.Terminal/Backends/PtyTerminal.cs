using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Backends;

/// <summary>A program on a pseudo terminal of ours. It is our child: we see it end, and it ends with us.</summary>
internal sealed class PtyTerminal : ITerminal
{
    /// <summary>
    /// After the end of the whole process session only a process that left it can still hold the terminal open. What
    /// the kernel has buffered comes within microseconds; this much later nothing of the session can be missing.
    /// </summary>
    private static readonly TimeSpan DrainWait = TimeSpan.FromMilliseconds(300);

    private readonly PtyBackend _owner;
    private readonly OwnChild _child;
    private readonly TimeProvider _time;
    private readonly SafeFileHandle _master;
    private readonly PolledFile _output;
    private readonly PolledFile _input;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _released = new();
    private readonly Task _draining;
    private volatile bool _drained;
    private long _offset;

    public PtyTerminal(
        PtyBackend owner, string name, ChildIdentity child, SafeFileHandle master, TerminalSize size,
        ReadinessLoop loop, TimeProvider time)
    {
        _owner = owner;
        Name = name;
        _child = new(child, loop, time);
        Size = size;
        _time = time;
        _master = master;
        _output = new PolledFile(loop, master, PolledFile.Readable);
        _input = new PolledFile(loop, Descriptor.Duplicate(master), PolledFile.Writable);
        _draining = DrainAsync();
    }

    public string Name { get; }

    public ChildIdentity Child => _child.Identity;

    public TerminalSize Size { get; private set; }

    public Task<TerminalExit> Exited => _child.Exited;

    public long Offset => Interlocked.Read(ref _offset);

    public bool HasUnread => Descriptor.WaitingBytes(_master) > 0;

    public IReadOnlyList<OutputGap> Gaps => [];

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!_output.IsDisposed)
        {
            var count = NonBlockingIo.Read(_master, buffer.Span);
            if (count >= 0)
            {
                Interlocked.Add(ref _offset, count);
                return count;
            }

            // A process that still holds the other side after the drain is not of this session.
            var wasDrained = _drained;
            var ready = _output.WhenReadyAsync(cancellationToken);
            if (wasDrained) return 0;
            if (!_drained) await ready;
        }

        return 0;
    }

    public async Task<int> WriteAsync(
        ReadOnlyMemory<byte> bytes, IProgress<int>? taken, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var written = 0;
            while (written < bytes.Length && !_child.IsReaped && !_input.IsDisposed)
            {
                var count = NonBlockingIo.Write(_input.Handle, bytes.Span[written..]);
                if (count == 0) break;
                if (count > 0)
                {
                    written += count;
                    taken?.Report(written);
                    continue;
                }

                var ready = _input.WhenReadyAsync(cancellationToken);
                if (!_child.IsReaped) await ready;
            }

            return written;
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        if (_output.IsDisposed) return Task.CompletedTask;
        PseudoTerminal.Resize(_master, size.Columns, size.Rows);
        Size = size;
        return Task.CompletedTask;
    }

    public bool Signal(TerminalSignal signal) =>
        !_child.IsReaped
        && ProcessRow.Read(Child.ProcessId) is { ForegroundGroupId: > 1 and var group }
        && ProcessSession.Send(-group, signal);

    public Task<TerminalExit> StopAsync(StopLimits limits, CancellationToken cancellationToken) =>
        _child.StopAsync(limits, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(StopLimits.AtOnce, CancellationToken.None);
        await _released.CancelAsync();
        _owner.Forget(this);
        _output.Dispose();
        _input.Dispose();
        await _draining;
    }

    private async Task DrainAsync()
    {
        await Exited;
        _input.Ready();
        await Task.Delay(DrainWait, _time, _released.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _drained = true;
        _output.Ready();
    }
}
