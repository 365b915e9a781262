using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.Agents;

/// <summary>Each agent, and whether it can answer now.</summary>
internal sealed class AgentFindings(AgentService agents) : IFindingSource
{
    public IEnumerable<Finding> Find() => agents.List().Agents.Select(agent => agent.Available
        ? Finding.Ok("agent", $"{agent.Id}: {agent.Driver}{(agent.Model is null ? "" : $", {agent.Model}")}")
        : Finding.Warn("agent", $"{agent.Id} cannot answer now.", agent.Reason ?? "Look at its definition."));
}
