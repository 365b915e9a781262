using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Modules;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Clears at the start what a daemon that crashed left in tmux: the terminals of sessions that are over, and then the
/// server, where no terminal is left in it. It is done before streams are woken, because they start terminals. Terminals
/// of which the journal knows nothing are left alone, and are shown as unknown.
/// </summary>
internal sealed class LeftTerminals(SessionRegistry registry, SessionBackends backends) : ILoadAtStart
{
    public Task LoadAsync(CancellationToken cancellationToken) => backends.EndIdleServerAsync(ClearAsync);

    private async Task ClearAsync(ITerminalBackend tmux, CancellationToken cancellationToken)
    {
        foreach (var left in await tmux.ListAsync(cancellationToken))
            if (registry.Find(new SessionId(left.Name)) is { IsOver: true, Spec.Backend: "tmux" })
                await tmux.RemoveAsync(left.Name, StopLimits.AtOnce, cancellationToken);
    }
}
