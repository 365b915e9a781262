using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Queries over tasks. Reads what is committed when the query begins. Every implementation passes the same contract
/// suite.
/// </summary>
public interface ITaskReads
{
    ValueTask<AgentTask?> TaskAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>Newest first, behind <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<AgentTask>> TasksAsync(
        TaskFilter filter, TaskId? after, int limit, CancellationToken cancellationToken);

    /// <summary>The tasks that belong to that one, oldest first.</summary>
    ValueTask<IReadOnlyList<AgentTask>> ChildrenAsync(TaskId parent, CancellationToken cancellationToken);
}

/// <param name="Phases">Null for all.</param>
/// <param name="Query">Words that title or summary contain, literally and without regard to case; null for all.</param>
public sealed record TaskFilter(IReadOnlyList<TaskPhase>? Phases = null, ThreadId? Thread = null, string? Query = null);
