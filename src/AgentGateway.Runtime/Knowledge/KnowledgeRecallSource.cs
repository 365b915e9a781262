using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>Knowledge, as recall finds it.</summary>
internal sealed class KnowledgeRecallSource(IKnowledgeReads reads) : IRecallSource
{
    public string Kind => "knowledge";

    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken) => query.Thread is not null
        ? []
        :
        [
            .. (await reads.FindAsync(query.Words, query.Scopes, query.CandidatesMax, cancellationToken))
                .Where(found => IsAsked(found.Item, query)).Select(found => Of(found.Item, found.Score)),
        ];

    public async ValueTask<IReadOnlyList<RecallCandidate>> ItemsAsync(
        IReadOnlyList<string> ids, RecallQuery query, CancellationToken cancellationToken)
    {
        List<RecallCandidate> items = [];
        foreach (var id in ids)
            if (query.Thread is null
                && PrefixedId.Parse<KnowledgeId>(id) is { } known
                && await reads.ItemAsync(known, cancellationToken) is { Standing: KnowledgeStanding.Current } item
                && query.Scopes.Contains(item.Content!.Scope)
                && IsAsked(item, query))
                items.Add(Of(item, 0));
        return items;
    }

    private static bool IsAsked(KnowledgeItem item, RecallQuery query) =>
        (query.Speaker is null || item.Author!.Name.Equals(query.Speaker, StringComparison.OrdinalIgnoreCase))
        && (query.Since is not { } since || item.UpdatedAt >= since)
        && (query.Until is not { } until || item.UpdatedAt < until);

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
