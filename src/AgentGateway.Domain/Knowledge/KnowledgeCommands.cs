using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Knowledge;

public abstract record KnowledgeCommand;

/// <summary>Says it, or says it anew. What was reviewed is not overwritten.</summary>
/// <param name="Beside">A reviewed piece of the same key; null where there is none.</param>
public sealed record PutKnowledge(KnowledgeContent Content, KnowledgeAuthor Author, KnowledgeId? Beside)
    : KnowledgeCommand;

/// <summary>A review found it right.</summary>
public sealed record PromoteKnowledge(KnowledgeTrust Trust, KnowledgeAuthor Reviewer, string? Review)
    : KnowledgeCommand;

/// <summary>A review found it wrong or of no use.</summary>
public sealed record RejectKnowledge(KnowledgeAuthor Reviewer, string? Review) : KnowledgeCommand;

/// <summary>Another about the same was promoted.</summary>
public sealed record ReplaceKnowledge(KnowledgeId By) : KnowledgeCommand;

/// <summary>What it says goes from everywhere.</summary>
public sealed record ForgetKnowledge(string By) : KnowledgeCommand;

public sealed record ConfirmKnowledgeErased : KnowledgeCommand;

/// <summary>The piece that this one replaces knows it.</summary>
public sealed record ConfirmKnowledgeReplaced : KnowledgeCommand;
