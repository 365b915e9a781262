namespace AgentGateway.Domain.Ids;

/// <summary>
/// What a person is asked for, by its id: an approval or a question. Exactly one of the two is there.
/// </summary>
public readonly record struct PersonRequestId
{
    private PersonRequestId(ApprovalId? approval, QuestionId? question) => (Approval, Question) = (approval, question);

    public ApprovalId? Approval { get; }

    public QuestionId? Question { get; }

    /// <summary>Null where the text is an id of neither.</summary>
    public static PersonRequestId? Parse(string? text) =>
        PrefixedId.Parse<ApprovalId>(text) is { } approval ? new PersonRequestId(approval, null)
        : PrefixedId.Parse<QuestionId>(text) is { } question ? new PersonRequestId(null, question)
        : null;

    public override string ToString() => Approval?.Value ?? Question?.Value ?? "";
}
