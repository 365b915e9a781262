using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Approvals;

/// <summary>A permission that was asked for, and what became of it.</summary>
/// <param name="Asker">Null before it was asked for.</param>
/// <param name="DecidedBy">The principal that decided.</param>
/// <param name="UsedBy">The call that used the permission; it is used once.</param>
/// <param name="Key">The event that asked, or that ended it, while something is owed because of it.</param>
public sealed record Approval(
    ApprovalId Id,
    ApprovalState State,
    Asker? Asker,
    ApprovalSubject? Subject,
    string Audience,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    ApprovalDecision? Decision,
    string? DecidedBy,
    string? Reason,
    DateTimeOffset? EndedAt,
    string? UsedBy,
    DateTimeOffset? UsedAt,
    string? Key)
{
    public static Approval Initial { get; } = new(default, ApprovalState.Pending, null, null, "", default, default, null, null, null, null, null, null, null);
}
