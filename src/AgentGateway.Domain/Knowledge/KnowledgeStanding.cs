namespace AgentGateway.Domain.Knowledge;

/// <summary>Whether a piece of knowledge counts.</summary>
public enum KnowledgeStanding
{
    Current,

    /// <summary>Another about the same was promoted in its place.</summary>
    Replaced,

    /// <summary>A reviewer found it wrong or of no use.</summary>
    Rejected,

    /// <summary>A person or an agent had it erased for good.</summary>
    Forgotten,
}
