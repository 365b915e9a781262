using System.Runtime.CompilerServices;
using AgentGateway.Domain.Agents;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Roster;

namespace AgentGateway.Mcp.Resources;

/// <summary>
/// Changes of resources that follow the journal, by the streams that changed, and of agents, from the catalogue. A
/// resource that changed several times while its reader was busy comes once. The journal is read only while there is a
/// reader.
/// </summary>
public sealed class JournalChanges(
    IJournal journal, ResourceCatalogue resources, AgentCatalogue agents) : IResourceChanges
{
    private readonly ILookup<string, Resource> _following =
        resources.All.Where(resource => resource.Follows is not null).ToLookup(resource => resource.Follows!);

    /// <exception cref="JournalUnavailableException">The journal can no longer be read.</exception>
    public async IAsyncEnumerable<ResourceChange> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var rosterChanged = new SemaphoreSlim(0);
        var roster = agents.Roster;
        var appends = JournalFollower.FromNow(journal);
        void OnRosterChanged() => rosterChanged.Release();
        agents.Changed += OnRosterChanged;
        try
        {
            var appended = appends.WaitAsync(reading.Token);
            var republished = rosterChanged.WaitAsync(reading.Token);
            while (true)
            {
                await await Task.WhenAny(appended, republished);
                if (republished.IsCompleted)
                {
                    republished = rosterChanged.WaitAsync(reading.Token);
                    var before = roster;
                    roster = agents.Roster;
                    foreach (var uri in Changed(before, roster)) yield return ResourceChange.Updated(uri);
                }

                if (!appended.IsCompleted) continue;
                var events = await appends.ReadAsync(cancellationToken);
                appends.Advance(events);
                appended = appends.WaitAsync(reading.Token);
                foreach (var uri in await ChangedAsync(events, cancellationToken))
                    yield return ResourceChange.Updated(uri);
            }
        }
        finally
        {
            agents.Changed -= OnRosterChanged;
            await reading.CancelAsync();
        }
    }

    private static List<string> Changed(AgentRoster before, AgentRoster after)
    {
        var changed = new List<string>();
        foreach (var id in before.Agents.Concat(after.Agents).Select(agent => agent.Id).Distinct())
            if (before.Find(id) != after.Find(id))
                changed.Add(ResourceUris.Agent(id.Value));
        if (changed.Count > 0) changed.Add(ResourceUris.Agents);
        return changed;
    }

    private async Task<List<string>> ChangedAsync(
        IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var (single, lists) = (new List<string>(), new List<string>());
        foreach (var stream in events.Select(stored => stored.Stream).Distinct())
            foreach (var resource in _following[stream.Kind])
                if (resource.IsChangedBy is not { } isChangedBy || await isChangedBy(stream, cancellationToken))
                    (resource.IsTemplate ? single : lists).Add(resource.AddressOf(stream.Id));
        return [.. single, .. lists.Distinct()];
    }
}
