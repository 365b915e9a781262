using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Backends;

/// <summary>A child of this process that leads a process session. We see it end, and everything in its session with it.
/// </summary>
internal sealed class OwnChild
{
    private readonly ProcessSession _session;
    private volatile bool _reaped;

    public OwnChild(ChildIdentity identity, ReadinessLoop loop, TimeProvider time)
    {
        Identity = identity;
        _session = new ProcessSession(loop, time);
        Exited = WatchAsync(PolledFile.OfProcess(loop, identity.ProcessId));
    }

    public ChildIdentity Identity { get; }

    /// <summary>Whether its number may be given to another process.</summary>
    public bool IsReaped => _reaped;

    /// <summary>Completes when it has ended, and what else was in its session. Never fails.</summary>
    public Task<TerminalExit> Exited { get; }

    public async Task<TerminalExit> StopAsync(StopLimits limits, CancellationToken cancellationToken)
    {
        await _session.EndAsync(
            async () =>
            {
                var members = await ProcessTable.OfSessionAsync(Identity.ProcessId);
                return _reaped ? [] : members;
            },
            limits,
            cancellationToken);
        return await Exited.WaitAsync(cancellationToken);
    }

    private async Task<TerminalExit> WatchAsync(PolledFile end)
    {
        await end.WhenReadyAsync(CancellationToken.None);
        end.Dispose();
        // Its number stays taken until it is reaped, so what else is in its session can be found without mistake.
        var left = await _session.EndAsync(
            async () =>
                [.. (await ProcessTable.OfSessionAsync(Identity.ProcessId)).Where(row => row.Id != Identity.ProcessId)],
            StopLimits.Usual,
            CancellationToken.None);
        _reaped = true;
        return ChildProcess.Reap(Identity.ProcessId, left);
    }
}
