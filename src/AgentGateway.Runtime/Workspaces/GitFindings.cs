using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Whether workspaces can be worktrees, for which git is needed.</summary>
internal sealed class GitFindings(GatewayHome home) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
    [
        ProgramFinding.Of(
            "git", home.Environment.GetValueOrDefault("PATH"), "a workspace can be a worktree",
            "no worktree can be made, and no difference shown"),
    ];
}
