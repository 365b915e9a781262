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
/// The durable state of all sessions, kept in memory: filled at start, then updated by every commit. Sessions are found
/// here by id and by name, listed, and waited for.
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

    /// <summary>Reads all sessions. Their pending effects are woken by the host of the machine.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (_, session) in SnapshotCodec.ReadAllAsync(SessionStream.Kind, journal, cancellationToken))
            Add(session);
    }

    /// <summary>The names or ids of the sessions in a workspace that have not ended.</summary>
    public IReadOnlyList<string> SessionsIn(WorkspaceLocation location) =>
    [
        .. All.Where(session => !session.HasEnded && IsIn(session.Spec!, location)).Select(session => session.Label),
    ];

    public void Add(TerminalSession session)
    {
        // A removed session is forgotten once its files are deleted.
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
    /// Reserves a name while its session is being created, so that two calls at once cannot both take it. Null when the
    /// name is taken. Disposing ends the reservation.
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

    /// <summary>Waits until the condition holds; null when the session is removed before.</summary>
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
