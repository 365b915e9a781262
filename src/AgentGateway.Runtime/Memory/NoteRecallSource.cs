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
