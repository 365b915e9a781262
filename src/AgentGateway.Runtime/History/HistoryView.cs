namespace AgentGateway.Runtime.History;

/// <summary>What ended, the latest first.</summary>
/// <param name="More">Whether there is more than was asked for.</param>
public sealed record HistoryView(IReadOnlyList<HistoryItemView> Items, bool More);
