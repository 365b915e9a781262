using System.Collections.Concurrent;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Connections;

/// <summary>
/// The connections that are up, by platform. What wants to send waits here until there is one. Safe for several threads.
/// </summary>
internal sealed class LiveConnections
{
    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    /// <summary>The connection and the account that it is of; null while there is none.</summary>
    public (IChatConnection Connection, ChatAccount Account)? Find(string platform) =>
        _slots.TryGetValue(platform, out var slot) && slot.Ready.Task is { IsCompletedSuccessfully: true } ready
            ? ready.Result
            : null;

    /// <summary>Waits until the platform is connected.</summary>
    public Task<(IChatConnection Connection, ChatAccount Account)> ReadyAsync(
        string platform, CancellationToken cancellationToken) =>
        SlotOf(platform).Ready.Task.WaitAsync(cancellationToken);

    public void Up(string platform, IChatConnection connection, ChatAccount account)
    {
        Down(platform);
        SlotOf(platform).Ready.TrySetResult((connection, account));
    }

    public void Down(string platform)
    {
        if (_slots.TryGetValue(platform, out var slot) && slot.Ready.Task.IsCompleted)
            _slots.TryUpdate(platform, new(), slot);
    }

    private Slot SlotOf(string platform) => _slots.GetOrAdd(platform, static _ => new());

    private sealed class Slot
    {
        public TaskCompletionSource<(IChatConnection Connection, ChatAccount Account)> Ready { get; } = new(
            TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
