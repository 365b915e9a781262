using AgentGateway.Domain.Knowledge;

namespace AgentGateway.Runtime.Knowledge;

/// <param name="Share">How much of it, or of what was asked, is in the other: from 0 to 1.</param>
/// <param name="Words">The stems that both have, or the coverage key.</param>
public sealed record FittingKnowledge(KnowledgeItem Item, double Share, IReadOnlyList<string> Words);
