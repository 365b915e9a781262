using AgentGateway.Domain.Agents;

namespace AgentGateway.Runtime.Drivers;

/// <summary>How an agent thinks. One driver serves all agents that name it.</summary>
public interface IAgentDriver
{
    /// <summary>The name in an agent's definition: <c>model</c>, <c>offline</c>, <c>connected</c>.</summary>
    string Name { get; }

    /// <summary>Whether the agent could answer now, and if not, why not and what to do. Cheap: no network.</summary>
    DriverStatus Status(AgentDefinition agent);

    /// <summary>
    /// Runs one turn to its end, or until it is certain that another component ends it (<see
    /// cref="TurnResult.Elsewhere"/>). It may be called again for the same turn after a crash; the steps that the turn
    /// recorded before are then in its prompt. Cancellation means that the turn has ended already, and the result is
    /// then dropped. The call begins on the thread of a commit: a driver that does more than look up a few rows yields
    /// first.
    /// </summary>
    Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken);
}

/// <param name="Reason">Why it is not available, or does less than answer, with the next step; else null.</param>
/// <param name="Model">The model that would answer, where one would.</param>
/// <param name="WindowTokens">How many tokens that model can read, its answer not counted.</param>
public sealed record DriverStatus(
    bool Available, string? Reason = null, string? Model = null, int WindowTokens = 100_000);
