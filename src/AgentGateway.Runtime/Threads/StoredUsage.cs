using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>What the read tables tell of the use of models since some time.</summary>
/// <param name="Turns">The turns that were queued since then, with all that each has used.</param>
/// <param name="Steps">The messages of models since then, each with its model and what it used.</param>
public sealed record StoredUsage(IReadOnlyList<TurnRow> Turns, IReadOnlyList<Message> Steps);
