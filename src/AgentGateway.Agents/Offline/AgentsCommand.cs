using System.Globalization;
using System.Text;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;

namespace AgentGateway.Agents.Offline;

/// <summary>Lists the agents and whether they could answer.</summary>
internal sealed class AgentsCommand(AgentService agents) : OfflineCommand("agents")
{
    public override Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var agent in agents.List().Agents)
        {
            var also = agent.Aliases.Count > 0 ? $" (also {string.Join(", ", agent.Aliases)})" : "";
            var state = !agent.Available ? $"not available: {agent.Reason}"
                : agent.Reason is { } limited ? $"{agent.Driver}: {limited}"
                : agent.Model ?? agent.Driver;
            text.Append(
                CultureInfo.InvariantCulture, $"- `{agent.Id}`{also}: {agent.Description ?? agent.Name} [{state}]\n");
        }

        return Task.FromResult(text.Length > 0 ? text.ToString().TrimEnd() : "There are no agents.");
    }
}
