namespace AgentGateway.Runtime.Usage;

/// <summary>What was spent today, and what may be; null where there is no limit.</summary>
public sealed record BudgetView(long Tokens, decimal Usd, long? TokensPerDay, decimal? UsdPerDay);
