using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;
using AgentGateway.Posix;
using AgentGateway.Runtime.Egress;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Input;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Screen;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// A session while it runs: its terminal, its output ring, its screen and its status. Each run of a session has one
/// live session, in which the terminals of the phases follow one another.
/// </summary>
internal sealed class LiveSession : IAsyncDisposable
{
    private const int FaultsMax = 5;
    private const int EchoBytes = 4 * 1024;

    private static readonly TimeSpan FaultDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IndexWait = TimeSpan.FromSeconds(5);

    /// <summary>How long a line that was sent may be on its way to a shell, on a machine that is busy.</summary>
    private static readonly TimeSpan EchoWait = TimeSpan.FromSeconds(30);

    private readonly SessionReporter _reporter;
    private readonly OutputRecording _recording;
    private readonly TerminalSession _session;
    private readonly OutputTimeline _timeline;
    private readonly Func<SecretMatcher> _secrets;
    private readonly SessionFolder _folder;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _indexing;
    private TerminalScreen _screen;
    private volatile RecordedTerminal? _current;
    private volatile Recorder? _recorder;
    private long _shownTo;
    private bool _isOverLimit;
    private string? _fault;
    private Task? _disposing;
    private long _sentAt;
    private long _matchedTo;
    private SentLine? _line;

    /// <param name="isTakenOver">
    /// Whether the run was begun before, by an earlier daemon or in an earlier phase, so that its recorded output
    /// belongs to it.
    /// </param>
    /// <param name="secrets">Finds what must not be seen.</param>
    public LiveSession(
        TerminalSession session,
        bool isTakenOver,
        SessionFolder folder,
        Func<SecretMatcher> secrets,
        SessionReporter reporter,
        OutputRecording recording)
    {
        _reporter = reporter;
        _recording = recording;
        _session = session;
        _secrets = secrets;
        _folder = folder;
        Ring = folder.OpenRing(recording.Options.RingBytes);
        _timeline = folder.OpenTimeline();
        RunOffset = isTakenOver ? Math.Min(session.RunOffset, Ring.End) : Ring.End;
        _matchedTo = Ring.End;
        _shownTo = Ring.End;
        _screen = isTakenOver
            ? RecordedOutput.Replay(Ring, _timeline, session, CancellationToken.None)
            : RecordedOutput.Blank(session);
        Status = new(this, session, reporter, recording.Patterns, recording.Time);
        var indexer = new OutputIndexer(
            session, Ring, _timeline, new(secrets), recording.Index,
            new(recording.Schedulers.Echo, session.Id, recording.Time), recording.Time, recording.Log);
        _indexing = recording.Schedulers.Indexing.RunAsync(() => indexer.RunAsync(_closing.Token));
    }

    public SessionId Id => _session.Id;

    public int Run => _session.Run;

    /// <summary>Whether it runs a single command for <c>session_run</c>; then its status is not recorded.</summary>
    public bool IsBrief => _session.Spec!.Brief;

    /// <summary>Where it was started.</summary>
    public string Directory => _session.Spec!.Directory;

    /// <summary>What the terminal printed. Only an attached person reads it as it is.</summary>
    public OutputRing Ring { get; }

    /// <summary>Keeps lines that the daemon types out of the ring and the screen.</summary>
    public EchoFilter Echo { get; } = new();

    /// <summary>Finds what must not be seen of this session.</summary>
    public SecretMatcher Secrets => _secrets();

    /// <summary>Where this run's output begins in the ring.</summary>
    public long RunOffset { get; }

    public SessionStatusTracker Status { get; }

    /// <summary>The phase that the terminal runs; null before the first one.</summary>
    public SessionPhase? Phase => _current?.Phase;

    public ITerminal? Terminal => _current?.Terminal;

    /// <summary>Null while no program runs that could be typed to.</summary>
    public InputSender? Input => _current is { Ending.IsCompleted: false } current ? current.Input : null;

    /// <summary>
    /// Whether its program was taken over from an earlier daemon, with which its way to hosts has ended for good.
    /// </summary>
    public bool HasLostNetwork =>
        _session.Spec!.Profile == SandboxProfile.Network
        && _current is { Network: null, Ending.IsCompleted: false };

    /// <summary>Completes when the program has ended and all its output is in the ring. Never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Records the output of a terminal until its program has ended, and answers how it ended. The terminal is then
    /// disposed, and its network with it.
    /// </summary>
    /// <param name="network">Its way to hosts; null where it has none.</param>
    /// <param name="found">What a terminal that was taken over shows already; null for a new one.</param>
    public Task<TerminalExit> RecordAsync(
        SessionPhase phase, ITerminal terminal, EgressNetwork? network, TakenOver? found)
    {
        if (found is { Shown.Length: > 0 }) TakeOver(found, terminal.Size);
        // In tmux, tmux answers.
        var replies = _session.Spec!.Backend == "pty" ? new ReplyWriter(terminal, _closing.Token) : null;
        var current = new RecordedTerminal(
            phase, terminal, network, new(terminal, Ring, _recording.Time), replies);
        _current = current;
        current.Follow(_recording.Schedulers.Recording.RunAsync(() => RecordAsync(current)));
        Status.Touch();
        return current.Ending;
    }

    /// <summary>The end of the phase whose terminal is recorded; null when that is not this phase.</summary>
    public Task<TerminalExit>? EndOf(SessionPhase phase) =>
        _current is { } current && current.Phase == phase ? current.Ending : null;

    /// <summary>Gives the terminal another size; the screen follows.</summary>
    public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        if (_current is { } current) await current.Terminal.ResizeAsync(new(columns, rows), cancellationToken);
        lock (_lock)
        {
            _screen.Resize(columns, rows);
            _timeline.Note(new(Ring.End, _recording.Time.GetUtcNow(), columns, rows));
        }

        _reporter.Printed(Id);
        Status.Touch();
    }

    /// <summary>Whether all that the terminal has printed by now is in the ring.</summary>
    public bool IsRecorded => _recorder?.IsUpToDate != false;

    /// <summary>Reads the screen while nothing changes it.</summary>
    /// <param name="read">Gets the screen, and the offset of the output that it does not show yet.</param>
    public T ReadScreen<T>(Func<TerminalScreen, long, T> read)
    {
        lock (_lock) return read(_screen, _shownTo);
    }

    /// <summary>The text without secrets.</summary>
    public string Redact(string text) => SecretRedactor.RedactText(text, Secrets);

    /// <summary>
    /// Where a wait for a pattern begins: at the last input, at the last match or at the beginning of the run,
    /// whichever came last.
    /// </summary>
    public long WaitFrom =>
        Math.Max(Math.Max(RunOffset, Interlocked.Read(ref _matchedTo)), Interlocked.Read(ref _sentAt));

    /// <summary>Tells that input is typed now.</summary>
    /// <param name="isLine">Whether it ends a line, which a shell then echoes.</param>
    public void InputSent(long offset, bool isLine)
    {
        Typed();
        Interlocked.Exchange(ref _sentAt, offset);
        if (isLine) Volatile.Write(ref _line, new(offset, _recording.Time.GetTimestamp()));
        Status.InputSent(isLine);
    }

    /// <summary>Tells that a key is typed now, whose echo goes before the output of others.</summary>
    public void Typed() => _recording.Schedulers.Echo.Typed(Id);

    /// <summary>Looks at the program that has the terminal; null where it cannot be seen.</summary>
    /// <param name="isInputTaken"><see cref="IsLineEchoed"/>, as it was before the screen was read.</param>
    public FrontLook? Look(PatternSet patterns, bool isInputTaken, bool isFullScreen)
    {
        if (Terminal is not { Exited.IsCompleted: false } terminal) return null;
        var leader = terminal.Child.ProcessId;
        try
        {
            if (FrontProgram.Of(TerminalProcesses.InFront(leader), patterns) is not { } program) return null;
            return new(
                program,
                LineMode.IsKeyByKey(program.ProcessId) ?? LineMode.IsKeyByKey(leader),
                program.IsShell && TerminalProcesses.IsShellWaiting(leader, program.ProcessId),
                isInputTaken,
                isFullScreen);
        }
        catch (OsException)
        {
            // No descriptor is left to look with.
            return null;
        }
    }

    /// <summary>
    /// Whether the screen shows a line feed that came after the last line was sent. A shell prints one when it takes a
    /// line; one that does not is believed to have taken it after a while. Ask this before the screen is read and the
    /// processes are looked at: they then are later than the line.
    /// </summary>
    public bool IsLineEchoed()
    {
        if (Volatile.Read(ref _line) is not { } line || _recording.Time.GetElapsedTime(line.At) > EchoWait) return true;
        var shown = ReadScreen(static (_, offset) => offset);
        var buffer = new byte[EchoBytes];
        try
        {
            for (var at = line.Offset; at < shown && Ring.Read(at, buffer) is { Count: > 0 } read; at = read.NextOffset)
            {
                var count = (int)Math.Clamp(shown - read.Offset, 0, read.Count);
                if (buffer.AsSpan(0, count).Contains((byte)'\n')) return true;
            }

            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    public void PatternMatched(long to) => Interlocked.Exchange(ref _matchedTo, to);

    /// <summary>Tells readers that this run prints nothing more.</summary>
    public void Complete()
    {
        Ring.Complete();
        _ended.TrySetResult();
    }

    /// <summary>
    /// Stops a program on a pty within the limits; a program in tmux runs on. A second call waits for the first.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock) return new(_disposing ??= Task.Run(CloseAsync));
    }

    private async Task CloseAsync()
    {
        if (_current is { Ending.IsCompleted: false } current)
        {
            if (_session.Spec!.Backend == "pty")
                await current.Terminal.StopAsync(Limits(force: false), CancellationToken.None);
            await current.Terminal.DisposeAsync();
            await current.Ending;
        }

        Complete();
        // The screen cannot be drawn again from a ring that has lost the beginning of the run.
        if (Ring.Start > RunOffset) _folder.SaveScreen(Run, ReadScreen(static (screen, _) => SavedScreen.Of(screen)));
        // What is not indexed by then is indexed at the next start of the session.
        await Task.WhenAny(_indexing, Task.Delay(IndexWait, _recording.Time));
        await _closing.CancelAsync();
        await _indexing;
        Status.Dispose();
        _timeline.Dispose();
        Ring.Dispose();
        _closing.Dispose();
    }

    public StopLimits Limits(bool force)
    {
        var half = TimeSpan.FromSeconds(_recording.Options.StopSeconds / 2);
        return force ? StopLimits.AtOnce : new(half, half);
    }

    /// <summary>
    /// Takes over what a terminal shows after a time in which nothing was recorded. The ring gets the lines that
    /// scrolled away meanwhile, as far as the terminal kept them, and then the screen, so that later readers see both.
    /// </summary>
    public void TakeOver(TakenOver found, TerminalSize size)
    {
        var terminal = new TerminalScreen(size.Columns, size.Rows);
        terminal.Feed(found.Shown.Span);
        var fresh = TypedEchoes.Replace(terminal, found.Commands);
        lock (_lock)
        {
            // Where nothing was printed meanwhile, what is recorded shows all of it, and need not be recorded twice.
            if (ShowsSame(_screen, fresh)) return;
            var unrecorded = UnrecordedLines.Between(_screen, fresh);
            // The terminal does not tell of every mode that its program has switched on.
            if (_screen.Modes.BracketedPaste) fresh.Feed("\e[?2004h"u8);
            if (_screen.Modes.FocusReports) fresh.Feed("\e[?1004h"u8);
            if (_screen.Title.Length > 0) fresh.Feed(Encoding.UTF8.GetBytes($"\e]2;{_screen.Title}\e\\"));
            _screen = fresh;
            _timeline.Note(new(Ring.End, _recording.Time.GetUtcNow(), size.Columns, size.Rows));
            Ring.Append("\e[!p\r\n"u8);
            foreach (var line in unrecorded) Ring.Append(Encoding.UTF8.GetBytes(line + "\r\n"));
            Ring.Append(ScreenRepaint.Of(fresh));
            _shownTo = Ring.End;
        }
    }

    private static bool ShowsSame(TerminalScreen recorded, TerminalScreen found) =>
        (recorded.Columns, recorded.Rows, recorded.AlternateScreen) == (found.Columns, found.Rows, found.AlternateScreen)
        && (recorded.Cursor.X, recorded.Cursor.Y) == (found.Cursor.X, found.Cursor.Y)
        && recorded.RenderText(UnrecordedLines.ScrollbackLines) == found.RenderText(UnrecordedLines.ScrollbackLines);

    private async Task<TerminalExit> RecordAsync(RecordedTerminal current)
    {
        await using var network = current.Network;
        var turn = new OutputTurn(_recording.Schedulers.Echo, Id, _recording.Time);
        var recorder = new Recorder(current.Terminal, Ring, _timeline, _recording.Time)
        {
            CompletesRing = false, Filter = Echo, Screen = (_lock, Show), Between = turn.NextAsync,
        };
        _recorder = recorder;
        for (var faults = 0; ; faults++)
        {
            try
            {
                await recorder.RunAsync(Printed, _closing.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (IOException failure) when (faults < FaultsMax || !current.Terminal.Exited.IsCompleted)
            {
                // The disk may be full for a while. Bytes that could not be written are lost, and a gap records that.
                if (_fault is null) LiveLog.OutputLost(_recording.Log, failure, Id);
                _fault = failure.Message;
                await Task.Delay(FaultDelay, _recording.Time, _closing.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        var exit = await current.Terminal.Exited;
        await current.Terminal.DisposeAsync();
        if (current.Phase == SessionPhase.Program) _ended.TrySetResult();
        _recording.Schedulers.Echo.Printed(Id);
        Status.Touch();
        return exit;
    }

    private void Show(ReadOnlySpan<byte> bytes, long offset)
    {
        _screen.Feed(bytes);
        _shownTo = offset + bytes.Length;
    }

    private void Printed(ReadOnlySpan<byte> bytes, long offset, DateTimeOffset at)
    {
        byte[] replies;
        lock (_lock) replies = _screen.TakeReplies();
        if (replies.Length > 0) _current?.Replies?.Add(replies);
        if (_fault is { } fault) NoteGap(offset, fault);
        _recording.Schedulers.Echo.Printed(Id);
        Status.Printed(at);
        _reporter.Printed(Id);
        if (_session.Spec!.Limits.OutputBytes is { } limit
            && offset + bytes.Length - RunOffset > limit
            && !_isOverLimit)
            StopForOutput(limit);
    }

    /// <summary>Records that output before this offset could not be written.</summary>
    private void NoteGap(long offset, string reason)
    {
        _fault = null;
        _reporter.Send(Id, new NoteGap(new(offset, reason)));
    }

    private void StopForOutput(long limit)
    {
        _isOverLimit = true;
        var failure = new Failure(
            "output_limit",
            $"The session printed more than its limit of {limit} bytes.",
            "Give it a higher limit, or none.");
        _reporter.Send(Id, new StopForLimit(Run, _current!.Phase, failure));
    }

    /// <summary>Where the output stood when a line was sent, and when that was.</summary>
    private sealed record SentLine(long Offset, long At);

    private sealed record RecordedTerminal(
        SessionPhase Phase, ITerminal Terminal, EgressNetwork? Network, InputSender Input, ReplyWriter? Replies)
    {
        private readonly TaskCompletionSource<TerminalExit> _ending = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Can be awaited before the recording has begun.</summary>
        public Task<TerminalExit> Ending => _ending.Task;

        public void Follow(Task<TerminalExit> recording) => recording.ContinueWith(
            done => _ending.TrySetFromTask(done), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
    }
}
