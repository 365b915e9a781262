namespace AgentGateway.Domain;

/// <summary>
/// Why work that was accepted did not come about, as events, rows and views keep it: the words of a
/// <see cref="Rejection"/> without what only its caller needs. <paramref name="Code"/> is stable and meant for
/// programs, <paramref name="Message"/> says in one sentence for people what happened, <paramref name="Hint"/> what to
/// do next.
/// </summary>
public sealed record Failure(string Code, string Message, string? Hint = null)
{
    public static Failure Of(Rejection rejection) => new(rejection.Code, rejection.Message, rejection.Hint);

    public Rejection ToRejection() => new(Code, Message, Hint);
}
