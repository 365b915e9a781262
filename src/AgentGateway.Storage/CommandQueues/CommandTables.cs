using AgentGateway.Domain.CommandQueues;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.CommandQueues;

/// <summary>Writes the rows of queued commands. Used by the writer alone.</summary>
internal sealed class CommandTables(SqliteDatabase database)
{
    private readonly SqliteStatement _put = database.Prepare("""
        INSERT INTO command (id, session, number, open, detail) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (id) DO UPDATE SET session = excluded.session, number = excluded.number, open = excluded.open, detail = excluded.detail
        """);

    public void Put(QueuedCommandRow row, ReadOnlySpan<byte> detail) =>
        _put.Bind(1, row.Id.Value).Bind(2, row.Session.Value).Bind(3, row.Number).Bind(4, IsOpen(row) ? 1 : 0).BindText(5, detail).Run();

    public static bool IsOpen(QueuedCommandRow row) => row.State is CommandState.Waiting or CommandState.Running;
}
