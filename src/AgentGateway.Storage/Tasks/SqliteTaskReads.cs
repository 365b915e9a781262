using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Tasks;

/// <summary>Queries over the table of tasks. Each sees one snapshot. Ids sort by time.</summary>
internal sealed class SqliteTaskReads(ReadPool reads) : ITaskReads
{
    /// <summary>Sorts behind every id.</summary>
    private const string End = "~";

    public ValueTask<AgentTask?> TaskAsync(TaskId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id.Value,
            static (database, id) => database.Prepare("SELECT detail FROM task WHERE id = ?1")
                .Bind(1, id).First(static record => TaskTable.Read(record.Bytes(0))),
            cancellationToken);

    public ValueTask<IReadOnlyList<AgentTask>> TasksAsync(
        TaskFilter filter, TaskId? after, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (filter, after, limit),
            static (database, page) => Read(database, page.filter, page.after, page.limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<AgentTask>> ChildrenAsync(TaskId parent, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            parent.Value,
            static (database, parent) => database.Prepare("SELECT detail FROM task WHERE parent = ?1 ORDER BY id")
                .Bind(1, parent)
                .All(static record => TaskTable.Read(record.Bytes(0))),
            cancellationToken);

    private static IReadOnlyList<AgentTask> Read(SqliteDatabase database, TaskFilter filter, TaskId? after, int limit)
    {
        // One phase, or all that are open or ended, are a range of an index each; anything else is a range that is
        // looked through.
        bool? open = filter.Phases is { Count: > 1 } phases && phases.Select(IsOpen).Distinct().ToArray() is [var same]
            ? same
            : null;
        var sql = $"""
            SELECT folded, phase, detail FROM task WHERE id < ?1
            {(filter.Thread is null ? "" : "AND thread = ?2")} {(filter.Phases is { Count: 1 } ? "AND phase = ?3" : "")}
            {(open is { } isOpen ? $"AND open = {(isOpen ? 1 : 0)}" : "")} ORDER BY id DESC
            """;
        var statement = database.Prepare(sql).Bind(1, after?.Value ?? End);
        if (filter.Thread is { } thread) statement.Bind(2, thread.Value);
        if (filter.Phases is [var phase]) statement.Bind(3, (long)phase);
        var words = TaskTable.Words(filter.Query);
        List<AgentTask> tasks = [];
        while (tasks.Count < limit && statement.Step())
        {
            var folded = words.Length == 0 ? "" : statement.Text(0);
            if (words.All(word => folded.Contains(word, StringComparison.Ordinal))
                && filter.Phases?.Contains((TaskPhase)statement.Int64(1)) != false)
                tasks.Add(TaskTable.Read(statement.Bytes(2)));
        }

        statement.Reset();
        return tasks;
    }

    private static bool IsOpen(TaskPhase phase) =>
        phase is not (TaskPhase.Completed or TaskPhase.Failed or TaskPhase.Cancelled);
}
