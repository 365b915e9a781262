using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sandboxes;

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
        WorkspaceOptions options,
        SandboxService sandboxes,
        EgressNetworks networks,
        GatewayHome home,
        PathZones zones,
        IReadOnlyList<string> allowed,
        TimeProvider time)
    {
        var (protectedDirectory, environment) = home;
        var git = new Git(environment, time);
        var root = new WorktreeRoot(options, protectedDirectory);
        return new(
            root,
            new(new(environment, time, isOffline: true), root, zones),
            new(git, options),
            new(git, options),
            new(git),
            new(git, options, sandboxes, networks, environment, allowed, time),
            new(git, new(git)),
            new(git));
    }
}
