namespace AgentGateway.Domain;

/// <summary>
/// A refusal, as a value: nothing was changed. <paramref name="Code"/> is stable and meant for programs,
/// <paramref name="Message"/> says in one sentence for people what is wrong, <paramref name="Hint"/> what to do next.
/// </summary>
public sealed record Rejection(string Code, string Message, string? Hint = null)
{
    /// <summary>Who decided before, where a decision was already made.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The approval that the call needs, or that the refusal is about; null otherwise.</summary>
    public string? ApprovalId { get; init; }
}
