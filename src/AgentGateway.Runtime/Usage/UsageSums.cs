using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Usage;

/// <summary>Rows while they are added up, by their names.</summary>
internal sealed class UsageSums
{
    private readonly Dictionary<string, Sum> _sums = new(StringComparer.Ordinal);

    /// <param name="isNewTurn">Whether nothing of the turn was added under this name before.</param>
    public void Add(string name, TokenUsage usage, bool isNewTurn = true)
    {
        if (!_sums.TryGetValue(name, out var sum)) _sums[name] = sum = new();
        sum.Usage += usage;
        if (isNewTurn) sum.Turns++;
    }

    public List<UsageRow> Rows() => [.. _sums.Select(sum => UsageRow.Of(sum.Key, sum.Value.Turns, sum.Value.Usage))];

    private sealed class Sum
    {
        public int Turns { get; set; }

        public TokenUsage Usage { get; set; } = TokenUsage.None;
    }
}
