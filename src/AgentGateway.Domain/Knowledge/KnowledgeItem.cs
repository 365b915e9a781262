using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Knowledge;

/// <summary>A piece of knowledge: what it says, who says so, and how far it was reviewed.</summary>
public sealed record KnowledgeItem
{
    public static readonly KnowledgeItem Initial = new();

    public KnowledgeId Id { get; init; }

    /// <summary>Null before it was put, and once it is forgotten.</summary>
    public KnowledgeContent? Content { get; init; }

    /// <summary>Who wrote this version.</summary>
    public KnowledgeAuthor? Author { get; init; }

    /// <summary>From 1; each change of the content is another.</summary>
    public int Version { get; init; }

    public KnowledgeTrust Trust { get; init; }

    public KnowledgeStanding Standing { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this version was written, or found again to be so.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who reviewed this version last; null where it was not.</summary>
    public KnowledgeAuthor? Reviewer { get; init; }

    /// <summary>What the reviewer said.</summary>
    public string? Review { get; init; }

    /// <summary>A reviewed piece of the same coverage key, beside which this waits to be reviewed.</summary>
    public KnowledgeId? Beside { get; init; }

    public KnowledgeId? ReplacedBy { get; init; }

    /// <summary>Set while the piece that this one replaces is still to be told.</summary>
    public string? ReplaceKey { get; init; }

    /// <summary>Set while what it said is still to be erased.</summary>
    public string? EraseKey { get; init; }
}
