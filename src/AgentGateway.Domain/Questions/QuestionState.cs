namespace AgentGateway.Domain.Questions;

public enum QuestionState
{
    Pending,
    Answered,

    /// <summary>There was no answer in time; the default counts, where there is one.</summary>
    Expired,

    /// <summary>The answer is not needed any more.</summary>
    Cancelled,
}
