namespace AgentGateway.Domain.Tasks;

/// <summary>A task as it stands.</summary>
public sealed record TaskRow(AgentTask Task) : ReadRow
{
    public override string Key => Task.Id.Value;
}
