using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The life of terminal sessions: creating, listing, attaching, resizing, stopping, restarting and removing them. A
/// session is addressed by its id or its name. Each call that changes something answers when the change is durable; a
/// call that is refused changed nothing.
/// </summary>
public sealed class SessionService
{
    private const int FailureOutputBytes = 1_000;

    private readonly SessionRegistry _registry;
    private readonly SessionDispatcher _dispatcher;
    private readonly CreateSessionReader _reader;
    private readonly SessionOpener _opener;
    private readonly LiveSessions _lives;
    private readonly SessionLists _lists;
    private readonly SessionOutput _output;
    private readonly SessionViewWriter _views;

    internal SessionService(
        SessionRegistry registry,
        SessionDispatcher dispatcher,
        CreateSessionReader reader,
        SessionOpener opener,
        LiveSessions lives,
        SessionLists lists,
        SessionOutput output,
        SessionViewWriter views)
    {
        (_registry, _dispatcher, _reader, _opener) = (registry, dispatcher, reader, opener);
        (_lives, _lists, _output, _views) = (lives, lists, output, views);
    }

    /// <summary>
    /// Answers when the program runs. If it cannot be started, the call is refused and the session does not exist.
    /// </summary>
    public Task<Outcome<SessionEnvelope>> CreateAsync(
        Caller caller, CreateSession request, CancellationToken cancellationToken) =>
        CreateAsync(caller, request, isBrief: false, cancellationToken);

    /// <summary>
    /// Creates a session like this one, under another name. It belongs to the owner of the request, else to whom the
    /// first one belongs.
    /// </summary>
    public async Task<Outcome<SessionEnvelope>> CloneAsync(
        Caller caller, CloneSession request, CancellationToken cancellationToken)
    {
        if (_registry.Find(request.SessionId).IsRejected(out var refused, out var found)) return refused;
        return (await _opener.OpenCopyAsync(caller, found, request, cancellationToken)).IsRejected(
            out refused, out var id)
            ? refused
            : await StartedAsync(caller, id, cancellationToken);
    }

    /// <inheritdoc cref="SessionLists.ListAsync"/>
    public Task<Outcome<SessionListView>> ListAsync(ListSessions request, CancellationToken cancellationToken) =>
        _lists.ListAsync(request, cancellationToken);

    public Task<Outcome<SessionEnvelope>> GetAsync(string session, CancellationToken cancellationToken) =>
        Task.FromResult(_registry.Find(session).Map(_views.Envelope));

    /// <summary>What a clone of the session would be started with; null when there is no such session.</summary>
    internal SessionPlan? PlanOf(string session) =>
        _registry.Find(session).IsRejected(out _, out var found) ? null : _opener.PlanOf(found);

    /// <summary>Where a session works; null when there is no such session.</summary>
    public SessionDirectory? DirectoryOf(string session) =>
        _registry.Find(session).IsRejected(out _, out var found)
            ? null
            : SessionDirectory.Of(found, _lives.Find(found.Id));

    /// <summary>Attaches a person to the real terminal. Disposing the answer detaches.</summary>
    public async Task<Outcome<SessionAttachment>> AttachAsync(
        Caller caller, string session, bool readOnly, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        if (found.HasEnded) return SessionRejections.Ended(found.Label);
        return await _lives.ReadyAsync(found.Id, cancellationToken) is { Terminal: not null } live
            ? new LiveAttachment(live, readOnly)
            : SessionRejections.NotStarted(found.Label);
    }

    /// <summary>
    /// Asks the program to end, and kills it after <see cref="SessionOptions.StopSeconds"/>; with
    /// <paramref name="force"/> it is killed at once. Answers when it has ended.
    /// </summary>
    public async Task<Outcome<SessionEnvelope>> StopAsync(
        Caller caller, string session, bool force, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var run = found.Run;
        var outcome = await _dispatcher.SendAsync(
            found.Id, caller.Principal.Name, new StopSession(caller.Principal.Name, force), cancellationToken);
        if (outcome.IsRejected(out refused)) return refused;
        return (await WaitAsync(
            found, now => now.IsOver || now.Run != run, SessionRejections.StillEnding, cancellationToken))
            .IsRejected(out refused, out var over) ? refused
            : over.Session is { } ended ? _views.Envelope(ended)
            : SessionRejections.Unknown;
    }

    /// <summary>Starts the same program again in the same session; stops it first where it runs.</summary>
    public async Task<Outcome<SessionEnvelope>> RestartAsync(
        Caller caller, string session, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        if (_opener.PrepareRestart(found) is { } unable) return unable;
        var outcome = await _dispatcher.SendAsync(
            found.Id, caller.Principal.Name, new RestartSession(caller.Principal.Name), cancellationToken);
        if (outcome.IsRejected(out refused)) return refused;
        if ((await WaitAsync(
                found, now => now.Run > found.Run && HasStarted(now), SessionRejections.StillEnding, cancellationToken))
            .IsRejected(out refused, out var waited)) return refused;
        if (waited.Session is not { } started) return SessionRejections.Unknown;
        return started.Failure is { } failure && started.Exit is null
            ? failure.ToRejection()
            : _views.Envelope(started);
    }

    /// <summary>Stops the session where it runs, and deletes its output.</summary>
    public async Task<Outcome<RemovedView>> RemoveAsync(
        Caller caller, string session, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var outcome = await _dispatcher.SendAsync(
            found.Id, caller.Principal.Name, new RemoveSession(caller.Principal.Name), cancellationToken);
        if (outcome.IsRejected(out refused)) return refused;
        return (await WaitAsync(found, static _ => false, SessionRejections.StillEnding, cancellationToken))
            .Map(_ => new RemovedView(found.Id.Value));
    }

    public async Task<Outcome<SessionEnvelope>> ResizeAsync(
        Caller caller, string session, int columns, int rows, CancellationToken cancellationToken)
    {
        if (await RefuseResizeAsync(session, columns, rows) is { } wrong) return wrong;
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        if (_lives.Find(found.Id) is not { Terminal: not null } live || found.HasEnded)
            return SessionRejections.Ended(found.Label);
        await live.ResizeAsync(columns, rows, cancellationToken);
        var outcome = await _dispatcher.SendAsync(
            found.Id, caller.Principal.Name, new ResizeSession(columns, rows), cancellationToken);
        return outcome.Map(receipt => _views.Envelope(receipt.State));
    }

    /// <summary>Why such a session could never be created; null: it could, as far as can be told before.</summary>
    internal async ValueTask<Rejection?> RefuseAsync(
        Caller caller, CreateSession request, bool isBrief, CancellationToken cancellationToken) =>
        (await _reader.ReadAsync(caller, request, isBrief, cancellationToken)).IsRejected(
            out var refused, out var requested)
            ? refused
            : _opener.Refuse(requested);

    /// <summary>Why such a size could never be given; null: it could.</summary>
    internal ValueTask<Rejection?> RefuseResizeAsync(string session, int columns, int rows) =>
        SessionArguments.Side(columns, 0, "columns").IsRejected(out var refused)
        || SessionArguments.Side(rows, 0, "rows").IsRejected(out refused)
            ? new(refused)
            : RefuseAsync(session);

    /// <summary>Why there is nothing that a call about this session could do; null: there is.</summary>
    internal ValueTask<Rejection?> RefuseAsync(string session) => new(_registry.Find(session).Rejection);

    /// <param name="isBrief">See <see cref="CreateSessionReader.ReadAsync"/>.</param>
    internal async Task<Outcome<SessionEnvelope>> CreateAsync(
        Caller caller, CreateSession request, bool isBrief, CancellationToken cancellationToken)
    {
        var read = await _reader.ReadAsync(caller, request, isBrief, cancellationToken);
        if (read.IsRejected(out var refused, out var requested)) return refused;
        return (await _opener.OpenAsync(caller, requested, cancellationToken)).IsRejected(out refused, out var id)
            ? refused
            : await StartedAsync(caller, id, cancellationToken);
    }

    /// <summary>
    /// Waits until the program runs. A session whose program could not be started is removed, and the answer is why.
    /// </summary>
    private async Task<Outcome<SessionEnvelope>> StartedAsync(
        Caller caller, SessionId id, CancellationToken cancellationToken)
    {
        if (_registry.Find(id) is not { } opened) return SessionRejections.Unknown;
        if ((await WaitAsync(opened, HasStarted, SessionRejections.NotStarted, cancellationToken)).IsRejected(
            out var late, out var waited)) return late;
        if (waited.Session is not { } session) return SessionRejections.Unknown;
        if (session is not { Failure: { } failure, Exit: null, Run: 1 }) return _views.Envelope(session);
        var refused = failure.ToRejection();
        if (failure.Code is "init_failed" or "script_time_limit")
        {
            var printed = (await _output.ReadAsync(new(id.Value, MaxBytes: FailureOutputBytes), cancellationToken))
                .Map(output => output.Text?.Trim());
            if (printed is { Rejection: null, Value.Length: > 0 })
                refused = refused with { Message = $"{refused.Message} It printed (untrusted): {printed.Value}" };
        }

        await RemoveAsync(caller, id.Value, cancellationToken);
        return refused;
    }

    /// <summary>
    /// Waits until the condition holds or the session is removed, as long as ending its run, with its scripts, may take.
    /// Then the caller is told that it goes on.
    /// </summary>
    private async Task<Outcome<Waited>> WaitAsync(
        TerminalSession session,
        Func<TerminalSession, bool> holds,
        Func<string, Rejection> late,
        CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return new Waited(await _registry.UntilAsync(session.Id, holds, over.Token)
                .WaitAsync(_lives.EndingTimeMax(session), _lives.Time, cancellationToken));
        }
        catch (TimeoutException)
        {
            return late(session.Label);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private static bool HasStarted(TerminalSession session) =>
        session.ProgramRuns || session.IsOver || session.Exit is not null;

    /// <param name="Session">Null where it was removed meanwhile.</param>
    private sealed record Waited(TerminalSession? Session);
}
