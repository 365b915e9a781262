using System.Text.Json.Nodes;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Knowledge;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Knowledge;

/// <summary>Queries over the table of knowledge. Ids sort by time.</summary>
internal sealed class SqliteKnowledgeReads(ReadPool reads) : IKnowledgeReads
{
    private const string InScopes = "AND scope IN (SELECT value FROM json_each (?2))";

    public ValueTask<KnowledgeItem?> ItemAsync(KnowledgeId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id,
            static (database, id) =>
                All(database.Prepare("SELECT detail FROM knowledge WHERE id = ?1").Bind(1, id.Value), Item) is [var item, ..]
                    ? item
                    : null,
            cancellationToken);

    public ValueTask<IReadOnlyList<KnowledgeItem>> OfKeyAsync(
        MemoryScope scope, string key, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (scope, key),
            static (database, asked) => All(
                database.Prepare("""
                    SELECT detail FROM knowledge
                    WHERE scope = ?1 AND coverage = ?2 AND standing = 0 AND coverage <> '' ORDER BY id
                    """).Bind(1, asked.scope.ToString()).Bind(2, asked.key),
                Item),
            cancellationToken);

    public ValueTask<IReadOnlyList<KnowledgeItem>> ListAsync(
        IReadOnlyList<MemoryScope>? scopes, KnowledgeId? after, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (scopes, after, limit),
            static (database, asked) => All(
                Scoped(
                    database.Prepare($"""
                        SELECT detail FROM knowledge WHERE standing = 0 AND (?1 = '' OR id < ?1)
                        {(asked.scopes is null ? "" : InScopes)} ORDER BY id DESC LIMIT ?3
                        """).Bind(1, asked.after?.Value ?? "").Bind(3, asked.limit),
                    asked.scopes),
                Item),
            cancellationToken);

    public ValueTask<IReadOnlyList<FoundKnowledge>> FindAsync(
        IReadOnlyList<string> words, IReadOnlyList<MemoryScope>? scopes, int limit, CancellationToken cancellationToken) =>
        words.Count == 0
            ? new([])
            : reads.ReadAsync(
                (words, scopes, limit),
                static (database, asked) => All(
                    Scoped(
                        database.Prepare($"""
                            SELECT detail, -bm25(knowledge_text, 2.0, 2.0, 1.0) AS score
                            FROM knowledge_text JOIN knowledge ON knowledge.number = knowledge_text.rowid
                            WHERE knowledge_text MATCH ?1 AND standing = 0 {(asked.scopes is null ? "" : InScopes)}
                            ORDER BY score DESC, knowledge.number DESC LIMIT ?3
                            """).Bind(1, string.Join(" OR ", asked.words.Select(Quoted))).Bind(3, asked.limit),
                        asked.scopes),
                    static record => new FoundKnowledge(Item(record), record.Double(1))),
                cancellationToken);

    public ValueTask<KnowledgeFrequencies> FrequenciesAsync(
        IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            words,
            static (database, words) => new KnowledgeFrequencies(
                Count(database.Prepare("SELECT count(*) FROM knowledge")),
                [
                    .. words.Select(word => Count(database.Prepare(
                        "SELECT count(*) FROM knowledge_text WHERE knowledge_text MATCH ?1").Bind(1, Quoted(word)))),
                ]),
            cancellationToken);

    /// <summary>A word as it stands, and so literal.</summary>
    private static string Quoted(string word) =>
        $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\0', ' ')}\"";

    private static SqliteStatement Scoped(SqliteStatement statement, IReadOnlyList<MemoryScope>? scopes) =>
        scopes is null
            ? statement
            : statement.Bind(2, new JsonArray([.. scopes.Select(scope => (JsonNode)scope.ToString())]).ToJsonString());

    private static KnowledgeItem Item(SqliteStatement record) => KnowledgeTable.Item(record.Bytes(0));

    private static long Count(SqliteStatement statement)
    {
        statement.Step();
        var count = statement.Int64(0);
        statement.Reset();
        return count;
    }

    private static IReadOnlyList<T> All<T>(SqliteStatement statement, Func<SqliteStatement, T> read)
    {
        var found = statement.All(read);
        statement.Reset();
        return found;
    }
}
