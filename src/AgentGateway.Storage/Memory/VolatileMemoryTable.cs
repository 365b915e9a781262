using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Memory;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Memory;

/// <summary>Notes and documents in memory. How well a text fits is how many of the words it has.</summary>
internal sealed class VolatileMemoryTable(Lock gate) : VolatileTable(gate), IMemoryReads
{
    private readonly SortedDictionary<string, NoteRow> _notes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocumentVersionRow> _versions = [];

    public override void Put(ReadRow row, long position)
    {
        switch (row)
        {
            case NoteRow note:
                _notes[note.Key] = note;
                break;
            case DocumentVersionRow version:
                _versions[version.Key] = version;
                break;
            default:
                throw new UnreachableException();
        }
    }

    public override void Remove(ReadRow row)
    {
        if (row is NoteRow) _notes.Remove(row.Key);
        else _versions.Remove(row.Key);
    }

    public override ReadRow? Find(ReadRow row, long position) =>
        row is NoteRow ? _notes.GetValueOrDefault(row.Key) : _versions.GetValueOrDefault(row.Key);

    public ValueTask<MemoryNote?> NoteAsync(NoteId id, CancellationToken cancellationToken) =>
        Read(() => _notes.GetValueOrDefault(id.Value)?.Note, cancellationToken);

    public ValueTask<IReadOnlyList<MemoryNote>> NotesAsync(
        NoteFilter filter, NoteId? after, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<MemoryNote>>(
            () =>
            [
                .. _notes.Values.Reverse().Select(row => row.Note)
                    .Where(note => after is null || string.CompareOrdinal(note.Id.Value, after.Value.Value) < 0)
                    .Where(note => Fits(note, filter)).Take(limit),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<Scored<MemoryNote>>> FindNotesAsync(
        MemorySearch search, CancellationToken cancellationToken) =>
        Read(
            () => Best(
                _notes.Values.Reverse().Select(row => row.Note)
                    .Where(note => Fits(note, new(search.Scopes, NoteStanding.Active, null, search.At))),
                note => $"{note.Content!.Subject} {note.Content.Text}",
                search),
            cancellationToken);

    public ValueTask<DocumentVersion?> DocumentAsync(
        DocumentId id, long version, CancellationToken cancellationToken) =>
        Read(
            () => _versions.GetValueOrDefault(new DocumentVersionRow(id.Value, version, null).Key)?.Content,
            cancellationToken);

    public ValueTask<DocumentVersion?> DocumentAsync(DocumentId id, CancellationToken cancellationToken) =>
        Read(() => Present().FirstOrDefault(version => version.Document == id), cancellationToken);

    public ValueTask<IReadOnlyList<DocumentVersion>> VersionsAsync(
        DocumentId id, long before, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<DocumentVersion>>(
            () =>
            [
                .. _versions.Values.Select(row => row.Content!)
                    .Where(version => version.Document == id && version.Version < before)
                    .OrderByDescending(version => version.Version).Take(limit),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<DocumentVersion>> DocumentsAsync(
        IReadOnlyList<MemoryScope>? scopes, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<DocumentVersion>>(() => [.. Present(scopes)], cancellationToken);

    public ValueTask<IReadOnlyList<Scored<DocumentVersion>>> FindDocumentsAsync(
        MemorySearch search, CancellationToken cancellationToken) =>
        Read(
            () => Best(Present(search.Scopes), version => $"{version.Name} {version.Text.Text}", search),
            cancellationToken);

    private static bool Fits(MemoryNote note, NoteFilter filter) =>
        filter.Scopes?.Contains(note.Content!.Scope) != false
        && (filter.Standing is null || note.Standing == filter.Standing)
        && (filter.Subject is null
            || MemoryTable.Folded(note.Content!.Subject) == MemoryTable.Folded(filter.Subject))
        && (filter.At is null || note.Content!.ExpiresAt is not { } end || end > filter.At);

    private static IReadOnlyList<Scored<T>> Best<T>(
        IEnumerable<T> items, Func<T, string> text, MemorySearch search)
    {
        HashSet<string> wanted = [.. search.Words.SelectMany(RecallWords.Stems)];
        return
        [
            .. items.Select(item => new Scored<T>(item, RecallWords.Stems(text(item)).Distinct().Count(wanted.Contains)))
                .Where(found => found.Score > 0).OrderByDescending(found => found.Score).Take(search.Limit),
        ];
    }

    private IEnumerable<DocumentVersion> Present(IReadOnlyList<MemoryScope>? scopes = null) =>
        _versions.Values.Select(row => row.Content!).GroupBy(version => version.Document)
            .Select(versions => versions.MaxBy(version => version.Version)!)
            .Where(version => scopes?.Contains(version.Scope) != false)
            .OrderBy(version => version.Scope.ToString(), StringComparer.Ordinal)
            .ThenBy(version => version.Name, StringComparer.Ordinal);
}
