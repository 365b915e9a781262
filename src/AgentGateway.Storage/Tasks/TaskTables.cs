using AgentGateway.Domain.Tasks;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Tasks;

/// <summary>Writes the rows of tasks. Used by the writer alone.</summary>
internal sealed class TaskTables(SqliteDatabase database)
{
    private readonly SqliteStatement _put = database.Prepare("""
        INSERT INTO task (id, phase, open, thread, parent, folded, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, open = excluded.open, thread = excluded.thread, parent = excluded.parent,
          folded = excluded.folded, detail = excluded.detail
        """);

    public void Put(TaskRow row, ReadOnlySpan<byte> detail)
    {
        var task = row.Task;
        _put.Bind(1, task.Id.Value).Bind(2, (long)task.Phase).Bind(3, task.HasEnded ? 0 : 1).Bind(4, task.Thread?.Value).Bind(5, task.Parent?.Value)
            .Bind(6, Folded(task)).BindText(7, detail).Run();
    }

    /// <summary>What queries are compared with.</summary>
    public static string Folded(AgentTask task) => $"{task.Title}\n{task.Summary}".ToLowerInvariant();

    public static string[] Words(string? query) => (query ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
