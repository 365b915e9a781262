using AgentGateway.Domain;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Requests;

/// <summary>Writes the rows of approvals and questions.</summary>
internal sealed class SqliteRequestTable(SqliteDatabase database) : SqliteTable
{
    private readonly SqliteStatement _put = database.Prepare("""
        INSERT INTO ask (id, kind, state, call_key, detail) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, state = excluded.state, call_key = excluded.call_key,
          detail = excluded.detail
        """);

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM ask WHERE id = ?1");

    public override void Remove(ReadRow row) => _remove.Bind(1, row.Key).Run();

    public override void Put(PreparedRow prepared, long position)
    {
        var (kind, state, callKey) = RequestTable.Columns(prepared.Row);
        _put.Bind(1, prepared.Row.Key).Bind(2, kind).Bind(3, state).Bind(4, callKey).BindText(5, prepared.Detail).Run();
    }
}
