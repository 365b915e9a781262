using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Workspaces.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Directories and git worktrees in which sessions, threads and tasks work, and the files in them.</summary>
internal sealed class WorkspacesModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<WorkspaceOptions>("Workspaces")
        .Service<WorkspaceFiles>()
        .Service(static provider => WorkspaceTools.Of(
            provider.GetRequiredService<WorkspaceOptions>(),
            provider.GetRequiredService<SandboxService>(),
            provider.GetRequiredService<EgressNetworks>(),
            provider.GetRequiredService<GatewayHome>(),
            provider.GetRequiredService<PathZones>(),
            provider.GetRequiredService<InheritedVariables>().Names,
            provider.GetRequiredService<TimeProvider>()))
        .Service<WorkspaceRegistry>()
        .Service<WorkspaceDispatcher>()
        .Machine<WorkspaceMachine, WorkspaceState, WorkspaceCommand, WorkspaceEffects>(WorkspaceStream.Kind)
        .Service<WorkspaceService>()
        .Resources<WorkspaceResources>()
        .Docs("workspaces")
        .Subscribe<WorkspaceState, WorkspaceRegistry>()
        .LoadAtStart<WorkspaceService>()
        .Service<MovedWorkspaces>()
        .SettleMove<MovedWorkspaces>()
        .Service<WorkspaceWriter>()
        .Service<FileSearch>()
        .Tool<WorkspaceCreateTool>()
        .Tool<WorkspaceListTool>()
        .Tool<WorkspaceDiffTool>()
        .Tool<WorkspaceRemoveTool>()
        .Findings<GitFindings>(FindingGroup.Outside)
        .Findings<WorkspaceFindings>(FindingGroup.Work);
}
