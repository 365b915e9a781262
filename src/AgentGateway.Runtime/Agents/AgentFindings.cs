using AgentGateway.Domain;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Agents;

/// <summary>Each agent, and whether it can answer now; and whether the agent that owns new threads exists.</summary>
internal sealed class AgentFindings(AgentService agents, AgentCatalogue catalogue, ThreadOptions threads)
    : IFindingSource
{
    public IEnumerable<Finding> Find() =>
    [
        .. DefaultAgent(),
        .. agents.List().Agents.Select(agent => agent.Available
            ? Finding.Ok("agent", $"{agent.Id}: {agent.Driver}{(agent.Model is null ? "" : $", {agent.Model}")}")
            : Finding.Warn("agent", $"{agent.Id} cannot answer now.", agent.Reason ?? "Look at its definition.")),
    ];

    private IEnumerable<Finding> DefaultAgent()
    {
        var roster = catalogue.Roster;
        if (roster.Find(threads.DefaultAgent) is not null) yield break;
        var names = roster.Agents.SelectMany(agent => (string[])[agent.Id.Value, .. agent.Aliases]);
        var meant = NearestNames.Of(threads.DefaultAgent, names) is [var nearest, ..] ? nearest
            : roster.Agents is [var first, ..] ? first.Id.Value
            : "svarog";
        yield return Finding.Fail(
            "agent",
            $"The setting Threads:DefaultAgent names \"{threads.DefaultAgent}\", which is no agent: a thread that "
            + "names "
                + "no agent cannot be opened.",
            $"Run: agw config set Threads:DefaultAgent {meant}");
    }
}
