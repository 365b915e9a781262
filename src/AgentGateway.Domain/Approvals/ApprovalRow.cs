namespace AgentGateway.Domain.Approvals;

/// <summary>An approval as it stands; the row outlives what it was asked for.</summary>
public sealed record ApprovalRow(Approval Approval) : ReadRow
{
    public override string Key => Approval.Id.Value;
}
