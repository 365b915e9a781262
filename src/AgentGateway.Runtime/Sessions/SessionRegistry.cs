using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// All sessions as they are durable now, in memory: there are few, and all of them are listed, named and waited for.
/// Filled at start; from then on it hears of every append.
/// </summary>
internal sealed class SessionRegistry(IJournal journal, TimeProvider time)
    : ICommitSubscriber<TerminalSession>, ILoadAtStart, IWorkspaceUse
{
    private readonly ConcurrentDictionary<SessionId, TerminalSession> _sessions = new();
    private readonly KeySignals<SessionId> _changes = new(time);
    private readonly HashSet<string> _reserved = new(StringComparer.Ordinal);
    private readonly Lock _naming = new();

    /// <summary>Those that were not removed, the newest first.</summary>
    public IEnumerable<TerminalSession> All =>
        _sessions.Values.Where(
            session => !session.Removed).OrderByDescending(session => session.Id.Value, StringComparer.Ordinal);

    /// <summary>Learns of all sessions that there are. What they owe is theirs to be woken for.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var snapshot in await journal.LoadKindAsync(SessionMachine.Kind, cancellationToken))
            Add(await SnapshotCodec.ReadAsync(SessionStream.Kind, journal, snapshot, cancellationToken));
    }

    /// <summary>What people call the sessions that have not ended in a workspace.</summary>
    public IReadOnlyList<string> SessionsIn(WorkspaceLocation location) =>
    [
        .. All.Where(session => !session.HasEnded && IsIn(session.Spec!, location)).Select(session => session.Label),
    ];

    public void Add(TerminalSession session)
    {
        // Of a removed one nothing is left to be known, unless its files are still to be deleted.
        if (session is { Created: true } and not { Removed: true, ForgetKey: null }) _sessions[session.Id] = session;
    }

    public void Committed(Receipt<TerminalSession> receipt)
    {
        var session = receipt.State;
        if (session is { Removed: true, ForgetKey: null }) _sessions.TryRemove(session.Id, out _);
        else _sessions[session.Id] = session;
        _changes.Tell(session.Id);
    }

    public TerminalSession? Find(SessionId id) =>
        _sessions.TryGetValue(id, out var session) && !session.Removed ? session : null;

    /// <summary>The session of that id or name.</summary>
    public Outcome<TerminalSession> Find(string idOrName) =>
        Find(new SessionId(idOrName)) is { } byId ? byId
        : _sessions.Values.FirstOrDefault(session => !session.Removed && session.Name == idOrName) is { } byName
            ? byName
        : SessionRejections.Unknown;

    /// <summary>
    /// Keeps a name for a session that is being made, so that of two at once one is refused; null when it is taken.
    /// Disposing gives it back.
    /// </summary>
    public IDisposable? Reserve(string name)
    {
        lock (_naming)
        {
            if (_sessions.Values.Any(session => !session.Removed && session.Name == name) || !_reserved.Add(name))
                return null;
        }

        return new Reservation(this, name);
    }

    /// <summary>Waits until the session is as told, or removed: then null.</summary>
    public async Task<TerminalSession?> UntilAsync(
        SessionId id, Func<TerminalSession, bool> holds, CancellationToken cancellationToken)
    {
        using var changes = _changes.Listen([id]);
        while (true)
        {
            if (Find(id) is not { } session) return null;
            if (holds(session)) return session;
            await changes.ChangedAsync(cancellationToken);
        }
    }

    private static bool IsIn(SessionSpec spec, WorkspaceLocation location) =>
        spec.Workspace == location.Name
        || spec.Directory == location.Directory
        || spec.Directory.StartsWith(location.Directory + "/", StringComparison.Ordinal);

    private sealed class Reservation(SessionRegistry registry, string name) : IDisposable
    {
        public void Dispose()
        {
            lock (registry._naming) registry._reserved.Remove(name);
        }
    }
}
