using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Waits;

/// <summary>A durable handle on the waiting for one turn, or for tasks. Its result is theirs, and is not stored again.</summary>
/// <param name="Settled">What it waited for when the caller was answered that people have to decide first; null while nobody was.</param>
public sealed record WaitState(
    string? Principal, string Tool, TurnId? Turn, string Answer, bool Cancelled, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, WaitedTasks? Tasks = null,
    IReadOnlyList<string>? Settled = null)
{
    public static WaitState Initial { get; } = new(null, "", null, "", false, default, default);
}
