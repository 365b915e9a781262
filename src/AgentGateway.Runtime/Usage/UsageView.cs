namespace AgentGateway.Runtime.Usage;

/// <summary>What models were used for, in rows.</summary>
/// <param name="By">thread, agent, model or day.</param>
/// <param name="Since">The beginning of the first day.</param>
public sealed record UsageView(string By, DateTimeOffset Since, IReadOnlyList<UsageRow> Rows, BudgetView Today);
