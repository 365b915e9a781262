using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Sandbox;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Makes views of sessions: of what is durable, and of what lives.</summary>
internal sealed class SessionViewWriter(SessionParts parts)
{
    public SessionEnvelope Envelope(TerminalSession session) => new(session.Id.Value, Of(session));

    public SessionView Of(TerminalSession session)
    {
        var spec = session.Spec!;
        var live = parts.Lives.Find(session.Id);
        var (start, end) = Extent(session, live);
        var (columns, rows) = live?.Look(static (screen, _) => (screen.Columns, screen.Rows)) ?? (spec.Columns, spec.Rows);
        return new(
            session.Id.Value,
            session.Name,
            session.Lifecycle.ToString().ToLowerInvariant(),
            Status(session, live),
            spec.Program,
            spec.Arguments,
            spec.Workspace,
            spec.Directory,
            spec.EnvironmentNames,
            spec.Backend,
            spec.Sandbox,
            Promise(spec),
            columns,
            rows,
            live is { Ended.IsCompleted: false } ? NullIfEmpty(live.Look(static (screen, _) => screen.Title)) : null,
            session.Agent,
            session.Thread?.Value,
            session.Task,
            session.Active?.Child?.ProcessId,
            session.Run,
            session.CreatedAt,
            session.StartedAt,
            session.EndedAt,
            session.Exit is { } exit ? Of(exit) : null,
            session.Failure is { } failure ? new(failure.Code, failure.Message, failure.Hint) : null,
            start,
            end,
            session.Gaps.IsEmpty ? null : [.. session.Gaps.Select(gap => new GapView(gap.Offset, gap.Reason))],
            parts.Commands.Queues.OpenOf(session.Id),
            spec.Limits == new SessionLimits() ? null : new(spec.Limits.TimeSeconds, spec.Limits.OutputBytes, spec.Limits.MemoryBytes),
            session.ClonedFrom?.Value,
            session.CreatedBy);
    }

    public static ExitView Of(SessionExit exit) => new(exit.Code, exit.Signal, exit.Unknown, exit.Left.IsEmpty ? null : exit.Left);

    public static SessionStatusView Status(TerminalSession session, LiveSession? live)
    {
        if (session.HasEnded || live is null)
            return session.HasEnded ? new("exited", 1, 0, session.Failure?.Message ?? "the program has ended") : new("unknown", 0, 0, null);
        return Of(live.Status.Judge());
    }

    public static SessionStatusView Of(StatusVerdict verdict) => new(
        StatusNames.Of(verdict.Status), Math.Round(verdict.Confidence, 3), Math.Round(verdict.Age.TotalSeconds, 1), verdict.Weighed.Count > 0 ? verdict.Weighed[0].Evidence.Reason : null);

    private static PromiseView Promise(SessionSpec spec)
    {
        var promise = spec.Sandbox switch { "none" => SandboxPromise.None, "strict" => SandboxPromise.Strict, _ => SandboxPromise.Bwrap };
        return new(promise.IsHeld, promise.Statement);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private (long Start, long End) Extent(TerminalSession session, LiveSession? live)
    {
        if (live is not null) return (live.Ring.Start, live.Ring.End);
        using var kept = KeptOutput.Open(parts, session);
        return (kept.Ring?.Start ?? 0, kept.Ring?.End ?? 0);
    }
}
