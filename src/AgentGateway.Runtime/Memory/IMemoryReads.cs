using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Memory;

/// <summary>The queries of the tables of notes and of documents. Each sees one snapshot.</summary>
public interface IMemoryReads
{
    /// <summary>The note; null where there is none, or where it is forgotten.</summary>
    ValueTask<MemoryNote?> NoteAsync(NoteId id, CancellationToken cancellationToken);

    /// <summary>Notes that fit the filter, newest first by id, behind <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<MemoryNote>> NotesAsync(
        NoteFilter filter, NoteId? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that count and have any of the words in some form, the best first, with bm25 as a positive number.
    /// </summary>
    ValueTask<IReadOnlyList<Scored<MemoryNote>>> FindNotesAsync(
        MemorySearch search, CancellationToken cancellationToken);

    /// <summary>One version of a document; null where there is none.</summary>
    ValueTask<DocumentVersion?> DocumentAsync(DocumentId id, long version, CancellationToken cancellationToken);

    /// <summary>The present version; null where there is none.</summary>
    ValueTask<DocumentVersion?> DocumentAsync(DocumentId id, CancellationToken cancellationToken);

    /// <summary>The versions of a document before that one, the newest first.</summary>
    ValueTask<IReadOnlyList<DocumentVersion>> VersionsAsync(
        DocumentId id, long before, int limit, CancellationToken cancellationToken);

    /// <summary>The present versions of all documents of these scopes, by scope and name.</summary>
    ValueTask<IReadOnlyList<DocumentVersion>> DocumentsAsync(
        IReadOnlyList<MemoryScope>? scopes, CancellationToken cancellationToken);

    /// <summary>The same that have any of the words in some form, the best first.</summary>
    ValueTask<IReadOnlyList<Scored<DocumentVersion>>> FindDocumentsAsync(
        MemorySearch search, CancellationToken cancellationToken);
}
