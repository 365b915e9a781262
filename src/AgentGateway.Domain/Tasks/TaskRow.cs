namespace AgentGateway.Domain.Tasks;

/// <summary>A task as it stands. The row goes with its thread.</summary>
public sealed record TaskRow(AgentTask Task) : ReadRow
{
    public override string Key => Task.Id.Value;

    public override bool IsRemoved => Task.IsDeleted;
}
