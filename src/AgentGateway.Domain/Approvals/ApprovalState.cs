namespace AgentGateway.Domain.Approvals;

public enum ApprovalState
{
    Pending,
    Approved,
    Denied,

    /// <summary>Nobody decided in time, which is not a yes.</summary>
    Expired,

    /// <summary>What it was for is no longer wanted, or is no longer the same.</summary>
    Cancelled,
}
