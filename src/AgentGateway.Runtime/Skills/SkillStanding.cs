namespace AgentGateway.Runtime.Skills;

/// <summary>Whether a person allowed the skills of a workspace.</summary>
public enum SkillStanding
{
    /// <summary>They were never allowed, or that was ended.</summary>
    NotAllowed,

    /// <summary>Other content was allowed than is there now.</summary>
    Changed,

    Allowed,
}
