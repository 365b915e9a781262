using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Knowledge;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Knowledge;

/// <summary>Knowledge in memory. How well a piece fits is how many of the words it has.</summary>
internal sealed class VolatileKnowledgeTable(Lock gate) : VolatileTable(gate), IKnowledgeReads
{
    private readonly SortedDictionary<string, KnowledgeRow> _rows = new(StringComparer.Ordinal);

    public override void Put(ReadRow row, long position) => _rows[row.Key] = (KnowledgeRow)row;

    public override void Remove(ReadRow row) => _rows.Remove(row.Key);

    public override ReadRow? Find(ReadRow row, long position) => _rows.GetValueOrDefault(row.Key);

    public ValueTask<KnowledgeItem?> ItemAsync(KnowledgeId id, CancellationToken cancellationToken) =>
        Read(() => _rows.GetValueOrDefault(id.Value)?.Item, cancellationToken);

    public ValueTask<IReadOnlyList<KnowledgeItem>> OfKeyAsync(
        MemoryScope scope, string key, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<KnowledgeItem>>(
            () =>
            [
                .. Current(null).Where(item => item.Content!.Scope == scope && item.Content.CoverageKey == key).Reverse(),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<KnowledgeItem>> ListAsync(
        IReadOnlyList<MemoryScope>? scopes, KnowledgeId? after, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<KnowledgeItem>>(
            () =>
            [
                .. Current(scopes)
                    .Where(item => after is null || string.CompareOrdinal(item.Id.Value, after.Value.Value) < 0)
                    .Take(limit),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<FoundKnowledge>> FindAsync(
        IReadOnlyList<string> words, IReadOnlyList<MemoryScope>? scopes, int limit, CancellationToken cancellationToken)
    {
        HashSet<string> wanted = [.. words.SelectMany(RecallWords.Stems)];
        return Read<IReadOnlyList<FoundKnowledge>>(
            () =>
            [
                .. Current(scopes).Select(item => new FoundKnowledge(item, StemsOf(item).Count(wanted.Contains)))
                    .Where(found => found.Score > 0).OrderByDescending(found => found.Score).Take(limit),
            ],
            cancellationToken);
    }

    public ValueTask<KnowledgeFrequencies> FrequenciesAsync(
        IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        Read(
            () =>
            {
                var all = _rows.Values.Select(row => StemsOf(row.Item)).ToList();
                return new KnowledgeFrequencies(
                    all.Count, [.. words.Select(word => (long)all.Count(stems => RecallWords.Stems(word).All(stems.Contains)))]);
            },
            cancellationToken);

    private IEnumerable<KnowledgeItem> Current(IReadOnlyList<MemoryScope>? scopes) =>
        _rows.Values.Reverse().Select(row => row.Item).Where(
            item => item.Standing == KnowledgeStanding.Current && scopes?.Contains(item.Content!.Scope) != false);

    private static HashSet<string> StemsOf(KnowledgeItem item) =>
        [.. RecallWords.Stems($"{item.Content!.Subject} {item.Content.CoverageKey} {item.Content.Summary}")];
}
