using AgentGateway.Domain;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;
using AgentGateway.Posix;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Makes views of sessions, from their durable state and from the live session where there is one.</summary>
internal sealed class SessionViewWriter(
    LiveSessions lives, RecordedOutputs outputs, CommandQueues queues, SessionEgress egress)
{
    /// <summary>Of a command line so much is shown in a list.</summary>
    private const int CommandCharactersMax = 120;

    public SessionEnvelope Envelope(TerminalSession session) => new(session.Id.Value, Of(session));

    public SessionView Of(TerminalSession session)
    {
        var spec = session.Spec!;
        var live = lives.Find(session.Id);
        var (start, end) = Extent(session, live);
        var (columns, rows) = live?.ReadScreen(static (screen, _) => (screen.Columns, screen.Rows))
            ?? (spec.Columns, spec.Rows);
        return new()
        {
            Id = session.Id.Value,
            Name = session.Name,
            State = SessionFilter.WordOf(session.Lifecycle),
            Status = Status(session, live),
            Command = spec.Program,
            Args = spec.Arguments,
            Workspace = spec.Workspace,
            Directory = spec.Directory,
            Environment = spec.EnvironmentNames,
            Backend = spec.Separate ? "pipes" : spec.Backend,
            Sandbox = SandboxProfiles.NameOf(spec.Profile),
            Promise = Promise(session),
            Columns = columns,
            Rows = rows,
            Title = live is { Ended.IsCompleted: false }
                ? NullIfEmpty(live.Redact(live.ReadScreen(static (screen, _) => screen.Title)))
                : null,
            Agent = session.Agent,
            Program = session.HasEnded ? null : live?.Status.Program,
            ThreadId = session.Thread?.Value,
            TaskId = session.Task?.Value,
            Pid = session.Active?.Child?.ProcessId,
            Run = session.Run,
            CreatedAt = session.CreatedAt,
            StartedAt = session.StartedAt,
            EndedAt = session.EndedAt,
            Exit = session.Exit is { } exit ? Of(exit) : null,
            Failure = ViewWriter.Of(session.Failure),
            OutputStart = start,
            OutputEnd = end,
            Gaps = session.Gaps.IsEmpty ? null : [.. session.Gaps.Select(gap => new GapView(gap.Offset, gap.Reason))],
            QueuedCommands = queues.OpenOf(session.Id),
            Limits = spec.Limits == new SessionLimits()
                ? null
                : new(spec.Limits.TimeSeconds, spec.Limits.OutputBytes, spec.Limits.MemoryBytes),
            ClonedFrom = session.ClonedFrom?.Value,
            CreatedBy = session.CreatedBy,
            Client = session.JudgedAs is { } judged ? ClientName.OfJudged(judged)?.Value : null,
        };
    }

    /// <summary>The session as a list shows it, without reading its output.</summary>
    public SessionRowView Row(TerminalSession session)
    {
        var (spec, live) = (session.Spec!, lives.Find(session.Id));
        return new()
        {
            Id = session.Id.Value,
            Name = session.Name,
            State = SessionFilter.WordOf(session.Lifecycle),
            Status = Status(session, live).Value,
            Command = ShortText.Of(ShellText.Line([spec.Program, .. spec.Arguments]), CommandCharactersMax),
            Agent = session.Agent,
            Program = session.HasEnded ? null : live?.Status.Program,
            ThreadId = session.Thread?.Value,
            Workspace = spec.Workspace,
            Since = session.EndedAt ?? session.StartedAt ?? session.CreatedAt,
            CreatedAt = session.CreatedAt,
            Exit = session.Exit is { } exit ? Of(exit) : null,
        };
    }

    public static ExitView Of(SessionExit exit) =>
        new(exit.Code, exit.Signal, exit.Unknown, exit.Left.IsEmpty ? null : exit.Left);

    public static SessionStatusView Status(TerminalSession session, LiveSession? live)
    {
        if (session.HasEnded || live is null)
            return session.HasEnded
                ? new("exited", 1, 0, session.Failure?.Message ?? "the program has ended")
                : new("unknown", 0, 0, null);
        return Of(live.Status.Estimate());
    }

    public static SessionStatusView Of(StatusEstimate estimate) => new(
        StatusNames.Of(estimate.Status),
        Math.Round(estimate.Confidence, 3),
        Math.Round(estimate.Age.TotalSeconds, 1),
        estimate.Weighed.Count > 0 ? estimate.Weighed[0].Evidence.Reason : null,
        estimate.Asked,
        estimate.Reset);

    private PromiseView Promise(TerminalSession session)
    {
        var profile = session.Spec!.Profile;
        var lost = egress.HasLostNetwork(session) ? $" {EgressRejections.Lost.Message} {EgressRejections.Lost.Hint}" : "";
        return new(profile != SandboxProfile.Open, SandboxService.Promise(profile) + lost);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private (long Start, long End) Extent(TerminalSession session, LiveSession? live)
    {
        if (live is not null) return (live.Ring.Start, live.Ring.End);
        return outputs.Read(session, ring => (ring?.Start ?? 0, ring?.End ?? 0));
    }
}
