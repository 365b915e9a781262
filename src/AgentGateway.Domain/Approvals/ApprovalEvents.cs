using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Approvals;

/// <summary>A person has to decide before a call may run.</summary>
/// <param name="Audience">Who may decide, in words for people.</param>
public sealed record ApprovalRequested(
    [property: JsonPropertyName("asker")] Requester Requester,
    ApprovalSubject Subject,
    string Audience,
    DateTimeOffset ExpiresAt) : DomainEvent
{
    /// <summary>Kept where the subject is cut, and not part of the state.</summary>
    public ApprovalWhole? Whole { get; init; }
}

/// <summary>All of it was shown to that approver, who may approve it now although lists show only a part.</summary>
public sealed record ApprovalSeen(string By) : DomainEvent;

/// <summary>The one decision. With a yes it is the permission itself.</summary>
public sealed record ApprovalDecided(ApprovalDecision Decision, string By, string? Reason) : DomainEvent;

/// <summary>The permission was used, for a call that begins after this.</summary>
public sealed record ApprovalUsed(string CallKey) : DomainEvent;

public sealed record ApprovalExpired : DomainEvent;

public sealed record ApprovalCancelled(string Reason) : DomainEvent;

/// <summary>The requester has the outcome.</summary>
public sealed record ApprovalReported : DomainEvent;

/// <summary>It was deleted. The payloads of all events before this one are erased.</summary>
/// <param name="State">How it had ended.</param>
public sealed record ApprovalDeleted(ApprovalState State) : DomainEvent;

/// <summary>The texts of the deleted approval are erased.</summary>
public sealed record ApprovalErased : DomainEvent;
