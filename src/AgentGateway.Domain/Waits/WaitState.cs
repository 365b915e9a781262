using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Waits;

/// <summary>
/// A durable handle on the waiting for one turn, or for tasks. Its result is theirs, and is not stored again.
/// </summary>
public sealed record WaitState
{
    public static WaitState Initial { get; } = new();

    public string? Principal { get; init; }

    public string Tool { get; init; } = "";

    public TurnId? Turn { get; init; }

    public string Answer { get; init; } = "";

    public bool Cancelled { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public WaitedTasks? Tasks { get; init; }

    /// <summary>
    /// What it waited for when the caller was answered that people have to decide first; null before that.
    /// </summary>
    public IReadOnlyList<PersonRequestId>? Settled { get; init; }
}
