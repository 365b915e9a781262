namespace AgentGateway.Domain.Approvals;

/// <summary>It is to end when its time is over.</summary>
public sealed record ExpireApprovalEffect(
    string Key, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt) : Effect(Key, ExpiresAt)
{
    public override TimeSpan? WaitMax => ExpiresAt - CreatedAt;
}

/// <summary>It has ended: its rule, if any, is to be remembered, and its outcome sent to the requester.</summary>
public sealed record ReportApproval(string Key) : Effect(Key);
