using AgentGateway.Domain.Ids;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Tells which processes are inside: they were started by the daemon, or run in one of its terminals. Such a process may
/// be an agent's, or act on what an agent was talked into, so it is never taken for the person.
/// </summary>
public sealed class SessionMembership
{
    private readonly SessionRegistry _registry;
    private readonly TmuxServerProcess _tmux;
    private readonly ChildIdentity? _self;

    internal SessionMembership(SessionRegistry registry, SessionPaths paths)
    {
        _registry = registry;
        _tmux = new(paths.TmuxSocket);
        _self = paths.OwnsProcess ? ChildIdentity.OfThisProcess : null;
    }

    /// <summary>
    /// Whether the process descends from the daemon, from its tmux server or from one of our sessions, or shares a
    /// terminal session or process namespace with one; also where that cannot be told.
    /// </summary>
    public bool IsInside(int processId) => ProcessMembership.IsInside(
        processId,
        [
            .. new[] { _self, _tmux.Current }.OfType<ChildIdentity>(),
            .. _registry.All
                .Where(session => session.Active?.Child is not null)
                .Select(session => session.Active!.Child!.ToIdentity()),
        ],
        SessionLauncher.MarkName,
        mark => _registry.Find(new SessionId(mark)) is not null);
}
