using AgentGateway.Domain;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Knowledge;

/// <summary>
/// Writes the rows of knowledge. The full-text index refers to the rows, so the words of a row go out of the index before
/// the row changes. The index only marks words as deleted until its segments are merged, so that it is merged whole when
/// something is forgotten.
/// </summary>
internal sealed class SqliteKnowledgeTable(SqliteDatabase database) : SqliteTable
{
    private readonly SqliteStatement _find = database.Prepare(
        "SELECT number, subject, coverage, summary FROM knowledge WHERE id = ?1");

    private readonly SqliteStatement _put = database.Prepare("""
        INSERT INTO knowledge (id, scope, coverage, standing, subject, summary, detail)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, coverage = excluded.coverage, standing = excluded.standing,
          subject = excluded.subject, summary = excluded.summary, detail = excluded.detail
        """);

    private readonly SqliteStatement _index = database.Prepare("""
        INSERT INTO knowledge_text (rowid, subject, coverage, summary)
        SELECT number, subject, coverage, summary FROM knowledge WHERE id = ?1
        """);

    private readonly SqliteStatement _unindex = database.Prepare("""
        INSERT INTO knowledge_text (knowledge_text, rowid, subject, coverage, summary) VALUES ('delete', ?1, ?2, ?3, ?4)
        """);

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM knowledge WHERE id = ?1");

    private readonly SqliteStatement _merge = database.Prepare(
        "INSERT INTO knowledge_text (knowledge_text) VALUES ('optimize')");

    public override void Put(PreparedRow prepared, long position)
    {
        var item = ((KnowledgeRow)prepared.Row).Item;
        var content = item.Content!;
        Unindex(item.Id.Value);
        _put.Bind(1, item.Id.Value).Bind(2, content.Scope.ToString()).Bind(3, content.CoverageKey ?? "")
            .Bind(4, (long)item.Standing).Bind(5, content.Subject).Bind(6, content.Summary).BindText(7, prepared.Detail)
            .Run();
        _index.Bind(1, item.Id.Value).Run();
    }

    public override void Remove(ReadRow row)
    {
        Unindex(row.Key);
        _remove.Bind(1, row.Key).Run();
        _merge.Run();
    }

    private void Unindex(string id)
    {
        if (!_find.Bind(1, id).Step())
        {
            _find.Reset();
            return;
        }

        var number = _find.Int64(0);
        byte[][] texts = [_find.Bytes(1).ToArray(), _find.Bytes(2).ToArray(), _find.Bytes(3).ToArray()];
        _find.Reset();
        _unindex.Bind(1, number).BindText(2, texts[0]).BindText(3, texts[1]).BindText(4, texts[2]).Run();
    }
}
