using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Memory;

/// <summary>Notes, as recall finds them.</summary>
internal sealed class NoteRecallSource(IMemoryReads reads, TimeProvider time) : IMeaningSource
{
    public string Kind => "note";

    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken) =>
        [
            .. (await reads.FindNotesAsync(
                    new(query.Words, query.Scopes, time.GetUtcNow(), query.CandidatesMax), cancellationToken))
                .Where(found => IsAsked(found.Item, query)).Select(found => Of(found.Item, found.Score)),
        ];

    public ChangedText? ChangeOf(StoredEvent stored) =>
        stored.Stream.Kind == NoteMachine.Kind ? new(stored.Stream.Id, stored.Stream.Id) : null;

    public async ValueTask<IReadOnlyList<RecallCandidate>> ItemsAsync(
        IReadOnlyList<string> ids, RecallQuery? query, CancellationToken cancellationToken)
    {
        List<RecallCandidate> items = [];
        var now = time.GetUtcNow();
        foreach (var id in ids)
            if (await reads.NoteAsync(NoteId.Of(id), cancellationToken) is { Standing: NoteStanding.Active } note
                && !(note.Content!.ExpiresAt <= now)
                && (query is null || (query.Scopes.Contains(note.Content.Scope) && IsAsked(note, query))))
                items.Add(Of(note, 0));
        return items;
    }

    private static bool IsAsked(MemoryNote note, RecallQuery query) =>
        query.Admits(note.Author!.Name, note.Source.Thread, note.UpdatedAt);

    private static RecallCandidate Of(MemoryNote note, double relevance) => new()
    {
        Kind = "note",
        Id = note.Id.Value,
        Text = note.Content!.Text,
        Title = note.Content.Subject,
        Speaker = note.Author!.Name,
        At = note.UpdatedAt,
        Scope = note.Content.Scope,
        Trust = MemoryTexts.Trust(note),
        Source = $"note {note.Id} by {note.Author.Name}"
            + (MemoryTexts.Source(note.Source) is { } source ? $", from {source}" : ""),
        Relevance = relevance,
    };
}
