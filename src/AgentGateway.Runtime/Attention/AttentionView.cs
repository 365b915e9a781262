namespace AgentGateway.Runtime.Attention;

/// <summary>The inbox of the person.</summary>
/// <param name="Items">First what waits for the person, then what is new; of each kind the newest first.</param>
/// <param name="SeenAt">Up to when the person has seen what was new; null before the first look.</param>
public sealed record AttentionView(
    IReadOnlyList<AttentionItemView> Items, AttentionCountsView Counts, DateTimeOffset? SeenAt);
