using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>agent_list</c>: who is there.</summary>
internal sealed class AgentListTool(AgentService agents) : CheckedTool<AgentListView>(
    "agent_list",
    "List agents",
    "Lists all agents: those of this daemon's configuration and those that clients registered. Use their ids or aliases wherever a "
    + "tool asks for an agent, and in directives such as \"@weles check the numbers\".",
    ToolConduct.Reads,
    [],
    ViewJson.Plain.AgentListView)
{
    protected override Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(agents.List()));
}
