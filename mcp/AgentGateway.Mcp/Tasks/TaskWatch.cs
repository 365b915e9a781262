using System.Text.Json.Nodes;
using AgentGateway.Mcp.Subscriptions;

namespace AgentGateway.Mcp.Tasks;

/// <summary>The tasks that one listening client follows, and what it was last told of each.</summary>
internal sealed class TaskWatch(TasksExtension tasks, TaskClient? client, Subscription subscription)
{
    private readonly Dictionary<string, TaskState> _told = [];

    public IReadOnlyCollection<string> TaskIds => _told.Keys;

    public async Task AddAsync(string taskId, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(client!, taskId, cancellationToken) is not { } state) return;
        foreach (var uri in state.WatchUris) subscription.Add(ResourceChange.Updated(uri));
        // The state as it was before it was watched: if it changed meanwhile, the client is told at once.
        _told[taskId] = state;
        foreach (var uri in state.WatchUris) subscription.Offer(ResourceChange.Updated(uri));
    }

    /// <summary>The new states of the followed tasks that this change has to do with.</summary>
    public async Task<IReadOnlyList<JsonObject>> ChangedAsync(
        ResourceChange change, CancellationToken cancellationToken)
    {
        if (change.Uri is not { } uri || _told.Count == 0) return [];
        List<JsonObject> changed = [];
        foreach (var (taskId, told) in _told.ToArray())
        {
            if (told.HasEnded || !told.WatchUris.Contains(uri)) continue;
            if (await tasks.FindAsync(client!, taskId, cancellationToken) is not { } state
                || IsSame(state, told))
                continue;
            _told[taskId] = state;
            changed.Add(state.ToJson(tasks.PollInterval));
        }
        return changed;
    }

    private static bool IsSame(TaskState state, TaskState told) =>
        state.Status == told.Status
            && state.Message == told.Message
            && JsonNode.DeepEquals(state.InputRequests, told.InputRequests);
}
