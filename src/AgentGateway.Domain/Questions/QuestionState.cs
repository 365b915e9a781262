namespace AgentGateway.Domain.Questions;

public enum QuestionState
{
    Pending,
    Answered,

    /// <summary>Nobody answered in time; the default counts, where there is one.</summary>
    Expired,

    /// <summary>Nobody wants to know any more.</summary>
    Cancelled,
}
