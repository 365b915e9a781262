using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>Knowledge, as recall finds it.</summary>
internal sealed class KnowledgeRecallSource(IKnowledgeReads reads) : IRecallSource
{
    public string Kind => "knowledge";

    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken) =>
        [
            .. (await reads.FindAsync(query.Words, query.Scopes, query.CandidatesMax, cancellationToken))
                .Where(found => IsAsked(found.Item, query)).Select(found => Of(found.Item, found.Score)),
        ];

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
