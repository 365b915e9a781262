namespace AgentGateway.Domain.Approvals;

public enum ApprovalDecision
{
    /// <summary>This call, once.</summary>
    Once,

    /// <summary>This call, and the same one again in this thread.</summary>
    Session,

    /// <summary>This call, and the same one again until the rule is revoked.</summary>
    Always,

    Deny,
}
