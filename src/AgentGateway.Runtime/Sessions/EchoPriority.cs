using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Lets the echo of what is typed into one session go before the output of sessions that print without end. Twenty such
/// programs, and the threads that record them, otherwise keep every processor busy, and each step of an echo waits for its
/// turn among them. So from the moment of typing until the typed session prints they are not read: their programs wait, and
/// the processors are free. A program may print nothing when it gets input, so a pause also ends by itself. Without such
/// sessions there is no pause.
/// </summary>
internal sealed class EchoPriority : IDisposable
{
    /// <summary>An echo that takes longer waits for its own program, or for what else the machine does.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(200);

    /// <summary>A session that printed much so long ago may do so again.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly HashSet<SessionId> _typed = [];
    private readonly ITimer _timer;
    private volatile TaskCompletionSource? _pause;
    private long? _printedMuchAt;
    private bool _isDisposed;

    public EchoPriority(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(
            static priority => ((EchoPriority)priority!).End(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Completes at the end of the pause; null where the session need not wait: there is none, or its own output is
    /// waited for.
    /// </summary>
    public Task? PauseOf(SessionId session)
    {
        if (_pause is null) return null;
        lock (_gate) return _typed.Contains(session) ? null : _pause?.Task;
    }

    /// <summary>Tells that input is typed now. Input during a pause does not lengthen it.</summary>
    public void Typed(SessionId session)
    {
        lock (_gate)
        {
            if (_isDisposed || _printedMuchAt is not { } at || _time.GetElapsedTime(at) > Recently) return;
            _typed.Add(session);
            if (_pause is not null) return;
            _pause = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _timer.Change(PauseMax, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Tells that some session prints much.</summary>
    public void PrintedMuch()
    {
        lock (_gate) _printedMuchAt = _time.GetTimestamp();
    }

    /// <summary>Tells that the session printed, or that it ended.</summary>
    public void Printed(SessionId session)
    {
        if (_pause is null) return;
        lock (_gate)
            if (!_typed.Remove(session) || _typed.Count > 0)
                return;
        End();
    }

    /// <summary>Ends the pause, if there is one. There is none afterwards.</summary>
    public void Dispose()
    {
        lock (_gate) _isDisposed = true;
        End();
        _timer.Dispose();
    }

    private void End()
    {
        TaskCompletionSource? pause;
        lock (_gate)
        {
            _typed.Clear();
            (pause, _pause) = (_pause, null);
        }

        pause?.TrySetResult();
    }
}
