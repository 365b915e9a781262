using AgentGateway.Domain;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Gives up what was being made or removed where the journal was brought from. The daemon there may be doing it still,
/// in the same directories and with programs of the same marks, which a repetition would end.
/// </summary>
internal sealed class MovedWorkspaces(WorkspaceRegistry registry, WorkspaceDispatcher dispatcher) : ISettleMove
{
    public async Task SettleMoveAsync(CancellationToken cancellationToken)
    {
        var failure = Failure.Of(WorkspaceRejections.LeftElsewhere);
        foreach (var (name, state) in registry.All)
            if (state.OwedKey is not null)
                await dispatcher.TellAsync(
                    name,
                    state.Lifecycle == WorkspaceLifecycle.Creating
                        ? new FailWorkspace(failure)
                        : new RefuseRemoval(failure),
                    cancellationToken);
    }
}
