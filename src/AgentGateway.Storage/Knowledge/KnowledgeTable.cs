using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Knowledge;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Knowledge;

/// <summary>The table of knowledge, with a full-text index of the stems of subjects, coverage keys and summaries.</summary>
public sealed class KnowledgeTable : ReadTable
{
    public override string Name => "knowledge";

    public override IReadOnlyList<Type> RowTypes { get; } = [typeof(KnowledgeRow)];

    public override Type ReadsType => typeof(IKnowledgeReads);

    internal override IReadOnlyList<string> SchemaSteps { get; } =
    [
        """
        CREATE TABLE knowledge (
          number INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          scope TEXT NOT NULL,
          coverage TEXT NOT NULL,
          standing INTEGER NOT NULL,
          subject TEXT NOT NULL,
          summary TEXT NOT NULL,
          detail TEXT NOT NULL
        );
        CREATE INDEX knowledge_coverage ON knowledge (scope, coverage) WHERE standing = 0 AND coverage <> '';
        CREATE VIRTUAL TABLE knowledge_text USING fts5 (
          subject,
          coverage,
          summary,
          content = 'knowledge',
          content_rowid = 'number',
          tokenize = 'porter unicode61 remove_diacritics 2'
        );
        """,
    ];

    internal override IReadOnlyList<StrayRows> Strays { get; } =
    [
        new(
            "a piece of knowledge belongs to no stream",
            """
            SELECT count(*), NULL, 'knowledge/' || min(id) FROM knowledge
            WHERE 'knowledge/' || id NOT IN (SELECT id FROM stream)
            """),
    ];

    internal override IReadOnlyList<FullTextIndex> FullTextIndexes { get; } =
    [
        new(
            "knowledge_text",
            ["subject", "coverage", "summary"],
            "SELECT number, subject, coverage, summary FROM knowledge ORDER BY number",
            "piece of knowledge",
            "SELECT 'knowledge/' || id, NULL, NULL FROM knowledge WHERE number = ?1"),
    ];

    internal override IReadOnlyList<RowCount> Counts { get; } =
        [new(typeof(KnowledgeRow), KnowledgeMachine.Kind, "piece", "SELECT count(*) FROM knowledge WHERE id = ?1")];

    internal static KnowledgeItem Item(ReadOnlySpan<byte> detail) =>
        StoredDetail.Read(detail, KnowledgeJson.Plain.KnowledgeItem);

    internal override byte[]? Detail(ReadRow row) => row.IsRemoved
        ? null
        : JsonSerializer.SerializeToUtf8Bytes(((KnowledgeRow)row).Item, KnowledgeJson.Plain.KnowledgeItem);

    internal override SqliteTable InSqlite(SqliteDatabase database) => new SqliteKnowledgeTable(database);

    internal override object SqliteReads(ReadPool reads, TimeProvider time) => new SqliteKnowledgeReads(reads);

    internal override VolatileTable InMemory(Lock gate, TimeProvider time) => new VolatileKnowledgeTable(gate);

    internal override RowState Compare(SqliteDatabase database, ReadRow row, EventPosition position)
    {
        if (row.IsRemoved)
            return StoredDetail.Absent(database.Prepare("SELECT 1 FROM knowledge WHERE id = ?1").Bind(1, row.Key));
        var item = ((KnowledgeRow)row).Item;
        var content = item.Content!;
        var statement = database.Prepare("""
            SELECT detail FROM knowledge
            WHERE id = ?1 AND scope = ?2 AND coverage = ?3 AND standing = ?4 AND subject = ?5 AND summary = ?6
            """);
        statement.Bind(1, item.Id.Value).Bind(2, content.Scope.ToString()).Bind(3, content.CoverageKey ?? "")
            .Bind(4, (long)item.Standing).Bind(5, content.Subject).Bind(6, content.Summary);
        return StoredDetail.Compare(statement, Detail(row)!);
    }
}
