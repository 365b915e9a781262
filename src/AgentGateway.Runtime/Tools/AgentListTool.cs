using AgentGateway.Domain.Policy;
using AgentGateway.Domain;
using AgentGateway.Runtime.Agents;

namespace AgentGateway.Runtime.Tools;

internal static class AgentListTool
{
    public static AgentTool Make(AgentService agents) => new(
        "agent_list",
        "Lists the agents that you can message or hand this thread to, what they are for, and whether they can answer now.",
        ToolArguments.Schema(),
        Repeatable: true,
        (_, _) => Task.FromResult(ToolArguments.Answer(Outcome.Of(agents.List()))))
    {
        Risk = RiskClass.R0,
    };
}
