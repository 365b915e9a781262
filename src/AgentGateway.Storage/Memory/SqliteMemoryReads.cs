using System.Text.Json.Nodes;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Memory;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Memory;

/// <summary>Queries over the tables of notes and documents. Ids of notes sort by time.</summary>
internal sealed class SqliteMemoryReads(ReadPool reads) : IMemoryReads
{
    private const string InScopes = "AND scope IN (SELECT value FROM json_each (?2))";

    /// <summary>
    /// So many notes a search goes through, summed over its words: each note that is remembered is compared first, so that
    /// a word which all notes have must not make each slower than the one before.
    /// </summary>
    private const int OccurrencesMax = 2_000;

    public ValueTask<MemoryNote?> NoteAsync(NoteId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id,
            static (database, id) => One(
                database.Prepare("SELECT detail FROM memory_note WHERE id = ?1").Bind(1, id.Value), MemoryTable.Note),
            cancellationToken);

    public ValueTask<IReadOnlyList<MemoryNote>> NotesAsync(
        NoteFilter filter, NoteId? after, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync((filter, after, limit), Notes, cancellationToken);

    public ValueTask<IReadOnlyList<Scored<MemoryNote>>> FindNotesAsync(
        MemorySearch search, CancellationToken cancellationToken) =>
        reads.ReadAsync(search, FindNotes, cancellationToken);

    public ValueTask<DocumentVersion?> DocumentAsync(
        DocumentId id, long version, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (id, version),
            static (database, key) => One(
                database.Prepare("SELECT detail FROM memory_document WHERE document = ?1 AND version = ?2")
                    .Bind(1, key.id.Value).Bind(2, key.version),
                MemoryTable.Version),
            cancellationToken);

    public ValueTask<DocumentVersion?> DocumentAsync(DocumentId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id,
            static (database, id) => One(
                database.Prepare("SELECT detail FROM memory_document WHERE document = ?1 AND current = 1")
                    .Bind(1, id.Value),
                MemoryTable.Version),
            cancellationToken);

    public ValueTask<IReadOnlyList<DocumentVersion>> VersionsAsync(
        DocumentId id, long before, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (id, before, limit),
            static (database, asked) => All(
                database.Prepare("""
                    SELECT detail FROM memory_document WHERE document = ?1 AND version < ?2 ORDER BY version DESC LIMIT ?3
                    """).Bind(1, asked.id.Value).Bind(2, asked.before).Bind(3, asked.limit),
                static record => MemoryTable.Version(record.Bytes(0))),
            cancellationToken);

    public ValueTask<IReadOnlyList<DocumentVersion>> DocumentsAsync(
        IReadOnlyList<MemoryScope>? scopes, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            scopes,
            static (database, scopes) => All(
                Scoped(
                    database.Prepare($"""
                        SELECT detail FROM memory_document WHERE current = 1 {(scopes is null ? "" : InScopes)}
                        ORDER BY scope, name
                        """),
                    scopes),
                static record => MemoryTable.Version(record.Bytes(0))),
            cancellationToken);

    public ValueTask<IReadOnlyList<Scored<DocumentVersion>>> FindDocumentsAsync(
        MemorySearch search, CancellationToken cancellationToken) =>
        reads.ReadAsync(search, FindDocuments, cancellationToken);

    private static IReadOnlyList<MemoryNote> Notes(
        SqliteDatabase database, (NoteFilter Filter, NoteId? After, int Limit) asked)
    {
        var filter = asked.Filter;
        var statement = database.Prepare($"""
            SELECT detail FROM memory_note WHERE 1 {(filter.Scopes is null ? "" : InScopes)}
            {(asked.After is null ? "" : "AND id < ?1")}
            {(filter.Standing is null ? "" : "AND standing = ?3")}
            {(filter.Subject is null ? "" : "AND subject_folded = ?4")}
            {(filter.At is null ? "" : "AND (expires_at IS NULL OR expires_at > ?5)")}
            ORDER BY id DESC LIMIT ?6
            """).Bind(6, asked.Limit);
        if (asked.After is { } after) statement.Bind(1, after.Value);
        if (filter.Standing is { } standing) statement.Bind(3, (long)standing);
        if (filter.Subject is { } subject) statement.Bind(4, MemoryTable.Folded(subject));
        if (filter.At is { } at) statement.Bind(5, Instant.Of(at));
        return All(Scoped(statement, filter.Scopes), static record => MemoryTable.Note(record.Bytes(0)));
    }

    private static IReadOnlyList<Scored<MemoryNote>> FindNotes(SqliteDatabase database, MemorySearch search)
    {
        string[] words = [.. search.Words.Select(Quoted)];
        if (words.Length == 0) return [];
        var rare = SearchTerms.Affordable(words, word => Occurrences(database, word), OccurrencesMax);

        // Where every word is common, the newest notes with all of them are the answer.
        var isRanked = rare.Length > 0;
        var match = isRanked ? string.Join(" OR ", rare) : string.Join(" AND ", words);
        var statement = database.Prepare($"""
            SELECT detail, {(isRanked ? "-bm25(memory_note_text, 2.0, 1.0)" : "1.0")} AS score
            FROM memory_note_text JOIN memory_note ON memory_note.number = memory_note_text.rowid
            WHERE memory_note_text MATCH ?1 AND standing = 0 AND (expires_at IS NULL OR expires_at > ?3)
            {(search.Scopes is null ? "" : InScopes)}
            ORDER BY {(isRanked ? "score DESC, memory_note.number" : "memory_note_text.rowid")} DESC LIMIT ?4
            """).Bind(1, match).Bind(3, Instant.Of(search.At)).Bind(4, search.Limit);
        return All(
            Scoped(statement, search.Scopes),
            static record => new Scored<MemoryNote>(MemoryTable.Note(record.Bytes(0)), record.Double(1)));
    }

    /// <summary>How many notes have the word, counted no further than matters.</summary>
    private static int Occurrences(SqliteDatabase database, string word)
    {
        var statement = database.Prepare(
            "SELECT count(*) FROM (SELECT 1 FROM memory_note_text WHERE memory_note_text MATCH ?1 LIMIT ?2)")
            .Bind(1, word).Bind(2, OccurrencesMax);
        statement.Step();
        var counted = (int)statement.Int64(0);
        statement.Reset();
        return counted;
    }

    private static IReadOnlyList<Scored<DocumentVersion>> FindDocuments(SqliteDatabase database, MemorySearch search)
    {
        if (Match(search) is not { } match) return [];
        var statement = database.Prepare($"""
            SELECT detail, -bm25(memory_document_text) AS score
            FROM memory_document_text JOIN memory_document ON memory_document.number = memory_document_text.rowid
            WHERE memory_document_text MATCH ?1 {(search.Scopes is null ? "" : InScopes)}
            ORDER BY score DESC, memory_document.number DESC LIMIT ?4
            """).Bind(1, match).Bind(4, search.Limit);
        return All(
            Scoped(statement, search.Scopes),
            static record => new Scored<DocumentVersion>(MemoryTable.Version(record.Bytes(0)), record.Double(1)));
    }

    /// <summary>Any of the words, each quoted and so literal; null where there is none.</summary>
    private static string? Match(MemorySearch search) =>
        search.Words.Count == 0 ? null : string.Join(" OR ", search.Words.Select(Quoted));

    private static string Quoted(string word) => SearchTerms.Quoted(word.Replace('\0', ' '));

    private static SqliteStatement Scoped(SqliteStatement statement, IReadOnlyList<MemoryScope>? scopes) =>
        scopes is null
            ? statement
            : statement.Bind(2, new JsonArray([.. scopes.Select(scope => (JsonNode)scope.ToString())]).ToJsonString());

    private static T? One<T>(SqliteStatement statement, Func<ReadOnlySpan<byte>, T> read)
        where T : class
    {
        var found = statement.First(record => read(record.Bytes(0)));
        statement.Reset();
        return found;
    }

    private static IReadOnlyList<T> All<T>(SqliteStatement statement, Func<SqliteStatement, T> read)
    {
        var found = statement.All(read);
        statement.Reset();
        return found;
    }
}
