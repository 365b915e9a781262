using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents.Tools;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Roster;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Agents;

/// <summary>
/// The agents of the configuration, the agents that connected clients register, and their drivers.
/// </summary>
internal sealed class AgentsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Machine(AgentRegistrationStream.Kind)
        .Service<AgentDrivers>()
        .Service<ConnectedInbox>()
        .Service<AgentService>()
        .Resources<AgentResources>()
        .Docs("agents")
        .Docs("connected-agents")
        .Subscribe<AgentThread, ConnectedInbox>()
        .LoadAtStart<AgentService>()
        .Findings<AgentFindings>(FindingGroup.Agents)
        .Findings<ToolPatternFindings>(FindingGroup.Settings)
        .AfterStart(static provider => provider.GetRequiredService<ToolPatternFindings>().Start())
        .Tool<AgentListTool>()
        .Tool<AgentRegisterTool>()
        .Tool<AgentInboxTool>()
        .Tool<AgentReplyTool>();
}
