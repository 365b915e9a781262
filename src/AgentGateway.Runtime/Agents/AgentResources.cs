using AgentGateway.Domain;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Agents;

/// <summary>What clients read of agents. Their changes come from the catalogue, not from the journal.</summary>
internal sealed class AgentResources(AgentService agents) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "agents", "Agents", "agw://agents",
                "All agents and whether they could answer now, as agent_list gives them.",
            () => ViewJson.Plain.AgentListView, (_, _) => Task.FromResult(Outcome.Of(agents.List()))),
        Resource.OfView(
            "agent", "An agent", "agw://agents/{agent_id}",
            "An agent, by id or alias: its names, its driver and whether it could answer now.",
            () => ViewJson.Plain.AgentEnvelope, (request, _) => Task.FromResult(agents.Get(request.Variable))),
    ];
}
