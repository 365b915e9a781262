using AgentGateway.Domain.Approvals;

namespace AgentGateway.Domain.Questions;

public abstract record QuestionCommand;

/// <param name="Options">The answers to choose from; empty for free text.</param>
/// <param name="Default">The answer that counts when none is given in time; null for none.</param>
public sealed record AskQuestion(
    Requester Requester, string Text, IReadOnlyList<string> Options, string? Default, DateTimeOffset ExpiresAt)
        : QuestionCommand
{
    /// <inheritdoc cref="Question.Answerers"/>
    public IReadOnlyList<string>? Answerers { get; init; }
}

/// <param name="By">Who answers, with the same rights as for approvals.</param>
/// <param name="Overdue">Whether its time is over, as the monotonic clock says.</param>
public sealed record AnswerQuestion(string Answer, Approver By, bool Overdue) : QuestionCommand;

/// <summary>Its time is over. Does nothing when it was answered.</summary>
public sealed record ExpireQuestion : QuestionCommand;

public sealed record CancelQuestion(string Reason) : QuestionCommand;

/// <summary>
/// Deletes it with its thread: its texts are erased as a pending effect. Changes nothing before the requester has the
/// outcome, and nothing the second time.
/// </summary>
public sealed record DeleteQuestion : QuestionCommand;

/// <summary>The texts of the deleted question are erased.</summary>
public sealed record ConfirmQuestionErased : QuestionCommand;

/// <summary>The requester has the outcome.</summary>
public sealed record ConfirmQuestionReported : QuestionCommand;
