using AgentGateway.Domain.Knowledge;

namespace AgentGateway.Runtime.Knowledge;

/// <param name="Score">By its words, higher is better; not comparable between searches.</param>
public sealed record FoundKnowledge(KnowledgeItem Item, double Score);
