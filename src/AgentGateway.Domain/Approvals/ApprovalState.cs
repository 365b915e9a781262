namespace AgentGateway.Domain.Approvals;

public enum ApprovalState
{
    Pending,
    Approved,
    Denied,

    /// <summary>There was no decision in time, which counts as a denial.</summary>
    Expired,

    /// <summary>What it was for is no longer wanted, or is no longer the same.</summary>
    Cancelled,
}
