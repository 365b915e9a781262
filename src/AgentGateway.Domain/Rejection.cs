namespace AgentGateway.Domain;

/// <summary>
/// A refusal, as a value: nothing was changed. <paramref name="Code"/> is stable and meant for programs,
/// <paramref name="Message"/> says what is wrong in one sentence for people, <paramref name="Hint"/> what to do next.
/// </summary>
public sealed record Rejection(string Code, string Message, string? Hint = null)
{
    /// <summary>Who decided, where somebody else already has.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The approval that is needed, or that the refusal is about.</summary>
    public string? ApprovalId { get; init; }
}
