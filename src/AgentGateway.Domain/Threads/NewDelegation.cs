using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>A delegation that is asked for.</summary>
/// <param name="Request">The message of the thread that asks for it.</param>
/// <param name="TextStart">Where the request begins in that message.</param>
/// <param name="FromTurn">The turn in which an agent asks; null when a principal does.</param>
internal sealed record NewDelegation(AgentId Agent, MessageId Request, int TextStart, TurnId? FromTurn)
{
    public TaskId? Task { get; init; }

    /// <summary>For whom the turn works that asks.</summary>
    public DelegatedFor? For { get; init; }
}
