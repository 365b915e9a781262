namespace AgentGateway.Domain.Questions;

/// <summary>What the journal and its checks know of questions.</summary>
public static class QuestionStream
{
    public static StreamKind<QuestionMachine, Question, QuestionCommand> Kind { get; } = new(
        () => QuestionJson.Plain.Question,
        [
            EventKind.Of("question.asked", () => QuestionJson.Plain.QuestionAsked),
            EventKind.Of("question.answered", () => QuestionJson.Plain.QuestionAnswered),
            EventKind.Of("question.expired", () => QuestionJson.Plain.QuestionExpired),
            EventKind.Of("question.cancelled", () => QuestionJson.Plain.QuestionCancelled),
            EventKind.Of("question.reported", () => QuestionJson.Plain.QuestionReported),
            EventKind.Of("question.deleted", () => QuestionJson.Plain.QuestionDeleted),
            EventKind.Of("question.erased", () => QuestionJson.Plain.QuestionErased),
        ]);
}
