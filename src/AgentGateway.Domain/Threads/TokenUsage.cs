namespace AgentGateway.Domain.Threads;

/// <summary>What model calls consumed: tokens, and their price in US dollars where the settings know one.</summary>
public sealed record TokenUsage(
    long InputTokens = 0, long OutputTokens = 0, long CachedInputTokens = 0, decimal CostUsd = 0, int ModelCalls = 0)
{
    public static readonly TokenUsage None = new();

    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => new(
        left.InputTokens + right.InputTokens,
        left.OutputTokens + right.OutputTokens,
        left.CachedInputTokens + right.CachedInputTokens,
        left.CostUsd + right.CostUsd,
        left.ModelCalls + right.ModelCalls);

    /// <summary>What was used beyond another figure.</summary>
    public static TokenUsage operator -(TokenUsage left, TokenUsage right) => new(
        left.InputTokens - right.InputTokens,
        left.OutputTokens - right.OutputTokens,
        left.CachedInputTokens - right.CachedInputTokens,
        left.CostUsd - right.CostUsd,
        left.ModelCalls - right.ModelCalls);

    /// <summary>Null instead of nothing, which is not stored.</summary>
    public TokenUsage? NullIfNone() => this == None ? null : this;

    public static TokenUsage Add(TokenUsage left, TokenUsage right) => left + right;

    public static TokenUsage Subtract(TokenUsage left, TokenUsage right) => left - right;
}
