using System.Text.Json.Serialization;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Questions;

/// <summary>A question to a person, and what became of it.</summary>
public sealed record Question : IPersonRequest<QuestionId, QuestionState>
{
    public static Question Initial { get; } = new();

    public QuestionId Id { get; init; }

    public QuestionState State { get; init; } = QuestionState.Pending;

    bool IPersonRequest<QuestionId, QuestionState>.IsPending => State == QuestionState.Pending;

    /// <summary>Null before it was asked. Stored as <c>asker</c>, the name that events keep.</summary>
    [JsonPropertyName("asker")]
    public Requester? Requester { get; init; }

    public string Text { get; init; } = "";

    public IReadOnlyList<string> Options { get; init; } = [];

    public string? Default { get; init; }

    /// <summary>
    /// Clients and agents that may answer besides people, by the names of their principals; null or empty for none.
    /// </summary>
    public IReadOnlyList<string>? Answerers { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The answer of a person, or the default once its time is over.</summary>
    public string? Answer { get; init; }

    /// <summary>The principal that answered; null for the default.</summary>
    public string? AnsweredBy { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The event that opened or ended it, as the key of its pending effect; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>It was deleted with its thread: its id, its state and nothing else is left.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The key of the erasure of its texts, until they are erased.</summary>
    public string? EraseKey { get; init; }
}
