using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Memory;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Memory;

/// <summary>
/// Writes the rows of notes and documents. The full-text indexes refer to the rows, so the words of a row go out of the
/// index before the row changes. An index only marks words as deleted until its segments are merged, so that it is merged
/// whole when something is forgotten: these indexes are small, and what is forgotten has to be gone.
/// </summary>
internal sealed class SqliteMemoryTable(SqliteDatabase database) : SqliteTable
{
    private readonly SqliteStatement _findNote = database.Prepare(
        "SELECT number, subject, text FROM memory_note WHERE id = ?1");

    private readonly SqliteStatement _putNote = database.Prepare("""
        INSERT INTO memory_note (id, scope, subject, subject_folded, text, standing, expires_at, detail)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, subject = excluded.subject,
          subject_folded = excluded.subject_folded, text = excluded.text, standing = excluded.standing,
          expires_at = excluded.expires_at, detail = excluded.detail
        """);

    private readonly SqliteStatement _removeNote = database.Prepare("DELETE FROM memory_note WHERE id = ?1");

    private readonly SqliteStatement _indexNote = database.Prepare(
        "INSERT INTO memory_note_text (rowid, subject, text) SELECT number, subject, text FROM memory_note WHERE id = ?1");

    private readonly SqliteStatement _unindexNote = database.Prepare(
        "INSERT INTO memory_note_text (memory_note_text, rowid, subject, text) VALUES ('delete', ?1, ?2, ?3)");

    private readonly SqliteStatement _mergeNotes = database.Prepare(
        "INSERT INTO memory_note_text (memory_note_text) VALUES ('optimize')");

    private readonly SqliteStatement _mergeDocuments = database.Prepare(
        "INSERT INTO memory_document_text (memory_document_text) VALUES ('optimize')");

    private readonly SqliteStatement _current = database.Prepare(
        "SELECT number, name, text FROM memory_document WHERE document = ?1 AND current = 1");

    private readonly SqliteStatement _isCurrent = database.Prepare(
        "SELECT current FROM memory_document WHERE document = ?1 AND version = ?2");

    private readonly SqliteStatement _past = database.Prepare(
        "UPDATE memory_document SET current = 0 WHERE document = ?1 AND current = 1");

    private readonly SqliteStatement _putVersion = database.Prepare("""
        INSERT INTO memory_document (document, version, scope, name, current, text, detail)
        VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6)
        """);

    private readonly SqliteStatement _removeVersion = database.Prepare(
        "DELETE FROM memory_document WHERE document = ?1 AND version = ?2");

    private readonly SqliteStatement _indexDocument = database.Prepare("""
        INSERT INTO memory_document_text (rowid, name, text)
        SELECT number, name, text FROM memory_document WHERE document = ?1 AND version = ?2
        """);

    private readonly SqliteStatement _unindexDocument = database.Prepare(
        "INSERT INTO memory_document_text (memory_document_text, rowid, name, text) VALUES ('delete', ?1, ?2, ?3)");

    public override void Put(PreparedRow prepared, long position)
    {
        switch (prepared.Row)
        {
            case NoteRow note:
                Put(note.Note, prepared.Detail);
                break;
            case DocumentVersionRow version:
                Put(version.Content!, prepared.Detail);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public override void Remove(ReadRow row)
    {
        switch (row)
        {
            case NoteRow note:
                Unindex(_findNote, _unindexNote, note.Key);
                _removeNote.Bind(1, note.Key).Run();
                _mergeNotes.Run();
                break;
            case DocumentVersionRow version:
                var isCurrent = IsCurrent(version);
                if (isCurrent) Unindex(_current, _unindexDocument, version.Document);
                _removeVersion.Bind(1, version.Document).Bind(2, version.Version).Run();
                if (isCurrent) _mergeDocuments.Run();
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Put(MemoryNote note, ReadOnlySpan<byte> detail)
    {
        var content = note.Content!;
        Unindex(_findNote, _unindexNote, note.Id.Value);
        _putNote.Bind(1, note.Id.Value).Bind(2, content.Scope.ToString()).Bind(3, content.Subject)
            .Bind(4, MemoryTable.Folded(content.Subject)).Bind(5, content.Text).Bind(6, (long)note.Standing)
            .Bind(7, content.ExpiresAt is { } at ? Instant.Of(at) : null).BindText(8, detail).Run();
        _indexNote.Bind(1, note.Id.Value).Run();
    }

    private void Put(DocumentVersion version, ReadOnlySpan<byte> detail)
    {
        Unindex(_current, _unindexDocument, version.Document.Value);
        _past.Bind(1, version.Document.Value).Run();
        _putVersion.Bind(1, version.Document.Value).Bind(2, version.Version).Bind(3, version.Scope.ToString())
            .Bind(4, version.Name).Bind(5, version.Text.Text).BindText(6, detail).Run();
        _indexDocument.Bind(1, version.Document.Value).Bind(2, version.Version).Run();
    }

    private bool IsCurrent(DocumentVersionRow version)
    {
        var isCurrent = _isCurrent.Bind(1, version.Document).Bind(2, version.Version).Step()
            && _isCurrent.Int64(0) != 0;
        _isCurrent.Reset();
        return isCurrent;
    }

    /// <summary>Takes the words of a row, which the first statement finds by its key, out of its index.</summary>
    private static void Unindex(SqliteStatement find, SqliteStatement unindex, string key)
    {
        if (!find.Bind(1, key).Step())
        {
            find.Reset();
            return;
        }

        var (number, title, text) = (find.Int64(0), find.Bytes(1).ToArray(), find.Bytes(2).ToArray());
        find.Reset();
        unindex.Bind(1, number).BindText(2, title).BindText(3, text).Run();
    }
}
