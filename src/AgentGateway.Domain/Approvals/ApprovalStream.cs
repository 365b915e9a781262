namespace AgentGateway.Domain.Approvals;

/// <summary>What the journal and its checks know of approvals.</summary>
public static class ApprovalStream
{
    public static StreamKind<ApprovalMachine, Approval, ApprovalCommand> Kind { get; } = new(
        () => ApprovalJson.Plain.Approval,
        [
            EventKind.Of("approval.requested", () => ApprovalJson.Plain.ApprovalRequested),
            EventKind.Of("approval.seen", () => ApprovalJson.Plain.ApprovalSeen),
            EventKind.Of("approval.decided", () => ApprovalJson.Plain.ApprovalDecided),
            EventKind.Of("approval.used", () => ApprovalJson.Plain.ApprovalUsed),
            EventKind.Of("approval.expired", () => ApprovalJson.Plain.ApprovalExpired),
            EventKind.Of("approval.cancelled", () => ApprovalJson.Plain.ApprovalCancelled),
            EventKind.Of("approval.reported", () => ApprovalJson.Plain.ApprovalReported),
            EventKind.Of("approval.deleted", () => ApprovalJson.Plain.ApprovalDeleted),
            EventKind.Of("approval.erased", () => ApprovalJson.Plain.ApprovalErased),
        ]);
}
