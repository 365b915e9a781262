using System.Runtime.InteropServices;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// Adopts the orphans among the descendants of this process, and reaps them when they end, so that none stays a zombie.
/// </summary>
/// <remarks>
/// A child that another part of this process waits for must be left to it. Those of the <see cref="Spawner"/> are
/// known; those of <see cref="System.Diagnostics.Process"/> the runtime reaps at once. So what is still unreaped at a
/// second look was adopted.
/// </remarks>
public sealed class AdoptedChildren : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration _signal;
    private readonly ITimer _timer;
    private Dictionary<int, long> _seen = [];
    private bool _isLooking;

    public AdoptedChildren(TimeProvider time)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("Only Linux hands orphans on.");
        ThisProcess.AdoptOrphans();
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _signal = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => LookSoon());
    }

    public void Dispose()
    {
        ThisProcess.LeaveOrphans();
        _signal.Dispose();
        _timer.Dispose();
    }

    private void LookSoon()
    {
        lock (_gate)
        {
            if (_isLooking) return;
            _isLooking = true;
            _timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        lock (_gate) _isLooking = false;
        var left = new Dictionary<int, long>();
        foreach (var row in Children.EndedAndNotAwaited())
            if (_seen.TryGetValue(row.Id, out var startTicks) && startTicks == row.StartTicks)
                Children.ReapAdopted(row.Id);
            else
                left[row.Id] = row.StartTicks;
        _seen = left;
        if (left.Count > 0) LookSoon();
    }
}
