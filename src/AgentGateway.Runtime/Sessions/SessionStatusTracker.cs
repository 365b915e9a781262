using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Tracks what the program of a live session is doing. The status is estimated a moment after output or input came,
/// once more when both have stopped, after a report of a hook, and when it is read. An idle session has no running timer.
/// </summary>
internal sealed class SessionStatusTracker : IDisposable
{
    private static readonly TimeSpan EstimateDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>A program may take the terminal, or give it back, a moment after it printed last.</summary>
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(1);

    /// <summary>How long a status must hold before it is recorded, unless it needs a person.</summary>
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long an idle agent may take to show that it has taken a line: without printing anything, from what it printed
    /// last on, and in all.
    /// </summary>
    private static readonly TimeSpan TakeSilently = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TakePrinting = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TakeMax = TimeSpan.FromSeconds(5);

    /// <summary>More than all that may say idle, and less than the end.</summary>
    private const double NotTakenWeight = 0.96;

    private readonly LiveSession _live;
    private readonly TerminalSession _session;
    private readonly SessionReporter _reporter;
    private readonly PatternLibrary _patterns;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly long _estimateDelayTicks;
    private readonly TokenBucket _events;
    private readonly TokenBucket _hooks;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StatusEvidence? _hook;
    private string? _hooked;
    private string _title = "";
    private DateTimeOffset _titleAt;
    private string _screen = "";
    private DateTimeOffset _screenAt;
    private DateTimeOffset _lookedAt;
    private ProgramPatterns? _program;
    private string? _version;
    private SessionStatus _current;
    private DateTimeOffset _since;
    private SessionStatus _recorded;
    private long _due = long.MaxValue;
    private long _printedAt;
    private DateTimeOffset? _lineSentAt;
    private bool _isDisposed;

    public SessionStatusTracker(
        LiveSession live,
        TerminalSession session,
        SessionReporter reporter,
        PatternLibrary patterns,
        TimeProvider time)
    {
        _live = live;
        _session = session;
        _reporter = reporter;
        _patterns = patterns;
        _time = time;
        _estimateDelayTicks = Ticks(EstimateDelay);
        _since = time.GetUtcNow();
        // A status that flaps causes at most eight events at once and four a minute.
        _events = new(time, capacity: 8, refill: TimeSpan.FromSeconds(15));
        _hooks = new(time, capacity: 10, refill: TimeSpan.FromMilliseconds(100));
        _timer = time.CreateTimer(
            static tracker => ((SessionStatusTracker)tracker!).Update(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Tells that output came. Called for every piece of it.</summary>
    public void Printed(DateTimeOffset at)
    {
        Volatile.Write(ref _printedAt, at.UtcTicks);
        if (Volatile.Read(ref _due) - _time.GetTimestamp() > _estimateDelayTicks) Schedule(EstimateDelay);
    }

    /// <summary>Tells that something else happened which may change the status.</summary>
    public void Touch() => Schedule(TimeSpan.Zero);

    /// <summary>Tells that the program gets input.</summary>
    /// <param name="isLine">
    /// Whether it ends a line. An agent that was idle shows the prompt of before until it has taken the line, and who
    /// waits for the end of its turn must not take that for the end.
    /// </param>
    public void InputSent(bool isLine)
    {
        lock (_lock)
        {
            if (isLine && _current == SessionStatus.Idle && IsAgent) _lineSentAt = _time.GetUtcNow();
        }

        Schedule(EstimateDelay);
    }

    /// <summary>Tells that all of the line is written now.</summary>
    public void LineWritten()
    {
        lock (_lock)
        {
            if (_lineSentAt is not null) _lineSentAt = _time.GetUtcNow();
        }
    }

    /// <param name="program">The name of the agent whose hooks have that form.</param>
    /// <param name="evidence">Null when the hook says nothing about the status.</param>
    public void HookReported(string program, StatusEvidence? evidence)
    {
        lock (_lock)
        {
            _hooked = program;
            // Claude Code notifies of a permission that it needs for its questions too, and does not say for what.
            var repeats = evidence is { Status: SessionStatus.NeedsApproval, Asked: null }
                && _hook is { Asked: not null, Status: SessionStatus.NeedsApproval or SessionStatus.Question };
            _hook = repeats ? _hook! with { At = evidence!.At } : evidence ?? _hook;
        }

        Touch();
    }

    /// <summary>Whether another hook is accepted now: at most ten a second are.</summary>
    public bool TakeHook()
    {
        lock (_lock) return _hooks.TryTake(out _);
    }

    /// <summary>
    /// The status as it is now. A change that is seen here is a change like any other: a wait that has read this status
    /// would otherwise not hear that it is over.
    /// </summary>
    public StatusEstimate Estimate()
    {
        StatusEstimate estimate;
        TaskCompletionSource? changed;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            estimate = Look(now);
            if (_isDisposed) return estimate;
            changed = Take(estimate.Status, now);
        }

        if (changed is null) return estimate;
        Tell(changed);
        Schedule(EstimateDelay);
        return estimate;
    }

    /// <summary>The agent that reported by hooks or has the terminal; null while there is none.</summary>
    public string? Program
    {
        get
        {
            lock (_lock) return _hooked ?? _program?.File.Client;
        }
    }

    /// <summary>Completes when the status changes. Read this before the status, so that no change is missed.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    public void Dispose()
    {
        lock (_lock) _isDisposed = true;
        _timer.Dispose();
    }

    private static bool NeedsPerson(SessionStatus status) =>
        status is SessionStatus.NeedsApproval
            or SessionStatus.Trust
            or SessionStatus.Question
            or SessionStatus.AuthDead
            or SessionStatus.QuotaExhausted;

    private bool IsAgent => _program?.Kind == ProgramKind.Agent;

    /// <summary>
    /// The status, by all that is seen, but that an agent which was idle is working until it has shown that it took the
    /// last line.
    /// </summary>
    private StatusEstimate Look(DateTimeOffset now)
    {
        var evidence = Evidence(now);
        var estimate = StatusEstimator.Estimate(evidence, now);
        if (_lineSentAt is not { } sent) return estimate;
        var printed = new DateTimeOffset(Volatile.Read(ref _printedAt), TimeSpan.Zero);
        var until = printed > sent ? printed + TakePrinting : sent + TakeSilently;
        if (until > sent + TakeMax) until = sent + TakeMax;
        // A screen that is half drawn says nothing.
        if (estimate.Status is not (SessionStatus.Idle or SessionStatus.Unknown) || !IsAgent || now >= until)
        {
            _lineSentAt = null;
            return estimate;
        }

        Schedule(until - now);
        evidence.Add(new(SessionStatus.Working, EvidenceSource.Front, "it has not taken the last line yet", now)
        {
            Weight = NotTakenWeight,
        });
        return StatusEstimator.Estimate(evidence, now);
    }

    private List<StatusEvidence> Evidence(DateTimeOffset now)
    {
        var found = new List<StatusEvidence>();
        if (_live.Ended.IsCompleted)
            found.Add(new(SessionStatus.Exited, EvidenceSource.Exit, "the program has ended", now));
        if (_hook is not null) found.Add(_hook);
        var at = Volatile.Read(ref _printedAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : now;
        // Output is on the screen a moment before it is told here: a change since the last look is not older than it.
        if (at < _lookedAt) at = _lookedAt;
        _lookedAt = now;
        // In this order: a line that is shown as taken is then older than the screen, and both than the processes.
        var isInputTaken = _live.IsLineEchoed();
        var (title, text, row, isFullScreen) = _live.ReadScreen(
            (screen, _) => (
                _live.Redact(screen.Title),
                RedactedScreen.Render(screen, _live.Secrets),
                screen.Cursor.Y,
                screen.AlternateScreen));
        if (title != _title) (_title, _titleAt) = (title, at);
        if (text != _screen) (_screen, _screenAt) = (text, at);
        found.AddRange(Seen(new(text, row), isInputTaken, isFullScreen));
        return found;
    }

    /// <summary>The evidence of the program in front, its title and its screen.</summary>
    private IEnumerable<StatusEvidence> Seen(StatusScreen screen, bool isInputTaken, bool isFullScreen)
    {
        var patterns = _patterns.Current;
        var look = _live.Look(patterns, isInputTaken, isFullScreen);
        var program = SeenEvidence.Reader(look, [_session.Spec!.Program, .. _session.Spec.Arguments], patterns);
        if (program != _program) (_program, _version) = (program, null);
        _version = program?.VersionOn(screen.Text) ?? _version;
        return SeenEvidence.Of(new(look, _title, _titleAt, screen, _screenAt), program, _version, patterns);
    }

    private void Update()
    {
        StatusEstimate estimate;
        SessionStatus? toRecord = null;
        TaskCompletionSource? changed;
        lock (_lock)
        {
            if (_isDisposed) return;
            _due = long.MaxValue;
            var now = _time.GetUtcNow();
            estimate = Look(now);
            changed = Take(estimate.Status, now);
            toRecord = StatusToRecord(now);
            var quiet = now.UtcTicks - Volatile.Read(ref _printedAt);
            if (quiet < LastLook.Ticks) Schedule(LastLook - TimeSpan.FromTicks(quiet) + EstimateDelay / 4);
        }

        if (changed is not null) Tell(changed);
        if (toRecord is { } status) Record(status, estimate.Weighed[0].Evidence);
    }

    /// <summary>Takes the status as the current one. Answers who is to be told; null when it is no change.</summary>
    private TaskCompletionSource? Take(SessionStatus status, DateTimeOffset now)
    {
        if (status == _current) return null;
        (_current, _since) = (status, now);
        (var changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return changed;
    }

    private void Tell(TaskCompletionSource changed)
    {
        changed.TrySetResult();
        _reporter.Listed(_live.Id);
    }

    /// <summary>
    /// The status, if now is the time to record it; otherwise null, and a later update is scheduled where one is
    /// needed.
    /// </summary>
    private SessionStatus? StatusToRecord(DateTimeOffset now)
    {
        if (_live.IsBrief || _current == _recorded || _current is SessionStatus.Exited or SessionStatus.Unknown)
            return null;
        var held = now - _since;
        if (held < HoldTime && !NeedsPerson(_current))
        {
            Schedule(HoldTime - held);
            return null;
        }

        if (!_events.TryTake(out var wait))
        {
            Schedule(wait);
            return null;
        }

        return _recorded = _current;
    }

    private void Record(SessionStatus status, StatusEvidence evidence)
    {
        // The reason is what the inbox and a thread are told: a person wants to know what is asked for, and how it was
        // found out stands in `agw session explain`.
        _reporter.Status(
            _live,
            new(_live.Run, StatusNames.Of(status), _live.Redact(evidence.Asked ?? evidence.Reason)),
            withSnapshot: status is SessionStatus.NeedsApproval or SessionStatus.Question or SessionStatus.Trust);
    }

    /// <summary>Schedules an update after so long, unless one is due before.</summary>
    private void Schedule(TimeSpan delay)
    {
        var due = _time.GetTimestamp() + Ticks(delay);
        lock (_lock)
        {
            if (_isDisposed || due >= _due) return;
            _due = due;
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
