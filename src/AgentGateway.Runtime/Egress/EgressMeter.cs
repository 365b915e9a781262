using AgentGateway.Domain.Egress;

namespace AgentGateway.Runtime.Egress;

/// <summary>Counts what one run uses of each host between two reports.</summary>
internal sealed class EgressMeter
{
    /// <summary>Hosts beyond these are counted together, so that a run cannot fill the journal with names.</summary>
    public const int HostsMax = 200;

    public const string Others = "(others)";

    private readonly Lock _changing = new();
    private Dictionary<string, EgressCount> _counts = new(StringComparer.Ordinal);

    public void Add(EgressTarget target, EgressCount count)
    {
        var host = target.ToString();
        lock (_changing)
        {
            if (!_counts.ContainsKey(host) && _counts.Count >= HostsMax) host = Others;
            _counts[host] = _counts.GetValueOrDefault(host) + count;
        }
    }

    /// <summary>What was counted since this was last called.</summary>
    public IReadOnlyDictionary<string, EgressCount> Take()
    {
        lock (_changing)
        {
            var taken = _counts;
            _counts = new(StringComparer.Ordinal);
            return taken;
        }
    }
}
