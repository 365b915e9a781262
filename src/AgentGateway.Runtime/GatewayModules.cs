using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Waits;
using AgentGateway.Runtime.Web;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime;

/// <summary>
/// The capabilities of the runtime. They are loaded in this order and stopped in the opposite one, so what uses another stands
/// behind it.
/// </summary>
public static class GatewayModules
{
    public static IReadOnlyList<IModule> All { get; } =
    [
        new ApprovalsModule(),
        new RememberedRulesModule(),
        new TokensModule(),
        new GateModule(),
        new ArtifactsModule(),
        new WorkspacesModule(),
        new WaitsModule(),
        new AgentsModule(),
        new ThreadsModule(),
        new SessionsModule(),
        new TasksModule(),
        new WebModule(),
    ];
}
