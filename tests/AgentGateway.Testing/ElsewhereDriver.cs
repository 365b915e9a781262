using AgentGateway.Domain.Agents;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Testing;

/// <summary>
/// The driver of connected agents: their turns are run by a client, which answers with <c>agent_reply</c>.
/// </summary>
public sealed class ElsewhereDriver : IAgentDriver
{
    public string Name => "connected";

    public DriverStatus Status(AgentDefinition agent) => new(true);

    public Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken) =>
        Task.FromResult<TurnResult>(new TurnResult.Elsewhere());
}
