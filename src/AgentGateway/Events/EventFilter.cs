using AgentGateway.Domain.Ids;

namespace AgentGateway.Events;

/// <summary>
/// Which streams a follower wants: exact ones, or all of a kind by a prefix that ends with <c>/</c>. None named: all.
/// </summary>
internal sealed class EventFilter(IReadOnlyList<string> streams)
{
    public bool Wants(StreamId stream)
    {
        if (streams.Count == 0) return true;
        foreach (var wanted in streams)
            if (wanted.EndsWith('/')
                ? stream.Value.StartsWith(wanted, StringComparison.Ordinal)
                : stream.Value == wanted)
                return true;
        return false;
    }
}
