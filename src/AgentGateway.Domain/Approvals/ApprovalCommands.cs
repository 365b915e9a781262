namespace AgentGateway.Domain.Approvals;

public abstract record ApprovalCommand;

public sealed record RequestApproval(
    Requester Requester, ApprovalSubject Subject, string Audience, DateTimeOffset ExpiresAt) : ApprovalCommand
{
    /// <summary>Given where the subject is cut.</summary>
    public ApprovalWhole? Whole { get; init; }
}

/// <summary>
/// All of it was shown to that approver. Changes nothing where the subject is not cut, or where the approver has no
/// right to approve it.
/// </summary>
public sealed record MarkApprovalSeen(Approver Approver) : ApprovalCommand;

/// <param name="Overdue">Whether its time is over, as the monotonic clock says.</param>
public sealed record DecideApproval(
    Approver Approver, ApprovalDecision Decision, string? Reason, bool Overdue) : ApprovalCommand;

/// <summary>Uses the permission, once: it is recorded before the call begins.</summary>
/// <param name="CallKey">The call that uses it. The same call may ask again after a crash.</param>
/// <param name="Digest">What would run, judged at this moment.</param>
/// <param name="Overdue">Whether its time is over, as the monotonic clock says.</param>
public sealed record UseApproval(string CallKey, string Digest, bool Overdue) : ApprovalCommand;

/// <summary>Its time is over. Does nothing when it was decided before.</summary>
public sealed record ExpireApproval : ApprovalCommand;

/// <summary>
/// What it was for is no longer wanted. Does nothing when it has ended, but takes back a permission that was not used.
/// </summary>
public sealed record CancelApproval(string Reason) : ApprovalCommand;

/// <summary>
/// Deletes it with its thread: its texts are erased as a pending effect. Changes nothing before the requester has the
/// outcome, and nothing the second time.
/// </summary>
public sealed record DeleteApproval : ApprovalCommand;

/// <summary>The texts of the deleted approval are erased.</summary>
public sealed record ConfirmApprovalErased : ApprovalCommand;

/// <summary>The requester has the outcome.</summary>
public sealed record ConfirmApprovalReported : ApprovalCommand;
