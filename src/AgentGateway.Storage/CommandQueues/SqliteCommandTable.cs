using AgentGateway.Domain.CommandQueues;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.CommandQueues;

/// <summary>Writes the rows of queued commands.</summary>
internal sealed class SqliteCommandTable(SqliteDatabase database) : SqliteTable
{
    private readonly SqliteStatement _put = database.Prepare("""
        INSERT INTO command (id, session, number, open, detail) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (id) DO UPDATE SET session = excluded.session, number = excluded.number, open = excluded.open,
          detail = excluded.detail
        """);

    public override void Put(PreparedRow prepared, long position)
    {
        var row = (QueuedCommandRow)prepared.Row;
        _put.Bind(1, row.Id.Value).Bind(2, row.Session.Value).Bind(3, row.Number)
            .Bind(4, CommandTable.IsOpen(row) ? 1 : 0)
            .BindText(5, prepared.Detail).Run();
    }
}
