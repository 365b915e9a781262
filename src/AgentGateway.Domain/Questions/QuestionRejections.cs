using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Questions;

/// <summary>The refusals of questions, together so that a code always has the same sentence.</summary>
public static class QuestionRejections
{
    public static readonly Rejection Unknown = new(
        "unknown_question", "There is no question of that id.", "List questions with question_list.");

    public static readonly Rejection Expired = new(
        "expired", "The time to answer is over.", "Send a message to the thread instead.");

    public static readonly Rejection Cancelled = new(
        "question_cancelled", "The answer is no longer needed.", "Send a message to the thread instead.");

    public static Rejection AgentsDoNotAnswer(QuestionId id) => new(
        "not_allowed",
        "An agent does not answer questions that are meant for a person.",
        $"Ask a person: agw answer {id} TEXT.");

    public static Rejection NoRight(QuestionId id) => new(
        "not_allowed",
        "You have no right to answer questions: where you speak, a model may.",
        $"A person answers: agw answer {id} TEXT, in a dialogue of this client, or with a token that was made with "
            + "--approve.");

    public static Rejection Answered(Question question) => new(
        "already_decided", $"{question.Id} was answered by {question.AnsweredBy} already.",
            "Look at it with question_list.")
    {
        DecidedBy = question.AnsweredBy,
    };

    public static Rejection NoSuchOption(IReadOnlyList<string> options) => new(
        "invalid_answer", "That is none of the answers to choose from.",
            $"Answer one of: {string.Join(", ", options)}.");

    public static Rejection TooLong(int length, int max) => new(
        "text_too_long", $"The answer has {length} characters; {max} are allowed.", "Shorten it.");

    public static readonly Rejection Empty = new("empty_text", "The answer is empty.", "Say something.");
}
