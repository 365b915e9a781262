using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Directories among the worktrees that belong to no workspace.</summary>
internal sealed class WorkspaceFindings(WorkspaceService workspaces) : IFindingSource
{
    public IEnumerable<Finding> Find() => workspaces.Unowned().Select(directory => Finding.Warn(
        "workspaces",
        $"{directory} lies among the worktrees and belongs to no workspace.",
        "Look at it, and delete it if it is not needed."));
}
