using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The sandboxes of sessions. A new session's is planned before its first event, because a session that could have none is
/// refused; the plan is kept for its start.
/// </summary>
internal sealed class SessionSandboxes(SandboxService sandboxes)
{
    private readonly ConcurrentDictionary<SessionId, Kept> _kept = new();

    /// <summary>Plans the sandbox of a session that does not exist yet; refused where it can have none.</summary>
    public Rejection? Keep(TerminalSession session)
    {
        // It counts as a user of its workspace before anything is put there.
        _kept[session.Id] = new(session.Spec!.Root, null);
        if (Plan(session).IsRejected(out var refused, out var plan)) return refused;
        _kept[session.Id] = new(session.Spec.Root, plan);
        return null;
    }

    /// <summary>The plan that was kept for its start; for each later phase a new one.</summary>
    public Outcome<SandboxPlan> Take(TerminalSession session) =>
        _kept.TryRemove(session.Id, out var kept) && kept.Plan is { } plan ? plan : Plan(session);

    /// <summary>The session does not come to be.</summary>
    public void Forget(SessionId session) => _kept.TryRemove(session, out _);

    /// <summary>Whether a session that does not exist yet has a plan for that workspace.</summary>
    public bool Uses(string root) => _kept.Values.Any(kept => kept.Root == root);

    private Outcome<SandboxPlan> Plan(TerminalSession session)
    {
        var spec = session.Spec!;
        return sandboxes.Plan(new(spec.Profile, spec.Root, spec.Directory));
    }

    private sealed record Kept(string? Root, SandboxPlan? Plan);
}
