namespace AgentGateway.Runtime.Approvals;

/// <summary>An approval or a question was asked, decided, answered or ended.</summary>
/// <param name="Id">apr_… or qst_….</param>
/// <param name="Pending">Whether somebody is still asked.</param>
public sealed record RequestChange(string Id, bool Pending, string? ThreadId, string? TurnId)
{
    /// <summary>
    /// Whoever follows was far behind and has missed changes before this one: it is to look at the lists again.
    /// </summary>
    public bool Missed { get; init; }
}
