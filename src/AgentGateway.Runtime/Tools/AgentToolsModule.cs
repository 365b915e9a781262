using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Questions;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Web;
using AgentGateway.Runtime.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Tools;

/// <summary>What agents may call.</summary>
internal sealed class AgentToolsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service<ToolBox>()
        .Service(static provider => new UrlFetcher(provider.GetRequiredService<TimeProvider>()))
        .OnceMade(static provider => provider.GetRequiredService<ToolBox>().Publish("gateway", All(provider)));

    private static IReadOnlyList<AgentTool> All(IServiceProvider provider) =>
    [
        .. AgentTools.All(
            provider.GetRequiredService<ThreadService>(),
            provider.GetRequiredService<AgentService>(),
            provider.GetRequiredService<ThreadDispatcher>(),
            provider.GetRequiredService<WorkspaceFiles>(),
            provider.GetRequiredService<QuestionService>(),
            provider.GetRequiredService<ApprovalOptions>()),
        .. AgentHands.All(
            provider.GetRequiredService<WorkspaceFiles>(),
            provider.GetRequiredService<GatewayHome>().DataDirectory,
            provider.GetRequiredService<PolicyPlaces>(),
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<ArtifactService>(),
            provider.GetRequiredService<UrlFetcher>(),
            provider.GetRequiredService<SandboxChoice>(),
            provider.GetRequiredService<TimeProvider>()),
    ];
}
