using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Sessions;

/// <summary>People at sessions.</summary>
public sealed partial class SessionService
{
    /// <summary>The real terminal, for a person. Disposing it detaches.</summary>
    public async Task<Outcome<SessionAttachment>> AttachAsync(
        Caller caller, string session, bool readOnly, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        if (found.HasEnded) return SessionRejections.Ended(found.Label);
        return await ReadyAsync(found, cancellationToken) is { Terminal: not null } live
            ? new LiveAttachment(live, readOnly)
            : SessionRejections.NotStarted(found.Label);
    }
}
