namespace AgentGateway.Domain.Knowledge;

/// <summary>How far a piece of knowledge was reviewed, the least first.</summary>
public enum KnowledgeTrust
{
    /// <summary>Its author says so.</summary>
    Working,

    /// <summary>Another agent or a person reviewed it.</summary>
    Promoted,

    /// <summary>A person approved it.</summary>
    Approved,
}
