using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Questions;

/// <summary>A question to a person, and what became of it.</summary>
/// <param name="Asker">Null before it was asked.</param>
/// <param name="Answer">What counts: what somebody answered, or the default once its time is over.</param>
/// <param name="AnsweredBy">The principal that answered; null for the default.</param>
/// <param name="Key">The event that asked, or that ended it, while something is owed because of it.</param>
public sealed record Question(
    QuestionId Id,
    QuestionState State,
    Asker? Asker,
    string Text,
    IReadOnlyList<string> Options,
    string? Default,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    string? Answer,
    string? AnsweredBy,
    string? Reason,
    DateTimeOffset? EndedAt,
    string? Key)
{
    public static Question Initial { get; } = new(default, QuestionState.Pending, null, "", [], null, default, default, null, null, null, null, null);
}
