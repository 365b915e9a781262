using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Knowledge;

public sealed record KnowledgePut(KnowledgeContent Content, KnowledgeAuthor Author, KnowledgeId? Beside) : DomainEvent;

public sealed record KnowledgePromoted(KnowledgeTrust Trust, KnowledgeAuthor Reviewer, string? Review) : DomainEvent;

public sealed record KnowledgeRejected(KnowledgeAuthor Reviewer, string? Review) : DomainEvent;

public sealed record KnowledgeReplaced(KnowledgeId By) : DomainEvent;

/// <summary>The piece that this one replaces was told.</summary>
public sealed record KnowledgeReplacementTold : DomainEvent;

/// <summary>It is forgotten: what it said is erased next.</summary>
public sealed record KnowledgeForgotten(string By) : DomainEvent;

/// <summary>What it said is gone.</summary>
public sealed record KnowledgeErased : DomainEvent;
