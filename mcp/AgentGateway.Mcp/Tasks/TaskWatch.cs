using System.Text.Json.Nodes;
using AgentGateway.Mcp.Subscriptions;

namespace AgentGateway.Mcp.Tasks;

/// <summary>The tasks that one listening client follows, and the state of each that it was last sent.</summary>
internal sealed class TaskWatch(TasksExtension tasks, TaskClient? client, Subscription subscription)
{
    private readonly Dictionary<string, TaskState> _sent = [];

    public IReadOnlyCollection<string> TaskIds => _sent.Keys;

    public async Task AddAsync(string taskId, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(client!, taskId, cancellationToken) is not { } state) return;
        foreach (var uri in state.WatchUris) subscription.Add(ResourceChange.Updated(uri));
        // The state as it was before it was watched: if it changed meanwhile, the client is notified at once.
        _sent[taskId] = state;
        foreach (var uri in state.WatchUris) subscription.Offer(ResourceChange.Updated(uri));
    }

    /// <summary>The new states of the followed tasks that this change has to do with.</summary>
    public async Task<IReadOnlyList<JsonObject>> ChangedAsync(
        ResourceChange change, CancellationToken cancellationToken)
    {
        if (change.Uri is not { } uri || _sent.Count == 0) return [];
        List<JsonObject> changed = [];
        foreach (var (taskId, sent) in _sent.ToArray())
        {
            if (sent.HasEnded || !sent.WatchUris.Contains(uri)) continue;
            if (await tasks.FindAsync(client!, taskId, cancellationToken) is not { } state
                || IsSame(state, sent))
                continue;
            _sent[taskId] = state;
            changed.Add(state.ToJson(tasks.PollInterval));
        }
        return changed;
    }

    private static bool IsSame(TaskState state, TaskState sent) =>
        state.Status == sent.Status
            && state.Message == sent.Message
            && JsonNode.DeepEquals(state.InputRequests, sent.InputRequests);
}
