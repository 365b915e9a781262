using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Approvals;

/// <summary>An approval or a question was asked, decided, answered or ended.</summary>
public sealed record RequestChange(PersonRequestId Id)
{
    /// <summary>
    /// The follower was far behind and has missed changes before this one: it is to look at the lists again.
    /// </summary>
    public bool Missed { get; init; }
}
