using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>Queries over the table of knowledge. Null for scopes: all of them.</summary>
public interface IKnowledgeReads
{
    ValueTask<KnowledgeItem?> ItemAsync(KnowledgeId id, CancellationToken cancellationToken);

    /// <summary>The current pieces of that key in that scope: one that was reviewed at most, and those beside it.</summary>
    ValueTask<IReadOnlyList<KnowledgeItem>> OfKeyAsync(
        MemoryScope scope, string key, CancellationToken cancellationToken);

    /// <summary>The current pieces, newest first.</summary>
    ValueTask<IReadOnlyList<KnowledgeItem>> ListAsync(
        IReadOnlyList<MemoryScope>? scopes, KnowledgeId? after, int limit, CancellationToken cancellationToken);

    /// <summary>The current pieces that have any of the words, best first.</summary>
    ValueTask<IReadOnlyList<FoundKnowledge>> FindAsync(
        IReadOnlyList<string> words, IReadOnlyList<MemoryScope>? scopes, int limit, CancellationToken cancellationToken);

    /// <summary>How many pieces there are, and how many have each of the words.</summary>
    ValueTask<KnowledgeFrequencies> FrequenciesAsync(IReadOnlyList<string> words, CancellationToken cancellationToken);
}
