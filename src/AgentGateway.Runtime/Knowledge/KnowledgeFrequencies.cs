namespace AgentGateway.Runtime.Knowledge;

/// <param name="Items">How many pieces there are.</param>
/// <param name="Counts">How many of them have each of the words that were asked about, in their order.</param>
public sealed record KnowledgeFrequencies(long Items, IReadOnlyList<long> Counts);
