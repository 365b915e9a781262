namespace AgentGateway.Domain.Skills;

/// <summary>Why a decision about the skills of a workspace is refused.</summary>
public static class SkillRejections
{
    public static readonly Rejection NotAllowed = new(
        "skills_not_allowed",
        "Nothing of this workspace's skills is allowed, so there is nothing to end.",
        "agw skill list shows what is read here.");
}
