using System.Diagnostics;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Memory;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Memory;

/// <summary>
/// The tables of notes and of the versions of documents, each with a full-text index of its stems. Of a document the
/// index has the present version alone.
/// </summary>
public sealed class MemoryTable : ReadTable
{
    public override string Name => "memory";

    public override IReadOnlyList<Type> RowTypes { get; } = [typeof(NoteRow), typeof(DocumentVersionRow)];

    public override Type ReadsType => typeof(IMemoryReads);

    internal override IReadOnlyList<string> SchemaSteps { get; } =
    [
        """
        CREATE TABLE memory_note (
          number INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          scope TEXT NOT NULL,
          subject TEXT NOT NULL,
          subject_folded TEXT NOT NULL,
          text TEXT NOT NULL,
          standing INTEGER NOT NULL,
          expires_at INTEGER,
          detail TEXT NOT NULL
        );
        CREATE INDEX memory_note_scope ON memory_note (scope, subject_folded, id);
        CREATE VIRTUAL TABLE memory_note_text USING fts5 (
          subject,
          text,
          content = 'memory_note',
          content_rowid = 'number',
          tokenize = 'porter unicode61 remove_diacritics 2'
        );
        CREATE TABLE memory_document (
          number INTEGER PRIMARY KEY,
          document TEXT NOT NULL,
          version INTEGER NOT NULL,
          scope TEXT NOT NULL,
          name TEXT NOT NULL,
          current INTEGER NOT NULL,
          text TEXT NOT NULL,
          detail TEXT NOT NULL,
          UNIQUE (document, version)
        );
        CREATE INDEX memory_document_current ON memory_document (scope, name) WHERE current = 1;
        CREATE VIRTUAL TABLE memory_document_text USING fts5 (
          name,
          text,
          content = 'memory_document',
          content_rowid = 'number',
          tokenize = 'porter unicode61 remove_diacritics 2'
        );
        """,
    ];

    internal override IReadOnlyList<StrayRows> Strays { get; } =
    [
        new(
            "a note belongs to no stream",
            "SELECT count(*), NULL, 'memory/' || min(id) FROM memory_note WHERE 'memory/' || id NOT IN (SELECT id FROM stream)"),
        new(
            "a version of a document belongs to no stream",
            """
            SELECT count(*), NULL, 'document/' || min(document) FROM memory_document
            WHERE 'document/' || document NOT IN (SELECT id FROM stream)
            """),
    ];

    internal override IReadOnlyList<FullTextIndex> FullTextIndexes { get; } =
    [
        new(
            "memory_note_text",
            ["subject", "text"],
            "SELECT number, subject, text FROM memory_note ORDER BY number",
            "note",
            "SELECT 'memory/' || id, NULL, NULL FROM memory_note WHERE number = ?1"),
        new(
            "memory_document_text",
            ["name", "text"],
            "SELECT number, name, text FROM memory_document WHERE current = 1 ORDER BY number",
            "document",
            "SELECT 'document/' || document, version, NULL FROM memory_document WHERE number = ?1"),
    ];

    internal override IReadOnlyList<RowCount> Counts { get; } =
        [new(typeof(NoteRow), NoteMachine.Kind, "note", "SELECT count(*) FROM memory_note WHERE id = ?1")];

    internal static MemoryNote Note(ReadOnlySpan<byte> detail) => StoredDetail.Read(detail, NoteJson.Plain.MemoryNote);

    internal static DocumentVersion Version(ReadOnlySpan<byte> detail) =>
        StoredDetail.Read(detail, DocumentJson.Plain.DocumentVersion);

    internal static string Folded(string subject) => subject.Trim().ToLowerInvariant();

    internal override byte[]? Detail(ReadRow row) => row switch
    {
        { IsRemoved: true } => null,
        NoteRow note => JsonSerializer.SerializeToUtf8Bytes(note.Note, NoteJson.Plain.MemoryNote),
        DocumentVersionRow version => JsonSerializer.SerializeToUtf8Bytes(
            version.Content!, DocumentJson.Plain.DocumentVersion),
        _ => throw new UnreachableException(),
    };

    internal override SqliteTable InSqlite(SqliteDatabase database) => new SqliteMemoryTable(database);

    internal override object SqliteReads(ReadPool reads, TimeProvider time) => new SqliteMemoryReads(reads);

    internal override VolatileTable InMemory(Lock gate, TimeProvider time) => new VolatileMemoryTable(gate);

    internal override RowState Compare(SqliteDatabase database, ReadRow row, EventPosition position) => row switch
    {
        NoteRow { IsRemoved: true } => StoredDetail.Absent(
            database.Prepare("SELECT 1 FROM memory_note WHERE id = ?1").Bind(1, row.Key)),
        NoteRow note => Compare(database, note),
        DocumentVersionRow { IsRemoved: true } version => StoredDetail.Absent(
            database.Prepare("SELECT 1 FROM memory_document WHERE document = ?1 AND version = ?2")
                .Bind(1, version.Document).Bind(2, version.Version)),
        DocumentVersionRow version => Compare(database, version),
        _ => throw new UnreachableException(),
    };

    private RowState Compare(SqliteDatabase database, NoteRow row)
    {
        var (note, content) = (row.Note, row.Note.Content!);
        var statement = database.Prepare("""
            SELECT detail FROM memory_note WHERE id = ?1 AND scope = ?2 AND subject = ?3 AND subject_folded = ?4 AND text = ?5
              AND standing = ?6 AND expires_at IS ?7
            """);
        statement.Bind(1, note.Id.Value).Bind(2, content.Scope.ToString()).Bind(3, content.Subject)
            .Bind(4, Folded(content.Subject)).Bind(5, content.Text).Bind(6, (long)note.Standing)
            .Bind(7, content.ExpiresAt is { } at ? Instant.Of(at) : null);
        return StoredDetail.Compare(statement, Detail(row)!);
    }

    private RowState Compare(SqliteDatabase database, DocumentVersionRow row)
    {
        var content = row.Content!;
        var statement = database.Prepare("""
            SELECT detail FROM memory_document WHERE document = ?1 AND version = ?2 AND scope = ?3 AND name = ?4 AND text = ?5
            """);
        statement.Bind(1, row.Document).Bind(2, row.Version).Bind(3, content.Scope.ToString()).Bind(4, content.Name)
            .Bind(5, content.Text.Text);
        return StoredDetail.Compare(statement, Detail(row)!);
    }
}
