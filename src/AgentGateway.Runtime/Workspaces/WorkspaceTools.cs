using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>What workspaces are made, looked at and taken away with.</summary>
internal sealed record WorkspaceTools(
    WorktreeRoot Root,
    WorkspacePlanner Planner,
    Worktrees Worktrees,
    WorktreeIncludes Includes,
    WorkspaceContext Context,
    WorkspaceSetup Setup,
    WorktreeState State,
    WorkspaceDiff Diff)
{
    public static WorkspaceTools Of(
        WorkspaceOptions options, GatewayHome home, PathZones zones, IReadOnlyList<string> allowed,
            TimeProvider time)
    {
        var (protectedDirectory, environment) = home;
        var git = new Git(environment, time);
        var root = new WorktreeRoot(options, protectedDirectory);
        return new(
            root,
            new(git, root, zones),
            new(git, options),
            new(git, options),
            new(git),
            new(git, options, environment, allowed, time),
            new(git),
            new(git));
    }
}
