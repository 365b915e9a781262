namespace AgentGateway.Domain.Questions;

/// <summary>What the journal and its checks know of questions.</summary>
public static class QuestionStream
{
    public static StreamKind<QuestionMachine, Question, QuestionCommand> Kind { get; } = new(
        QuestionJson.Plain.Question,
        [
            new("question.asked", QuestionJson.Plain.QuestionAsked),
            new("question.answered", QuestionJson.Plain.QuestionAnswered),
            new("question.expired", QuestionJson.Plain.QuestionExpired),
            new("question.cancelled", QuestionJson.Plain.QuestionCancelled),
            new("question.reported", QuestionJson.Plain.QuestionReported),
        ]);
}
