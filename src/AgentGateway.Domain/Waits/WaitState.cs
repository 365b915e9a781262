using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Waits;

/// <summary>A durable handle on the waiting for one turn. Its result is the turn's, and is not stored again.</summary>
public sealed record WaitState(
    string? Principal, string Tool, TurnId Turn, string Answer, bool Cancelled, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt)
{
    public static WaitState Initial { get; } = new(null, "", default, "", false, default, default);
}
