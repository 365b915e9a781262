using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Input;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The living part of a session: its terminal, its rings, its screen and its evidence. One for each run of it; the
/// terminals of its phases follow one another in it.
/// </summary>
internal sealed partial class LiveSession : IAsyncDisposable
{
    private const int FaultsMax = 5;

    private static readonly TimeSpan FaultDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IndexWait = TimeSpan.FromSeconds(5);

    private readonly LiveServices _services;
    private readonly TerminalSession _session;
    private readonly OutputTimeline _timeline;
    private readonly SecretRedactor _redactor;
    private readonly SessionFolder _folder;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _indexing;
    private TerminalScreen _screen;
    private volatile Attended? _attended;
    private Task _replying = Task.CompletedTask;
    private long _shownTo;
    private bool _isOverLimit;
    private string? _fault;
    private Task? _disposing;
    private long _sentAt;
    private long _matchedTo;

    /// <param name="redactor">For what is shown of the screen; lines have one of their own.</param>
    /// <param name="isTakenOver">An earlier daemon began this run, and what it recorded is part of it.</param>
    public LiveSession(
        TerminalSession session, bool isTakenOver, SessionFolder folder, SecretRedactor redactor,
            SecretRedactor lineRedactor, LiveServices services)
    {
        _services = services;
        _session = session;
        _redactor = redactor;
        _folder = folder;
        Ring = folder.OpenRing(services.Options.RingBytes);
        _timeline = folder.OpenTimeline();
        RunOffset = isTakenOver ? Math.Min(session.RunOffset, Ring.End) : Ring.End;
        _matchedTo = Ring.End;
        _shownTo = Ring.End;
        _screen = isTakenOver
            ? KeptOutput.Replay(Ring, _timeline, session, CancellationToken.None)
            : new TerminalScreen(session.Spec!.Columns, session.Spec.Rows);
        Status = new(this, session, services);
        _indexing = services.Lanes.Indexing.RunAsync(
            () => new OutputIndexing(session, Ring, _timeline, lineRedactor, services).RunAsync(_closing.Token));
    }

    public SessionId Id => _session.Id;

    public int Run => _session.Run;

    /// <summary>One of many that run a single command: nothing of it is written down that nobody asks for.</summary>
    public bool IsBrief => _session.Spec!.Brief;

    /// <summary>Where it was started.</summary>
    public string Directory => _session.Spec!.Directory;

    public OutputRing Ring { get; }

    /// <summary>Where this run's output begins in the ring.</summary>
    public long RunOffset { get; }

    public LiveStatus Status { get; }

    /// <summary>What is in the terminal; null between two phases.</summary>
    public SessionPhase? Phase => _attended?.Phase;

    public ITerminal? Terminal => _attended?.Terminal;

    /// <summary>Null while no program runs that could be typed to.</summary>
    public InputSender? Input => _attended is { Ending.IsCompleted: false } attended ? attended.Input : null;

    /// <summary>Completes when the program has ended and all its output is in the ring. Never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Records a terminal to its end, which is the answer; it is disposed then. Asked again for the same terminal's
    /// phase, it is the same end.
    /// </summary>
    public Task<TerminalExit> AttendAsync(SessionPhase phase, ITerminal terminal, ReadOnlyMemory<byte> shown)
    {
        if (shown.Length > 0) Show(shown.Span, terminal.Size);
        var attended = new Attended(phase, terminal, new(terminal, Ring, _services.Time));
        _attended = attended;
        attended.Follow(_services.Lanes.Recording.RunAsync(() => RecordAsync(attended)));
        Status.Touch();
        return attended.Ending;
    }

    /// <summary>The end of a terminal that is attended already; null when it is not.</summary>
    public Task<TerminalExit>? Attending(SessionPhase phase) =>
        _attended is { } attended && attended.Phase == phase ? attended.Ending : null;

    /// <summary>Gives the terminal another size; the screen follows.</summary>
    public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        if (_attended is { } attended) await attended.Terminal.ResizeAsync(new(columns, rows), cancellationToken);
        lock (_gate)
        {
            _screen.Resize(columns, rows);
            _timeline.Note(new(Ring.End, _services.Time.GetUtcNow(), columns, rows));
        }

        _services.Changes.Printed(Id);
        Status.Touch();
    }

    /// <summary>Looks at the screen while nothing changes it.</summary>
    /// <param name="look">Gets the screen and the offset up to which output is shown.</param>
    public T Look<T>(Func<TerminalScreen, long, T> look)
    {
        lock (_gate) return look(_screen, _shownTo);
    }

    /// <summary>Text without what must not be seen.</summary>
    public string Redact(string text)
    {
        lock (_gate) return string.Join('\n', text.Split('\n').Select(_redactor.Redact));
    }

    /// <summary>
    /// Where a wait for a pattern begins to look: after what was sent last, or after the last match, or at the begin of
    /// the run.
    /// </summary>
    public long WaitFrom =>
        Math.Max(Math.Max(RunOffset, Interlocked.Read(ref _matchedTo)), Interlocked.Read(ref _sentAt));

    public void Sent(long offset) => Interlocked.Exchange(ref _sentAt, offset);

    public void Matched(long to) => Interlocked.Exchange(ref _matchedTo, to);

    /// <summary>Nothing more will come in this run: readers find the end.</summary>
    public void Complete()
    {
        Ring.Complete();
        _ended.TrySetResult();
    }

    /// <summary>
    /// Ends what runs on a pty within the limit, and lets go of what runs in tmux. Called again, it waits for the same.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate) return new(_disposing ??= Task.Run(CloseAsync));
    }

    private async Task CloseAsync()
    {
        if (_attended is { Ending.IsCompleted: false } attended)
        {
            if (_session.Spec!.Backend == "pty")
                await attended.Terminal.StopAsync(Limits(force: false), CancellationToken.None);
            await attended.Terminal.DisposeAsync();
            await attended.Ending;
        }

        Complete();
        // Of a run that printed more than is kept, the screen cannot be played again.
        if (Ring.Start > RunOffset) _folder.KeepScreen(Run, Look(static (screen, _) => KeptScreen.Of(screen)));
        // What is not indexed by then is read from the ring at another time.
        await Task.WhenAny(_indexing, Task.Delay(IndexWait, _services.Time));
        await _closing.CancelAsync();
        await _indexing;
        Status.Dispose();
        _timeline.Dispose();
        Ring.Dispose();
        _closing.Dispose();
    }

    public StopLimits Limits(bool force)
    {
        var half = TimeSpan.FromSeconds(_services.Options.StopSeconds / 2);
        return force ? StopLimits.AtOnce : new(half, half);
    }

    /// <summary>
    /// What stands on a terminal that was taken over, after output that nobody recorded. It goes into the ring too,
    /// with the lines that scrolled away meanwhile as far as the terminal kept them, so that readers see the same
    /// later.
    /// </summary>
    public void Show(ReadOnlySpan<byte> shown, TerminalSize size)
    {
        var fresh = new TerminalScreen(size.Columns, size.Rows);
        fresh.Feed(shown);
        lock (_gate)
        {
            var missed = MissedLines.Between(_screen, fresh);
            // The terminal does not tell everything that its program has switched on.
            if (_screen.Modes.BracketedPaste) fresh.Feed("\e[?2004h"u8);
            if (_screen.Modes.FocusReports) fresh.Feed("\e[?1004h"u8);
            if (_screen.Title.Length > 0) fresh.Feed(Encoding.UTF8.GetBytes($"\e]2;{_screen.Title}\e\\"));
            _screen = fresh;
            _timeline.Note(new(Ring.End, _services.Time.GetUtcNow(), size.Columns, size.Rows));
            Ring.Append("\e[!p\r\n"u8);
            foreach (var line in missed) Ring.Append(Encoding.UTF8.GetBytes(line + "\r\n"));
            Ring.Append(ScreenRepaint.Of(fresh));
            _shownTo = Ring.End;
        }
    }

    private async Task<TerminalExit> RecordAsync(Attended attended)
    {
        var recorder = new Recorder(attended.Terminal, Ring, _timeline, _services.Time) { CompletesRing = false };
        for (var faults = 0; ; faults++)
        {
            try
            {
                await recorder.RunAsync(Seen, _closing.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (IOException failure) when (faults < FaultsMax || !attended.Terminal.Exited.IsCompleted)
            {
                // The disk may be full for a while; what was read and could not be kept is missing.
                if (_fault is null) LiveLog.OutputLost(_services.Log, failure, Id);
                _fault = failure.Message;
                await Task.Delay(
                    FaultDelay, _services.Time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        var exit = await attended.Terminal.Exited;
        await attended.Terminal.DisposeAsync();
        if (attended.Phase == SessionPhase.Program) _ended.TrySetResult();
        Status.Touch();
        return exit;
    }

    private void Seen(ReadOnlySpan<byte> bytes, long offset, DateTimeOffset at)
    {
        byte[] replies;
        lock (_gate)
        {
            _screen.Feed(bytes);
            _shownTo = offset + bytes.Length;
            replies = _screen.TakeReplies();
        }

        if (replies.Length > 0) Reply(replies);
        if (_fault is { } fault) NoteGap(offset, fault);
        Status.Printed(at);
        _services.Changes.Printed(Id);
        if (_session.Spec!.Limits.OutputBytes is { } limit
            && offset + bytes.Length - RunOffset > limit
            && !_isOverLimit)
            StopForOutput(limit);
    }

    /// <summary>The program asked its terminal something. tmux answers its programs itself.</summary>
    private void Reply(byte[] replies)
    {
        // One that asks and does not read gets no more until it does.
        if (_attended is not { } attended || _session.Spec!.Backend != "pty" || !_replying.IsCompleted) return;
        _replying = ReplyAsync(attended.Terminal, replies);
    }

    private async Task ReplyAsync(ITerminal terminal, byte[] replies)
    {
        await Task.Yield();
        try
        {
            await terminal.WriteAsync(replies, null, _closing.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    /// <summary>Output comes again after some could not be kept.</summary>
    private void NoteGap(long offset, string reason)
    {
        _fault = null;
        Tell(new NoteGap(new(offset, reason)));
    }

    private void StopForOutput(long limit)
    {
        _isOverLimit = true;
        var failure = new Failure(
            "output_limit",
            $"The session printed more than its limit of {limit} bytes.",
            "Give it a higher limit, or none.");
        Tell(new StopForLimit(Run, _attended!.Phase, failure));
    }

    /// <summary>Beside the output, which waits for nobody.</summary>
    private void Tell(SessionCommand command) => _ = Task.Run(async () =>
    {
        try
        {
            await _services.Dispatcher.TellAsync(Id, command, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LiveLog.NotNoted(_services.Log, failure, Id);
        }
    });

    private sealed record Attended(SessionPhase Phase, ITerminal Terminal, InputSender Input)
    {
        private readonly TaskCompletionSource<TerminalExit> _ending = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Open from the first moment on, also before the recording has begun.</summary>
        public Task<TerminalExit> Ending => _ending.Task;

        public void Follow(Task<TerminalExit> recording) => recording.ContinueWith(
            done => _ending.TrySetFromTask(done), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
    }
}
