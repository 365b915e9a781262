using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Providers;

/// <summary>
/// US dollars for a million tokens. <paramref name="Cached"/> null: what the provider had cached costs as much as the
/// rest.
/// </summary>
public sealed record ModelPrice(decimal Input, decimal Output, decimal? Cached = null)
{
    /// <summary>The price of so many tokens; cached ones are part of the input.</summary>
    public decimal Of(TokenUsage usage) =>
        ((usage.InputTokens - usage.CachedInputTokens) * Input
            + usage.CachedInputTokens * (Cached ?? Input)
            + usage.OutputTokens * Output)
        / 1_000_000m;
}
