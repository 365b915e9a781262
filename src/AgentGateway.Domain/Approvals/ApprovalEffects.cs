namespace AgentGateway.Domain.Approvals;

/// <summary>It is to end when its time is over.</summary>
public sealed record ExpireApprovalEffect(
    string Key, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt) : Effect(Key, ExpiresAt)
{
    public override TimeSpan? WaitMax => ExpiresAt - CreatedAt;
}

/// <summary>It has ended: the rule that it leaves behind is to be made, and the requester is to be told.</summary>
public sealed record ReportApproval(string Key) : Effect(Key);
