using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Sandboxes;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Removes what sandboxes put into a workspace, when the last session in one of that workspace has ended.</summary>
internal sealed class SandboxCleaner(SessionRegistry registry) : ICommitSubscriber<TerminalSession>
{
    public void Committed(Receipt<TerminalSession> receipt)
    {
        if (receipt.State.HasEnded && !receipt.Before.HasEnded && receipt.State.Spec?.Root is { } root)
            _ = Task.Run(() => Clean(root));
    }

    /// <summary>A session that begins meanwhile is known here before it prepares its start.</summary>
    private void Clean(string root) => SandboxService.Clean(
        root, () => registry.All.Any(session => !session.HasEnded && session.Spec!.Root == root));
}
