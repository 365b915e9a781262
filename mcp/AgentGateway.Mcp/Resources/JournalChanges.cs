using System.Runtime.CompilerServices;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Mcp.Resources;

/// <summary>
/// Changes of threads, workspaces and tasks, from the journal, and of agents, from the catalogue. What has changed while its reader was busy comes
/// once. Nothing is read or kept unless somebody reads.
/// </summary>
public sealed class JournalChanges(IJournal journal, IThreadReads threads, AgentCatalogue agents) : IResourceChanges
{
    private const string ThreadKind = "thread";
    private const string WorkspaceKind = "workspace";
    private const string QueueKind = "queue";
    private const string TaskKind = "task";

    /// <exception cref="JournalUnavailableException">The journal can no longer be read.</exception>
    public async IAsyncEnumerable<ResourceChange> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
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
                foreach (var uri in await ChangedAsync(events, cancellationToken)) yield return ResourceChange.Updated(uri);
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

    private async Task<List<string>> ChangedAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        var listChanged = false;
        foreach (var stream in events.Select(stored => stored.Stream).Where(stream => stream.Kind == ThreadKind).Distinct())
        {
            changed.Add(ResourceUris.Thread(stream.Id));
            listChanged = listChanged || await threads.ThreadAsync(new ThreadId(stream.Id), cancellationToken) is { Hidden: false };
        }

        if (listChanged) changed.Add(ResourceUris.Threads);
        if (events.Any(stored => stored.Stream.Kind == WorkspaceKind)) changed.Add(ResourceUris.Workspaces);
        var tasks = events.Select(stored => stored.Stream).Where(stream => stream.Kind == TaskKind).Distinct().Select(stream => ResourceUris.Task(stream.Id)).ToList();
        changed.AddRange(tasks);
        if (tasks.Count > 0) changed.Add(ResourceUris.Tasks);
        // A session shows how many commands wait in its queue.
        changed.AddRange(events.Select(stored => stored.Stream).Where(stream => stream.Kind == QueueKind).Distinct().Select(stream => ResourceUris.Session(stream.Id)));
        return changed;
    }
}
