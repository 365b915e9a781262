using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// What front ends ask about terminal sessions. A session is addressed by its id or its name. Each call that changes
/// something answers when the change is durable, and refuses with a <see cref="Rejection"/> that changed nothing.
/// </summary>
public sealed partial class SessionService
{
    private readonly SessionParts _parts;
    private readonly SessionViewWriter _views;

    internal SessionService(SessionParts parts)
    {
        _parts = parts;
        _views = new(parts);
    }

    private SessionRegistry Registry => _parts.Registry;

    public async Task<Outcome<SessionListView>> ListAsync(CancellationToken cancellationToken) =>
        new SessionListView([.. Registry.All.Select(_views.Of)], await UnknownTerminalsAsync(cancellationToken));

    public Task<Outcome<SessionEnvelope>> GetAsync(string session, CancellationToken cancellationToken) =>
        Task.FromResult(Registry.Find(session).Map(_views.Envelope));

    /// <summary>
    /// Asks the program to end, and makes it end after a while; at once with <paramref name="force"/>. Answers when
    /// it has ended.
    /// </summary>
    public async Task<Outcome<SessionEnvelope>> StopAsync(
        Caller caller, string session, bool force, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var run = found.Run;
        var outcome = await _parts.Dispatcher.SendAsync(
            found.Id, caller.Principal.Name, new StopSession(caller.Principal.Name, force), cancellationToken);
        if (outcome.IsRejected(out refused)) return refused;
        return await Registry.UntilAsync(found.Id, now => now.IsOver || now.Run != run, cancellationToken) is { } over
            ? _views.Envelope(over)
            : SessionRejections.Unknown;
    }

    /// <summary>Starts the same program anew in the same session; stops it first where it runs.</summary>
    public async Task<Outcome<SessionEnvelope>> RestartAsync(
        Caller caller, string session, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        if (found.HasEnded && CheckRoom() is { } full) return full;
        if (RenewSecrets(found) is { } unknown) return unknown;
        var outcome = await _parts.Dispatcher.SendAsync(
            found.Id, caller.Principal.Name, new RestartSession(caller.Principal.Name), cancellationToken);
        if (outcome.IsRejected(out refused)) return refused;
        var started = await Registry.UntilAsync(
            found.Id, now => now.Run > found.Run && HasStarted(now), cancellationToken);
        if (started is null) return SessionRejections.Unknown;
        return started.Failure is { } failure && started.Exit is null
            ? failure.ToRejection()
            : _views.Envelope(started);
    }

    /// <summary>Stops it where it runs, and forgets its output.</summary>
    public async Task<Outcome<RemovedView>> RemoveAsync(
        Caller caller, string session, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var outcome = await _parts.Dispatcher.SendAsync(
            found.Id, caller.Principal.Name, new RemoveSession(caller.Principal.Name), cancellationToken);
        if (outcome.IsRejected(out refused)) return refused;
        await Registry.UntilAsync(found.Id, static _ => false, cancellationToken);
        return new RemovedView(found.Id.Value);
    }

    public async Task<Outcome<SessionEnvelope>> ResizeAsync(
        Caller caller, string session, int columns, int rows, CancellationToken cancellationToken)
    {
        if (SessionArguments.Side(columns, 0, "columns").IsRejected(out var refused)
            || SessionArguments.Side(rows, 0, "rows").IsRejected(out refused))
            return refused;
        if (Registry.Find(session).IsRejected(out refused, out var found)) return refused;
        if (_parts.Terminals.Lives.Find(found.Id) is not { Terminal: not null } live || found.HasEnded)
            return SessionRejections.Ended(found.Label);
        await live.ResizeAsync(columns, rows, cancellationToken);
        var outcome = await _parts.Dispatcher.SendAsync(
            found.Id, caller.Principal.Name, new ResizeSession(columns, rows), cancellationToken);
        return outcome.Map(receipt => _views.Envelope(receipt.State));
    }

    /// <summary>
    /// Names that changed since the last call returned: sessions whose state, screen or output is another. Coalesced:
    /// at most ten times a second for each session.
    /// </summary>
    public IAsyncEnumerable<SessionChange> ChangesAsync(
        CancellationToken cancellationToken) => _parts.Terminals.Services.Changes.FollowAsync(cancellationToken);

    /// <summary>The living part of a session, once there is one: for what runs inside of it.</summary>
    internal Task<LiveSession> WhenLiveAsync(
        SessionId session, CancellationToken cancellationToken) =>
            _parts.Terminals.Lives.WhenLiveAsync(session, cancellationToken);

    private static bool HasStarted(
        TerminalSession session) => session.ProgramRuns || session.IsOver || session.Exit is not null;

    private Rejection? CheckRoom() =>
        Registry.All.Count(session => !session.HasEnded) >= _parts.Options.RunningMax
            ? SessionErrors.TooMany(_parts.Options.RunningMax)
            : null;

    /// <summary>What stands in our tmux server that no session of ours is. Asks only a server that is in use.</summary>
    private async Task<IReadOnlyList<UnknownTerminalView>?> UnknownTerminalsAsync(CancellationToken cancellationToken)
    {
        if (_parts.Terminals.Backends.TmuxInUse is not { } tmux) return null;
        var known = Registry.All.Where(
            session => !session.IsOver).Select(session => session.Id.Value).ToHashSet(StringComparer.Ordinal);
        try
        {
            UnknownTerminalView[] unknown =
            [
                .. from terminal in await tmux.ListAsync(cancellationToken)
                   where !known.Contains(terminal.Name) && terminal.Exit is null
                   select new UnknownTerminalView(
                       terminal.Name, terminal.Child?.ProcessId, terminal.Size.Columns, terminal.Size.Rows),
            ];
            return unknown.Length == 0 ? null : unknown;
        }
        catch (IOException)
        {
            // A server that cannot be asked holds nothing that could be shown.
            return null;
        }
    }
}

/// <param name="SessionId">The session.</param>
/// <param name="Listed">
/// Whether what the list shows of it changed: it appeared, went, or has another state or status.
/// </param>
/// <param name="Printed">Whether its screen and its output changed.</param>
public sealed record SessionChange(string SessionId, bool Listed, bool Printed);
