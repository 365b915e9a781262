namespace AgentGateway.Domain.Approvals;

/// <summary>What the journal and its checks know of approvals.</summary>
public static class ApprovalStream
{
    public static StreamKind<ApprovalMachine, Approval, ApprovalCommand> Kind { get; } = new(
        ApprovalJson.Plain.Approval,
        [
            new("approval.requested", ApprovalJson.Plain.ApprovalRequested),
            new("approval.decided", ApprovalJson.Plain.ApprovalDecided),
            new("approval.used", ApprovalJson.Plain.ApprovalUsed),
            new("approval.expired", ApprovalJson.Plain.ApprovalExpired),
            new("approval.cancelled", ApprovalJson.Plain.ApprovalCancelled),
            new("approval.reported", ApprovalJson.Plain.ApprovalReported),
        ]);
}
