using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Memory;

/// <summary>The present texts of documents, as recall finds them.</summary>
internal sealed class DocumentRecallSource(IMemoryReads reads, TimeProvider time) : IRecallSource
{
    public string Kind => "document";

    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken) =>
        [
            .. (await reads.FindDocumentsAsync(
                    new(query.Words, query.Scopes, time.GetUtcNow(), query.CandidatesMax), cancellationToken))
                .Where(found => IsAsked(found.Item, query)).Select(found => Of(found.Item, found.Score)),
        ];

    public async ValueTask<IReadOnlyList<RecallCandidate>> ItemsAsync(
        IReadOnlyList<string> ids, RecallQuery query, CancellationToken cancellationToken)
    {
        List<RecallCandidate> items = [];
        foreach (var id in ids)
            if (PrefixedId.Parse<DocumentId>(id) is { } document
                && await reads.DocumentAsync(document, cancellationToken) is { } found
                && query.Scopes.Contains(found.Scope)
                && IsAsked(found, query))
                items.Add(Of(found, 0));
        return items;
    }

    private static bool IsAsked(DocumentVersion version, RecallQuery query) =>
        query.Thread is null
        && (query.Speaker is null || version.Author.Name.Equals(query.Speaker, StringComparison.OrdinalIgnoreCase))
        && (query.Since is not { } since || version.At >= since)
        && (query.Until is not { } until || version.At < until);

    private static RecallCandidate Of(DocumentVersion version, double relevance) => new()
    {
        Kind = "document",
        Id = version.Document.Value,
        Text = version.Text.Text,
        Title = version.Name,
        Speaker = version.Author.Name,
        At = version.At,
        Scope = version.Scope,
        Trust = version.Author.IsUntrusted ? RecallTrust.Untrusted
            : version.Author.IsPerson ? RecallTrust.Confirmed
            : RecallTrust.Working,
        Source = $"document {version.Name} of {version.Scope}, version {version.Version}",
        Relevance = relevance,
    };
}
