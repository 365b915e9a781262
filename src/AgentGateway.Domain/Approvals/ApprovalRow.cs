namespace AgentGateway.Domain.Approvals;

/// <summary>
/// An approval as it stands. The row outlives the call that it was asked for, and goes with its thread.
/// </summary>
public sealed record ApprovalRow(Approval Approval) : ReadRow
{
    public override string Key => Approval.Id.Value;

    public override bool IsRemoved => Approval.IsDeleted;
}
