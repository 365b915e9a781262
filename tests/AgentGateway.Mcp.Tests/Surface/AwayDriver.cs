using AgentGateway.Domain.Agents;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Turns;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>Connected agents answer by <c>agent_reply</c>.</summary>
internal sealed class AwayDriver : IAgentDriver
{
    public string Name => "connected";

    public DriverStatus Status(AgentDefinition agent) => new(true);

    public Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken) =>
        Task.FromResult<TurnResult>(new TurnResult.Elsewhere());
}
