using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Knowledge;

/// <summary>Tell the earlier piece that this one counts in its place.</summary>
public sealed record ReplaceEarlierKnowledge(string Key, KnowledgeId Earlier) : Effect(Key);

/// <summary>Erase what the piece said.</summary>
public sealed record EraseKnowledge(string Key) : Effect(Key);
