using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Agents.Connected;

/// <summary>
/// Agents that think elsewhere: an MCP client asks for what is addressed to them and replies. A turn stays open until
/// it does or the deadline passes, so there is nothing to run here.
/// </summary>
/// <param name="isPresent">Whether the agent's client asked for work a short while ago.</param>
public sealed class ConnectedDriver(Func<AgentId, bool> isPresent) : IAgentDriver
{
    public string Name => "connected";

    public DriverStatus Status(AgentDefinition agent) => isPresent(agent.Id)
        ? new(true)
        : new(false,
            $"{agent.Id} is away. Its messages wait until its client calls agent_inbox, or the deadline passes.");

    public Task<TurnResult> RunAsync(
        ITurn turn, CancellationToken cancellationToken) => Task.FromResult<TurnResult>(new TurnResult.Elsewhere());
}
