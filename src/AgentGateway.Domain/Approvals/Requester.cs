using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Approvals;

/// <summary>The requester of an approval or a question, and the work that gets the outcome.</summary>
/// <param name="Agent">
/// An agent's id, or for a direct call of an MCP connection <c>client</c>, with the name that the client gives itself
/// (<c>client:claude-code</c>).
/// </param>
/// <param name="CallKey">The call that waits; the same when the call is made again after a crash.</param>
/// <param name="Call">The call's id in its turn.</param>
/// <param name="Task">The task that waits, where one does.</param>
public sealed record Requester(
    string Agent,
    string CallKey,
    ThreadId? Thread = null,
    TurnId? Turn = null,
    string? Call = null,
    TaskId? Task = null)
{
    /// <summary>The directory that the client works in; null for an agent, and where the client works in none.</summary>
    public string? Directory { get; init; }
}
