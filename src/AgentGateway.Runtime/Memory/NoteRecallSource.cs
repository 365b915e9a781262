using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Memory;

/// <summary>Notes, as recall finds them.</summary>
internal sealed class NoteRecallSource(IMemoryReads reads, TimeProvider time) : IRecallSource
{
    public string Kind => "note";

    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken) =>
        [
            .. (await reads.FindNotesAsync(
                    new(query.Words, query.Scopes, time.GetUtcNow(), query.CandidatesMax), cancellationToken))
                .Where(found => IsAsked(found.Item, query)).Select(found => Of(found.Item, found.Score)),
        ];

    public async ValueTask<IReadOnlyList<RecallCandidate>> ItemsAsync(
        IReadOnlyList<string> ids, RecallQuery query, CancellationToken cancellationToken)
    {
        List<RecallCandidate> items = [];
        var now = time.GetUtcNow();
        foreach (var id in ids)
            if (PrefixedId.Parse<NoteId>(id) is { } note
                && await reads.NoteAsync(note, cancellationToken) is { Standing: NoteStanding.Active } found
                && query.Scopes.Contains(found.Content!.Scope)
                && (found.Content.ExpiresAt is not { } end || end > now)
                && IsAsked(found, query))
                items.Add(Of(found, 0));
        return items;
    }

    private static bool IsAsked(MemoryNote note, RecallQuery query) =>
        (query.Speaker is null || note.Author!.Name.Equals(query.Speaker, StringComparison.OrdinalIgnoreCase))
        && (query.Thread is null || note.Source.Thread == query.Thread)
        && (query.Since is not { } since || note.UpdatedAt >= since)
        && (query.Until is not { } until || note.UpdatedAt < until);

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
