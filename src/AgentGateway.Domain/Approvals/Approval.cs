using System.Text.Json.Serialization;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Approvals;

/// <summary>A permission that was asked for, and what became of it.</summary>
public sealed record Approval : IPersonRequest<ApprovalId, ApprovalState>
{
    public static Approval Initial { get; } = new();

    public ApprovalId Id { get; init; }

    public ApprovalState State { get; init; } = ApprovalState.Pending;

    bool IPersonRequest<ApprovalId, ApprovalState>.IsPending => State == ApprovalState.Pending;

    /// <summary>Null before it was asked for. Stored as <c>asker</c>, the name that events keep.</summary>
    [JsonPropertyName("asker")]
    public Requester? Requester { get; init; }

    public ApprovalSubject? Subject { get; init; }

    public string Audience { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The approvers who were shown all of it, where the subject is cut; null for none.</summary>
    public IReadOnlyList<string>? SeenBy { get; init; }

    public ApprovalDecision? Decision { get; init; }

    /// <summary>The principal that decided.</summary>
    public string? DecidedBy { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The call that used the permission; it is used once.</summary>
    public string? UsedBy { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>The event that opened or ended it, as the key of its pending effect; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>It was deleted with its thread: its id, its state and nothing else is left.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The key of the erasure of its texts, until they are erased.</summary>
    public string? EraseKey { get; init; }
}
