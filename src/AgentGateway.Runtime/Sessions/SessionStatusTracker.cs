using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Tracks what the program of a live session is doing. The status is estimated a moment after output came, again when
/// output has stopped, after a report of a hook, and when it is read. An idle session has no running timer.
/// </summary>
internal sealed class SessionStatusTracker : IDisposable
{
    private static readonly TimeSpan EstimateDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a status must hold before it is recorded, unless it needs a person.</summary>
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(2);

    private readonly LiveSession _live;
    private readonly TerminalSession _session;
    private readonly SessionReporter _reporter;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly long _estimateDelayTicks;
    private readonly TokenBucket _events;
    private readonly TokenBucket _hooks;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StatusEvidence? _hook;
    private string _title = "";
    private DateTimeOffset _titleAt;
    private SessionStatus _current;
    private DateTimeOffset _since;
    private SessionStatus _recorded;
    private long _due = long.MaxValue;
    private long _printedAt;
    private bool _isDisposed;

    public SessionStatusTracker(LiveSession live, TerminalSession session, SessionReporter reporter, TimeProvider time)
    {
        _live = live;
        _session = session;
        _reporter = reporter;
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

    public void HookReported(StatusEvidence evidence)
    {
        lock (_lock) _hook = evidence;
        Touch();
    }

    /// <summary>Whether another hook is accepted now: at most ten a second are.</summary>
    public bool TakeHook()
    {
        lock (_lock) return _hooks.TryTake(out _);
    }

    public StatusEstimate Estimate()
    {
        var now = _time.GetUtcNow();
        lock (_lock) return StatusEstimator.Estimate(Evidence(now), now);
    }

    /// <summary>The agent program that reports by hooks; null while none has.</summary>
    public string? Program { get; set; }

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
            or SessionStatus.Question
            or SessionStatus.AuthDead
            or SessionStatus.QuotaExhausted;

    private List<StatusEvidence> Evidence(DateTimeOffset now)
    {
        var found = new List<StatusEvidence>();
        if (_live.Ended.IsCompleted)
            found.Add(new(SessionStatus.Exited, EvidenceSource.Exit, "the program has ended", now));
        if (_hook is not null) found.Add(_hook);
        DateTimeOffset? printedAt = Volatile.Read(ref _printedAt) is > 0 and var ticks
            ? new(ticks, TimeSpan.Zero)
            : null;
        var (title, screen) = _live.ReadScreen(
            (screen, _) => (_live.Redact(screen.Title), RedactedScreen.Render(screen, _live.Secrets)));
        if (title != _title) (_title, _titleAt) = (title, printedAt ?? now);
        if (Patterns() is { } patterns)
        {
            if (_title.Length > 0 && patterns.OfTitle(_title, _titleAt) is { } ofTitle) found.Add(ofTitle);
            if (patterns.OfScreen(screen, printedAt ?? now) is { } ofScreen) found.Add(ofScreen);
        }

        if (QuietEvidence.Of(printedAt, now) is { } quiet) found.Add(quiet);
        return found;
    }

    /// <summary>The patterns of the foreground program: an agent that was started from a shell is no shell.</summary>
    private ProgramPatterns? Patterns() =>
        (_live.Terminal is { } terminal
            && TerminalProcesses.Foreground(terminal.Child.ProcessId) is { } front
            && TerminalProcesses.NameOf(front) is { } name
            ? ProgramPatterns.Find(name)
            : null)
        ?? ProgramPatterns.Find(_session.Spec!.Program);

    private void Update()
    {
        StatusEstimate estimate;
        SessionStatus? toRecord = null;
        TaskCompletionSource? changed = null;
        lock (_lock)
        {
            if (_isDisposed) return;
            _due = long.MaxValue;
            var now = _time.GetUtcNow();
            estimate = StatusEstimator.Estimate(Evidence(now), now);
            if (estimate.Status != _current)
            {
                (_current, _since) = (estimate.Status, now);
                (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            toRecord = StatusToRecord(now);
            var quiet = now.UtcTicks - Volatile.Read(ref _printedAt);
            if (quiet < QuietEvidence.StableAfter.Ticks)
                Schedule(QuietEvidence.StableAfter - TimeSpan.FromTicks(quiet) + EstimateDelay / 4);
        }

        if (changed is not null)
        {
            changed.TrySetResult();
            _reporter.Listed(_live.Id);
        }

        if (toRecord is { } status) Record(status, estimate.Weighed[0].Evidence.Reason);
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

    private void Record(SessionStatus status, string reason) => _reporter.Status(
        _live,
        new(_live.Run, StatusNames.Of(status), _live.Redact(reason)),
        withSnapshot: status is SessionStatus.NeedsApproval or SessionStatus.Question);

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
