using System.Text.Json.Serialization;
using AgentGateway.Domain.Approvals;

namespace AgentGateway.Domain.Questions;

/// <summary>An agent asks a person something.</summary>
public sealed record QuestionAsked(
    [property: JsonPropertyName("asker")] Requester Requester,
    string Text,
    IReadOnlyList<string> Options,
    string? Default,
    DateTimeOffset ExpiresAt) : DomainEvent
{
    /// <inheritdoc cref="Question.Answerers"/>
    public IReadOnlyList<string>? Answerers { get; init; }
}

public sealed record QuestionAnswered(string Answer, string By) : DomainEvent;

/// <summary>There was no answer in time.</summary>
public sealed record QuestionExpired : DomainEvent;

public sealed record QuestionCancelled(string Reason) : DomainEvent;

/// <summary>The requester has the outcome.</summary>
public sealed record QuestionReported : DomainEvent;

/// <summary>It was deleted. The payloads of all events before this one are erased.</summary>
/// <param name="State">How it had ended.</param>
public sealed record QuestionDeleted(QuestionState State) : DomainEvent;

/// <summary>The texts of the deleted question are erased.</summary>
public sealed record QuestionErased : DomainEvent;
