namespace AgentGateway.Gateways.Slack;

/// <summary>
/// In which conversation each person last wrote in each channel, because a slash command comes without its thread.
/// </summary>
internal sealed class SlackWhereabouts
{
    private const int EntriesMax = 2000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Person, string Channel), (string Thread, long Order)> _threads = [];
    private long _order;

    public string? Find(string person, string channel)
    {
        lock (_gate) return _threads.TryGetValue((person, channel), out var found) ? found.Thread : null;
    }

    public void Keep(string person, string channel, string thread)
    {
        lock (_gate)
        {
            _threads[(person, channel)] = (thread, ++_order);
            if (_threads.Count <= EntriesMax) return;
            foreach (var old in _threads.OrderBy(entry => entry.Value.Order).Take(EntriesMax / 4)
                .Select(entry => entry.Key).ToList())
                _threads.Remove(old);
        }
    }
}
