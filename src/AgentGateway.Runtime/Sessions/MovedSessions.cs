using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Loses the sessions that ran where the journal was brought from. Their terminals are there; nothing of them is ended,
/// because another daemon may still have them. One whose terminal is in the tmux server of this data directory was not
/// left behind, and is taken over as usual.
/// </summary>
internal sealed class MovedSessions(SessionRegistry registry, SessionBackends backends, SessionDispatcher dispatcher)
    : ISettleMove
{
    public async Task SettleMoveAsync(CancellationToken cancellationToken)
    {
        var here = await TerminalsHereAsync(cancellationToken);
        foreach (var session in registry.All.Where(session => !IsHere(session, here)).ToList())
            await dispatcher.TellAsync(
                session.Id, new LoseElsewhere(SessionRejections.LostElsewhere), cancellationToken);
    }

    private static bool IsHere(TerminalSession session, IReadOnlySet<string> here) =>
        session is { Active: { Begun: true }, Spec.Backend: "tmux" } && here.Contains(session.Id.Value);

    private async Task<IReadOnlySet<string>> TerminalsHereAsync(CancellationToken cancellationToken)
    {
        if (backends.TmuxInUse is not { } tmux) return new HashSet<string>();
        try
        {
            return (await tmux.ListAsync(cancellationToken)).Select(terminal => terminal.Name).ToHashSet();
        }
        catch (IOException)
        {
            // The server ended a moment ago.
            return new HashSet<string>();
        }
    }
}
