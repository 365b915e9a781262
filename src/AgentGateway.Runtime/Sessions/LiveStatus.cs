using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// What a live session's program is doing. It is judged a moment after output came, when that has been quiet for a
/// while, when a hook says something, and when somebody asks; a session in which nothing happens has no timer.
/// </summary>
internal sealed class LiveStatus : IDisposable
{
    private static readonly TimeSpan LookDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a status must hold to be worth an event, unless it needs somebody.</summary>
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(2);

    private readonly LiveSession _live;
    private readonly TerminalSession _session;
    private readonly LiveServices _services;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private readonly long _lookTicks;
    private readonly TokenBucket _events;
    private readonly TokenBucket _hooks;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StatusEvidence? _hook;
    private string _title = "";
    private DateTimeOffset _titleAt;
    private SessionStatus _current;
    private DateTimeOffset _since;
    private SessionStatus _noted;
    private long _due = long.MaxValue;
    private long _printedAt;
    private bool _isDisposed;

    public LiveStatus(LiveSession live, TerminalSession session, LiveServices services)
    {
        _live = live;
        _session = session;
        _services = services;
        _lookTicks = Ticks(LookDelay);
        _since = services.Time.GetUtcNow();
        // Flapping costs at most eight events at once and four a minute.
        _events = new(services.Time, capacity: 8, refill: TimeSpan.FromSeconds(15));
        _hooks = new(services.Time, capacity: 10, refill: TimeSpan.FromMilliseconds(100));
        _timer = services.Time.CreateTimer(
            static status => ((LiveStatus)status!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Output came. Called for every piece of it.</summary>
    public void Printed(DateTimeOffset at)
    {
        Volatile.Write(ref _printedAt, at.UtcTicks);
        if (Volatile.Read(ref _due) - _services.Time.GetTimestamp() > _lookTicks) Schedule(LookDelay);
    }

    /// <summary>Something else happened that may matter.</summary>
    public void Touch() => Schedule(TimeSpan.Zero);

    public void Hook(StatusEvidence evidence)
    {
        lock (_gate) _hook = evidence;
        Touch();
    }

    /// <summary>Whether another hook is taken now: ten a second.</summary>
    public bool TakeHook()
    {
        lock (_gate) return _hooks.TryTake(out _);
    }

    public StatusEstimate Judge()
    {
        var now = _services.Time.GetUtcNow();
        lock (_gate) return StatusEstimator.Estimate(Evidence(now), now);
    }

    /// <summary>Completes when the status is judged to be another one. Ask for it first, then judge.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate) return _changed.Task;
        }
    }

    public void Dispose()
    {
        lock (_gate) _isDisposed = true;
        _timer.Dispose();
    }

    private static bool NeedsSomebody(SessionStatus status) =>
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
        var (title, screen) = _live.Look(static (screen, _) => (screen.Title, screen.RenderText()));
        if (title != _title) (_title, _titleAt) = (title, printedAt ?? now);
        if (Patterns() is { } patterns)
        {
            if (_title.Length > 0 && patterns.OfTitle(_title, _titleAt) is { } ofTitle) found.Add(ofTitle);
            if (patterns.OfScreen(screen, printedAt ?? now) is { } ofScreen) found.Add(ofScreen);
        }

        if (QuietEvidence.Of(printedAt, now) is { } quiet) found.Add(quiet);
        return found;
    }

    /// <summary>How to read what is in front: an agent that was started from a shell is no shell.</summary>
    private ProgramPatterns? Patterns() =>
        (_live.Terminal is { } terminal
            && TerminalProcesses.Foreground(terminal.Child.ProcessId) is { } front
            && TerminalProcesses.NameOf(front) is { } name
            ? ProgramPatterns.Find(name)
            : null)
        ?? ProgramPatterns.Find(_session.Spec!.Program);

    private void Look()
    {
        StatusEstimate estimate;
        SessionStatus? worthAnEvent = null;
        TaskCompletionSource? changed = null;
        lock (_gate)
        {
            if (_isDisposed) return;
            _due = long.MaxValue;
            var now = _services.Time.GetUtcNow();
            estimate = StatusEstimator.Estimate(Evidence(now), now);
            if (estimate.Status != _current)
            {
                (_current, _since) = (estimate.Status, now);
                (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            worthAnEvent = ToNote(now);
            var quiet = now.UtcTicks - Volatile.Read(ref _printedAt);
            if (quiet < QuietEvidence.StableAfter.Ticks)
                Schedule(QuietEvidence.StableAfter - TimeSpan.FromTicks(quiet) + LookDelay / 4);
        }

        if (changed is not null)
        {
            changed.TrySetResult();
            _services.Changes.Listed(_live.Id);
        }

        if (worthAnEvent is { } status) _ = NoteAsync(status, estimate);
    }

    /// <summary>
    /// The status, if it is to be written down now; otherwise a later look is arranged where one is needed.
    /// </summary>
    private SessionStatus? ToNote(DateTimeOffset now)
    {
        if (_live.IsBrief || _current == _noted || _current is SessionStatus.Exited or SessionStatus.Unknown)
            return null;
        var held = now - _since;
        if (held < HoldTime && !NeedsSomebody(_current))
        {
            Schedule(HoldTime - held);
            return null;
        }

        if (!_events.TryTake(out var wait))
        {
            Schedule(wait);
            return null;
        }

        return _noted = _current;
    }

    private async Task NoteAsync(SessionStatus status, StatusEstimate estimate)
    {
        try
        {
            var reason = _live.Redact(estimate.Weighed[0].Evidence.Reason);
            await _services.Dispatcher.TellAsync(
                _live.Id, new NoteStatus(_live.Run, StatusNames.Of(status), reason), CancellationToken.None);
            if (status is SessionStatus.NeedsApproval or SessionStatus.Question)
                await _services.Snapshots.TakeAsync(_live, StatusNames.Of(status), CancellationToken.None);
        }
        catch (Exception failure)
        {
            // The journal may be closed already; what a program does now is not worth more than a word in the log.
            LiveLog.NotNoted(_services.Log, failure, _live.Id);
        }
    }

    /// <summary>Looks after so long, unless a look is due before.</summary>
    private void Schedule(TimeSpan delay)
    {
        var due = _services.Time.GetTimestamp() + Ticks(delay);
        lock (_gate)
        {
            if (_isDisposed || due >= _due) return;
            _due = due;
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _services.Time.TimestampFrequency);
}
