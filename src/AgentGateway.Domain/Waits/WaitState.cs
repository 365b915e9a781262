using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Waits;

/// <summary>A durable handle on the waiting for one turn, or for tasks. Its result is theirs, and is not stored again.</summary>
public sealed record WaitState(
    string? Principal, string Tool, TurnId? Turn, string Answer, bool Cancelled, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, WaitedTasks? Tasks = null)
{
    public static WaitState Initial { get; } = new(null, "", null, "", false, default, default);
}
