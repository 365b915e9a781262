using System.Globalization;
using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// A program in a pane of our tmux server. It is not our child: its end is seen by its process descriptor, its exit
/// code told by tmux. Disposing this closes the handle and leaves the program running.
/// </summary>
internal sealed class TmuxTerminal : ITerminal
{
    private const int KeysPerCommandMax = 2_048;
    private const int RepairsMax = 5;
    private const string Released = "the daemon no longer watches it";
    private const string TakenOut = "its terminal was taken out of tmux";
    private const string Replaced = "another program was started in its terminal, from outside";

    /// <summary>
    /// How long the program that copies the output may take to start, where the terminal ended at once.
    /// </summary>
    private static readonly TimeSpan WriterWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongDelay = TimeSpan.FromMilliseconds(250);

    private readonly TmuxBackend _owner;
    private readonly TmuxConnection _connection;
    private readonly string _paneId;
    private readonly ProcessSession _session;
    private readonly TimeProvider _time;
    private readonly OutputHold _hold;

    /// <summary>Null when it ended before it could be watched.</summary>
    private readonly PolledFile? _end;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _released = new();
    private readonly List<OutputGap> _gaps = [];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Completes when the pane is not there any more or has another program, whether or not the program has ended.
    /// </summary>
    private readonly TaskCompletionSource _takenOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _finishing;
    private OutputPipe _pipe;
    private long _offset;
    private int _repairs;

    public TmuxTerminal(
        TmuxBackend owner, TmuxConnection connection, TmuxPane pane, ChildIdentity child, OutputPipe pipe,
        ReadinessLoop loop, TimeProvider time)
    {
        _owner = owner;
        _connection = connection;
        _paneId = pane.PaneId;
        _time = time;
        _session = new ProcessSession(loop, time);
        _pipe = pipe;
        _hold = new OutputHold(pane.TtyPath, () => WaitingBytes, time);
        Name = pane.Name;
        Child = child;
        Size = pane.Size;
        _end = PolledFile.TryOfProcess(loop, child.ProcessId);
        Exited = WatchAsync();
        _finishing = FinishAsync();
    }

    /// <summary>The life of the server that has its pane.</summary>
    public TmuxConnection Connection => _connection;

    public string Name { get; }

    public ChildIdentity Child { get; }

    public TerminalSize Size { get; private set; }

    public Task<TerminalExit> Exited { get; }

    public long Offset => Interlocked.Read(ref _offset);

    public bool HasUnread => WaitingBytes > 0;

    public IReadOnlyList<OutputGap> Gaps
    {
        get
        {
            lock (_gaps) return [.. _gaps];
        }
    }

    /// <summary>Hears which panes there are, each with its first process: <c>%1 4711</c>.</summary>
    public void Seen(IReadOnlySet<string> panes)
    {
        if (!panes.Contains(string.Create(CultureInfo.InvariantCulture, $"{_paneId} {Child.ProcessId}")))
            _takenOut.TrySetResult();
    }

    /// <summary>Sets where output goes on that an earlier daemon began to record.</summary>
    public void ContinueAt(long offset)
    {
        _offset = offset;
        AddGap("no daemon was running");
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _hold.Reading();
        while (!_released.IsCancellationRequested)
        {
            var count = NonBlockingIo.Read(_pipe.File.Handle, buffer.Span);
            if (count > 0)
            {
                Interlocked.Add(ref _offset, count);
                _hold.HandedOver();
                _repairs = 0;
                _pipe.HasWriter = true;
                return count;
            }

            if (count == NonBlockingIo.NotNow)
            {
                _pipe.HasWriter = true;
                await _pipe.File.WhenReadyAsync(cancellationToken);
            }
            else if (
                _pipe.HasWriter ? !await RepairAsync(cancellationToken) : !await WaitForWriterAsync(cancellationToken))
            {
                return 0;
            }
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
            while (written < bytes.Length && !Exited.IsCompleted && !_released.IsCancellationRequested)
            {
                var piece = bytes.Slice(written, Math.Min(KeysPerCommandMax, bytes.Length - written));
                var keys = piece.ToArray().Select(value => value.ToString("x2", CultureInfo.InvariantCulture));
                try
                {
                    // A person may have left the pane in copy mode, where keys would move about in the history.
                    await _connection.AskAsync(
                        [TmuxText.Command("copy-mode", "-q", "-t", _paneId),
                            TmuxText.Command(["send-keys", "-t", _paneId, "-H",
                                .. keys])], mayRepeat: false, cancellationToken);
                }
                catch (TmuxException) when (HasEnded)
                {
                    break;
                }

                written += piece.Length;
                taken?.Report(written);
            }

            return written;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        if (Exited.IsCompleted || _released.IsCancellationRequested) return;
        try
        {
            await _connection.AskAsync(
                [TmuxText.Command("resize-window", "-t", _paneId, "-x", TmuxText.Number(size.Columns), "-y",
                    TmuxText.Number(size.Rows))], mayRepeat: true, cancellationToken);
            Size = size;
        }
        catch (TmuxException) when (HasEnded)
        {
            // It ended meanwhile.
        }
    }

    public bool Signal(TerminalSignal signal) =>
        !Exited.IsCompleted
        && ProcessRow.Read(Child.ProcessId) is { ForegroundGroupId: > 1 and var group } leader
            && leader.StartTicks == Child.StartTicks
        && ProcessSession.Send(-group, signal);

    public async Task<TerminalExit> StopAsync(StopLimits limits, CancellationToken cancellationToken)
    {
        await _session.EndAsync(
            async () =>
            {
                var members = await MembersAsync();
                return Exited.IsCompleted ? [] : members;
            },
            limits,
            cancellationToken);
        return await Exited.WaitAsync(cancellationToken);
    }

    /// <summary>Closes the handle: the terminal goes on in tmux, and its output from now on is a gap.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_released.IsCancellationRequested) return;
        await _released.CancelAsync();
        _end?.Ready();
        await _finishing;
        _owner.Forget(this);
        try
        {
            await _connection.AskAsync(
                [TmuxText.Command("pipe-pane", "-t", _paneId)], mayRepeat: true, CancellationToken.None);
        }
        catch (TmuxException)
        {
            // It has ended, and its pipe with it.
        }

        _hold.Dispose();
        _pipe.Dispose();
        _end?.Dispose();
    }

    private static TerminalExit Unknown(string reason, IReadOnlyList<int> left) => new(null, null, reason, left);

    private static TimeSpan Longer(TimeSpan delay) => delay * 2 < LongDelay ? delay * 2 : LongDelay;

    private int WaitingBytes => Descriptor.WaitingBytes(_pipe.File.Handle);

    private bool IsGone => _connection.Lost.IsCompleted || _takenOut.Task.IsCompleted;

    private bool HasEnded => ProcessRow.Read(Child.ProcessId) is null or { IsZombie: true };

    private Task<IReadOnlyList<ProcessRow>> MembersAsync() => ProcessTable.OfSessionAsync(Child.ProcessId);

    private async Task<TerminalExit> WatchAsync()
    {
        if (_end is not null)
            await Task.WhenAny(_end.WhenReadyAsync(CancellationToken.None), _connection.Lost, _takenOut.Task);
        if (_released.IsCancellationRequested) return Unknown(Released, []);
        // Without its server or its pane the terminal is gone, and a program that ignores the hang-up is ended with it.
        var left = await _session.EndAsync(
            async () => [.. (await MembersAsync()).Where(row => IsGone || row.Id != Child.ProcessId)],
            StopLimits.Usual,
            CancellationToken.None);
        int[] leftIds = [.. left.Select(row => row.Id)];
        try
        {
            for (var delay = ShortDelay; ; delay = Longer(delay))
            {
                if (await LookAsync() is not { } pane) return Unknown(TakenOut, leftIds);
                if (pane.ProcessId != Child.ProcessId) return Unknown(Replaced, leftIds);
                if (pane.Exit is { } exit) return exit with { Left = leftIds };
                if (pane.IsDead && delay == LongDelay) return TmuxPane.UnknownExit with { Left = leftIds };
                pane.RemindServer();
                await Task.Delay(delay, _time, _released.Token);
            }
        }
        catch (TmuxException gone)
        {
            return Unknown(gone.Message, leftIds);
        }
        catch (OperationCanceledException)
        {
            return Unknown(Released, leftIds);
        }
    }

    /// <summary>
    /// tmux calls a pane dead only when everything that it printed has gone into the pipe. Then the pane can go, which
    /// closes the pipe, and the reader finds the exact end.
    /// </summary>
    private async Task FinishAsync()
    {
        await Exited;
        try
        {
            for (var delay = ShortDelay; await LookAsync() is { IsDead: false } pane; delay = Longer(delay))
            {
                _released.Token.ThrowIfCancellationRequested();
                if (pane.ProcessId != Child.ProcessId)
                {
                    // A session that has ended must not have a program that runs unseen.
                    await _session.EndAsync(
                        () => ProcessTable.OfSessionAsync(pane.ProcessId), StopLimits.Usual, CancellationToken.None);
                    break;
                }

                await Task.Delay(delay, _time, _released.Token);
            }

            _released.Token.ThrowIfCancellationRequested();
            await _connection.AskAsync(
                TmuxPane.RemoveCommands(_paneId, Name), mayRepeat: true, CancellationToken.None);
        }
        catch (TmuxException)
        {
            // The server or the session is gone, and the pipe with it.
        }
        catch (OperationCanceledException)
        {
            // The handle was closed.
        }

        _finished.TrySetResult();
    }

    /// <summary>
    /// Before the copying program has opened the pipe, finding nothing in it is not the end. False when it never came.
    /// </summary>
    private async Task<bool> WaitForWriterAsync(CancellationToken cancellationToken)
    {
        var ready = _pipe.File.WhenReadyAsync(cancellationToken);
        try
        {
            if (await Task.WhenAny(ready, _finished.Task) == ready) await ready;
            else await ready.WaitAsync(WriterWait, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }

        _pipe.HasWriter = true;
        return true;
    }

    /// <summary>
    /// The copying program has gone. Where the terminal goes on, its pipe was closed from outside: it is opened again.
    /// False at the end.
    /// </summary>
    /// <exception cref="TmuxException">It goes away again and again.</exception>
    private async Task<bool> RepairAsync(CancellationToken cancellationToken)
    {
        if (_finished.Task.IsCompleted) return false;
        if (++_repairs > RepairsMax)
            throw new TmuxException($"the output of '{Name}' cannot be read: tmux closes its pipe again and again");
        OutputPipe? pipe = null;
        try
        {
            pipe = _owner.OpenPipe(Name);
            await _connection.AskAsync([TmuxBackend.PipeCommand(_paneId, pipe)], mayRepeat: true, cancellationToken);
        }
        catch (TmuxException)
        {
            pipe?.Dispose();
            if (await IsTakenOutAsync()) _takenOut.TrySetResult();
            await Exited.WaitAsync(cancellationToken);
            return false;
        }

        _pipe.Dispose();
        _pipe = pipe;
        AddGap("the copying of its output was ended from outside");
        return true;
    }

    private void AddGap(string reason)
    {
        lock (_gaps) _gaps.Add(new OutputGap(Offset, reason));
    }

    private async Task<bool> IsTakenOutAsync()
    {
        try
        {
            return await LookAsync() is null;
        }
        catch (TmuxException)
        {
            // A server that is gone is seen at the connection.
            return false;
        }
    }

    private async Task<TmuxPane?> LookAsync()
    {
        var lines = await _connection.AskAsync(
            [TmuxText.Command("list-panes", "-a", "-f", $"#{{==:#{{pane_id}},{_paneId}}}", "-F", TmuxPane.Format)],
            mayRepeat: true, CancellationToken.None);
        return lines.Count == 0 ? null : TmuxPane.Parse(lines[0]);
    }
}
