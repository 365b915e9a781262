using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Tasks;

/// <summary>The table of tasks.</summary>
public sealed class TaskTable : ReadTable
{
    public override string Name => "task";

    public override IReadOnlyList<Type> RowTypes { get; } = [typeof(TaskRow)];

    public override Type ReadsType => typeof(ITaskReads);

    internal override IReadOnlyList<StrayRows> Strays { get; } =
    [
        new(
            "a task belongs to no stream",
            "SELECT count(*), NULL, 'task/' || min(id) FROM task WHERE 'task/' || id NOT IN (SELECT id FROM stream)"),
    ];

    /// <summary>What the words of a query are looked for in.</summary>
    internal static string Folded(AgentTask task) => $"{task.Title}\n{task.Summary}".ToLowerInvariant();

    internal static string[] Words(string? query) =>
        (query ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    internal static AgentTask Read(ReadOnlySpan<byte> detail) => StoredDetail.Read(detail, TaskJson.Plain.AgentTask);

    internal override byte[] Detail(ReadRow row) =>
        JsonSerializer.SerializeToUtf8Bytes(((TaskRow)row).Task, TaskJson.Plain.AgentTask);

    internal override SqliteTable InSqlite(SqliteDatabase database) => new SqliteTaskTable(database);

    internal override object SqliteReads(ReadPool reads, TimeProvider time) => new SqliteTaskReads(reads);

    internal override VolatileTable InMemory(Lock gate, TimeProvider time) => new VolatileTaskTable(gate);

    internal override RowState Compare(SqliteDatabase database, ReadRow row, EventPosition position)
    {
        if (row.IsRemoved)
            return StoredDetail.Absent(database.Prepare("SELECT 1 FROM task WHERE id = ?1").Bind(1, row.Key));
        var task = ((TaskRow)row).Task;
        var statement = database.Prepare("""
            SELECT detail FROM task WHERE id = ?1 AND phase = ?2 AND open = ?3 AND thread IS ?4 AND parent IS ?5 AND folded = ?6
            """);
        statement.Bind(1, task.Id.Value).Bind(2, (long)task.Phase).Bind(3, task.HasEnded ? 0 : 1)
            .Bind(4, task.Thread?.Value).Bind(5, task.Parent?.Value).Bind(6, Folded(task));
        return StoredDetail.Compare(statement, Detail(row));
    }
}
