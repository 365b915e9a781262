using AgentGateway.Domain.Ids;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Tells which processes run inside of sessions.</summary>
public sealed class SessionMembership
{
    private readonly SessionRegistry _registry;

    internal SessionMembership(SessionRegistry registry) => _registry = registry;

    /// <summary>
    /// Whether the process descends from one of our sessions, or shares its terminal session or process namespace.
    /// </summary>
    public bool IsInsideSession(int processId) => ProcessMembership.IsInside(
        processId,
        [
            .. _registry.All
                .Where(session => session.Active?.Child is not null)
                .Select(session => session.Active!.Child!.ToIdentity()),
        ],
        SessionLauncher.MarkName,
        mark => _registry.Find(new SessionId(mark)) is not null);
}
