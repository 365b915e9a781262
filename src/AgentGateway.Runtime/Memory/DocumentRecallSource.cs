using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Memory;

/// <summary>The present texts of documents, as recall finds them.</summary>
internal sealed class DocumentRecallSource(IMemoryReads reads, TimeProvider time) : IMeaningSource
{
    public string Kind => "document";

    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken) =>
        [
            .. (await reads.FindDocumentsAsync(
                    new(query.Words, query.Scopes, time.GetUtcNow(), query.CandidatesMax), cancellationToken))
                .Where(found => IsAsked(found.Item, query)).Select(found => Of(found.Item, found.Score)),
        ];

    public ChangedText? ChangeOf(StoredEvent stored) =>
        stored.Stream.Kind == DocumentMachine.Kind ? new(stored.Stream.Id, stored.Stream.Id) : null;

    public async ValueTask<IReadOnlyList<RecallCandidate>> ItemsAsync(
        IReadOnlyList<string> ids, RecallQuery? query, CancellationToken cancellationToken)
    {
        List<RecallCandidate> items = [];
        foreach (var id in ids)
            if (await reads.DocumentAsync(DocumentId.Of(id), cancellationToken) is { } version
                && (query is null || (query.Scopes.Contains(version.Scope) && IsAsked(version, query))))
                items.Add(Of(version, 0));
        return items;
    }

    private static bool IsAsked(DocumentVersion version, RecallQuery query) =>
        query.Admits(version.Author.Name, null, version.At);

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
