using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Removes what sandboxes put into a workspace, when the last one of that workspace has ended: of its sessions, those that
/// are about to begin among them, and of its setup script.
/// </summary>
internal sealed class SandboxCleaner(SessionRegistry sessions, SessionSandboxes planned, WorkspaceRegistry workspaces)
    : ICommitSubscriber<TerminalSession>, ICommitSubscriber<WorkspaceState>
{
    public void Committed(Receipt<TerminalSession> receipt)
    {
        if (receipt.State.HasEnded && !receipt.Before.HasEnded) _ = CleanAsync(receipt.State.Spec?.Root);
    }

    public void Committed(Receipt<WorkspaceState> receipt)
    {
        if (IsSetUp(receipt.Before) && !IsSetUp(receipt.State))
            _ = CleanAsync(receipt.Before.Plan!.Directory, receipt.Before.Plan.Mark);
    }

    /// <summary>
    /// Called when a sandbox of that workspace has ended, or was planned and is not made. Callers need not wait.
    /// </summary>
    /// <param name="root">Null for one without a workspace.</param>
    /// <param name="ended">The mark of the plan whose script has ended, which the registry may not have heard yet.</param>
    public Task CleanAsync(string? root, string? ended = null) =>
        root is null ? Task.CompletedTask : Task.Run(() => SandboxService.Clean(root, () => IsUsed(root, ended)));

    /// <summary>A session or script that begins meanwhile is known here before it prepares its start.</summary>
    private bool IsUsed(string root, string? ended) =>
        sessions.All.Any(session => !session.HasEnded && session.Spec!.Root == root)
        || planned.Uses(root)
        || workspaces.All.Select(workspace => workspace.State).Any(
            state => IsSetUp(state) && state.Plan!.Directory == root && state.Plan.Mark != ended);

    /// <summary>A removal waits until the script has ended.</summary>
    private static bool IsSetUp(WorkspaceState state) => state is
    {
        SetupBegun: true, Lifecycle: WorkspaceLifecycle.Creating or WorkspaceLifecycle.Removing,
    };
}
