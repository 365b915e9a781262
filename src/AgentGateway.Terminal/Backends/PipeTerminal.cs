using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Backends;

/// <summary>
/// A program without a terminal: its output and its errors come through pipes of their own, and it has no input.
/// Otherwise it is as on a pseudo terminal: our child, which ends with us.
/// </summary>
internal sealed class PipeTerminal : ITerminal
{
    /// <summary>
    /// As for a pseudo terminal: only a process that left the session can hold a pipe open for longer.
    /// </summary>
    private static readonly TimeSpan DrainWait = TimeSpan.FromMilliseconds(300);

    private readonly PtyBackend _owner;
    private readonly OwnChild _child;
    private readonly TimeProvider _time;
    private readonly PolledFile _output;
    private readonly PolledFile _errors;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _draining;
    private volatile bool _drained;
    private bool _outputEnded;
    private bool _errorsEnded;
    private long _offset;

    public PipeTerminal(
        PtyBackend owner, TerminalRequest request, ChildIdentity child,
            (SafeFileHandle Output, SafeFileHandle Errors) pipes,
        ReadinessLoop loop, TimeProvider time)
    {
        (_owner, _time, Name, Size) = (owner, time, request.Name, request.Size);
        _child = new(child, loop, time);
        _output = new(loop, pipes.Output, PolledFile.Readable);
        _errors = new(loop, pipes.Errors, PolledFile.Readable);
        _draining = DrainAsync();
    }

    public string Name { get; }

    public ChildIdentity Child => _child.Identity;

    public TerminalSize Size { get; private set; }

    public Task<TerminalExit> Exited => _child.Exited;

    public long Offset => Interlocked.Read(ref _offset);

    public IReadOnlyList<OutputGap> Gaps => [];

    public bool IsErrors { get; private set; }

    /// <summary>Errors come first where both are there, because they are shorter.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!_outputEnded || !_errorsEnded)
        {
            var wasDrained = _drained;
            if (Take(_errors, ref _errorsEnded, buffer, wasDrained) is > 0 and var errors)
            {
                IsErrors = true;
                return errors;
            }

            if (Take(_output, ref _outputEnded, buffer, wasDrained) is > 0 and var output)
            {
                IsErrors = false;
                return output;
            }

            var ready = new List<Task>();
            if (!_outputEnded) ready.Add(_output.WhenReadyAsync(cancellationToken));
            if (!_errorsEnded) ready.Add(_errors.WhenReadyAsync(cancellationToken));
            if (!_drained && ready.Count > 0) await await Task.WhenAny(ready);
        }

        return 0;
    }

    /// <summary>Takes nothing: the program has no input.</summary>
    public Task<int> WriteAsync(
        ReadOnlyMemory<byte> bytes, IProgress<int>? taken, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        Size = size;
        return Task.CompletedTask;
    }

    /// <summary>Without a terminal there is no foreground: the first process's group gets it.</summary>
    public bool Signal(TerminalSignal signal) =>
        !_child.IsReaped && ProcessSession.Send(-Child.ProcessId, signal);

    public Task<TerminalExit> StopAsync(StopLimits limits, CancellationToken cancellationToken) =>
        _child.StopAsync(limits, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(StopLimits.AtOnce, CancellationToken.None);
        await _released.CancelAsync();
        _owner.Forget(this);
        _output.Dispose();
        _errors.Dispose();
        await _draining;
    }

    private int Take(PolledFile pipe, ref bool ended, Memory<byte> buffer, bool wasDrained)
    {
        if (ended) return 0;
        var count = pipe.IsDisposed ? 0 : NonBlockingIo.Read(pipe.Handle, buffer.Span);
        ended = count == 0 || (count < 0 && wasDrained);
        if (count > 0) Interlocked.Add(ref _offset, count);
        return Math.Max(count, 0);
    }

    private async Task DrainAsync()
    {
        await Exited;
        await Task.Delay(DrainWait, _time, _released.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _drained = true;
        _output.Ready();
        _errors.Ready();
    }
}
