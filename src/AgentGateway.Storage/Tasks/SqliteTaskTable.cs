using AgentGateway.Domain;
using AgentGateway.Domain.Tasks;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Tasks;

/// <summary>Writes the rows of tasks.</summary>
internal sealed class SqliteTaskTable(SqliteDatabase database) : SqliteTable
{
    private readonly SqliteStatement _put = database.Prepare("""
        INSERT INTO task (id, phase, open, thread, parent, folded, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, open = excluded.open, thread = excluded.thread,
          parent = excluded.parent, folded = excluded.folded, detail = excluded.detail
        """);

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM task WHERE id = ?1");

    public override void Remove(ReadRow row) => _remove.Bind(1, row.Key).Run();

    public override void Put(PreparedRow prepared, long position)
    {
        var task = ((TaskRow)prepared.Row).Task;
        _put.Bind(1, task.Id.Value).Bind(2, (long)task.Phase).Bind(3, task.HasEnded ? 0 : 1)
            .Bind(4, task.Thread?.Value).Bind(5, task.Parent?.Value).Bind(6, TaskTable.Folded(task))
            .BindText(7, prepared.Detail).Run();
    }
}
