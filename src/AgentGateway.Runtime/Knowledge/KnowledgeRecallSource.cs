using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>Knowledge, as recall finds it.</summary>
internal sealed class KnowledgeRecallSource(IKnowledgeReads reads) : IMeaningSource
{
    public string Kind => "knowledge";

    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken) =>
        [
            .. (await reads.FindAsync(query.Words, query.Scopes, query.CandidatesMax, cancellationToken))
                .Where(found => IsAsked(found.Item, query)).Select(found => Of(found.Item, found.Score)),
        ];

    public ChangedText? ChangeOf(StoredEvent stored) =>
        stored.Stream.Kind == KnowledgeMachine.Kind ? new(stored.Stream.Id, stored.Stream.Id) : null;

    public async ValueTask<IReadOnlyList<RecallCandidate>> ItemsAsync(
        IReadOnlyList<string> ids, RecallQuery? query, CancellationToken cancellationToken)
    {
        List<RecallCandidate> items = [];
        foreach (var id in ids)
            if (await reads.ItemAsync(KnowledgeId.Of(id), cancellationToken) is { Standing: KnowledgeStanding.Current } item
                && (query is null || (query.Scopes.Contains(item.Content!.Scope) && IsAsked(item, query))))
                items.Add(Of(item, 0));
        return items;
    }

    private static bool IsAsked(KnowledgeItem item, RecallQuery query) =>
        query.Admits(item.Author!.Name, null, item.UpdatedAt);

    private static RecallCandidate Of(KnowledgeItem item, double relevance) => new()
    {
        Kind = "knowledge",
        Id = item.Id.Value,
        Text = item.Content!.Summary,
        Title = item.Content.Subject,
        Speaker = item.Author!.Name,
        At = item.UpdatedAt,
        Scope = item.Content.Scope,
        Trust = KnowledgeTexts.Trust(item),
        Source = $"knowledge {item.Id} by {item.Author.Name}",
        Relevance = relevance,
    };
}
