using AgentGateway.Posix;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Whether workspaces can be worktrees, for which git is needed.</summary>
internal sealed class GitFindings(GatewayHome home) : IFindingSource
{
    public IEnumerable<Finding> Find()
    {
        var searchPath = home.Environment.GetValueOrDefault("PATH");
        yield return SearchPath.Find("git", searchPath) is not null
            ? Finding.Ok("git", "It is installed: a workspace can be a worktree")
            : Finding.Warn(
                "git",
                "git is not installed: no worktree can be made, and no difference shown.",
                PackageCommand.Install("git", searchPath));
    }
}
