using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>
/// What a person is asked for, by its id: an approval or a question. Exactly one of the two is there. It is written to
/// JSON as the text of that one.
/// </summary>
[JsonConverter(typeof(IdConverter<PersonRequestId>))]
public readonly record struct PersonRequestId : IId<PersonRequestId>
{
    private PersonRequestId(ApprovalId? approval, QuestionId? question) => (Approval, Question) = (approval, question);

    public ApprovalId? Approval { get; }

    public QuestionId? Question { get; }

    public string Value => Approval?.Value ?? Question?.Value ?? "";

    public static implicit operator PersonRequestId(ApprovalId approval) => new(approval, null);

    public static implicit operator PersonRequestId(QuestionId question) => new(null, question);

    /// <summary>Null where the text is an id of neither.</summary>
    public static PersonRequestId? Parse(string? text) =>
        PrefixedId.Parse<ApprovalId>(text) is { } approval ? approval
        : PrefixedId.Parse<QuestionId>(text) is { } question ? question
        : (PersonRequestId?)null;

    /// <summary>An id that was stored or handed out here.</summary>
    /// <exception cref="FormatException">It is an id of neither: there is a bug, or the store is damaged.</exception>
    public static PersonRequestId Of(string value) =>
        Parse(value) ?? throw new FormatException("The id is neither that of an approval nor that of a question.");

    public override string ToString() => Value;
}
