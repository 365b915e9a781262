using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Usage;

/// <summary>One row of what models were used for.</summary>
/// <param name="Name">The thread's or the agent's id, the model, or the day.</param>
/// <param name="Turns">How many turns had part in it.</param>
public sealed record UsageRow(
    string Name,
    int Turns,
    int ModelCalls,
    long InputTokens,
    long CachedInputTokens,
    long OutputTokens,
    decimal CostUsd)
{
    /// <summary>A thread's title.</summary>
    public string? Title { get; init; }

    internal static UsageRow Of(string name, int turns, TokenUsage usage) => new(
        name, turns, usage.ModelCalls, usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens, usage.CostUsd);
}
