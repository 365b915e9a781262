using System.Collections.Concurrent;
using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Starts, adopts and attends to the terminals of sessions, as their machines owe it. A terminal that this daemon does
/// not hold although it was begun is one that an earlier daemon left: it is taken over where it outlived it, and
/// otherwise it is lost.
/// </summary>
internal sealed class LiveSessions(
    SessionPlaces places, SessionBackends backends, SessionLauncher launcher, SessionVault vault, LiveServices services)
    : ICommitSubscriber<TerminalSession>, IAsyncDisposable
{
    private readonly ConcurrentDictionary<SessionId, LiveSession> _lives = new();
    private readonly KeySignals<SessionId> _changes = new(services.Time);

    public LiveSession? Find(SessionId id) => _lives.GetValueOrDefault(id);

    public IEnumerable<LiveSession> All => _lives.Values;

    /// <summary>Waits until the session has a living part; after a restart of it, the next one.</summary>
    public Task<LiveSession> WhenLiveAsync(SessionId id, CancellationToken cancellationToken) =>
        UntilAsync(
            id, static live => live is { Ended.IsCompleted: false, Phase: SessionPhase.Program }, cancellationToken);

    /// <summary>
    /// Performs <see cref="RunPhase"/>: from the start of a phase to its end. Repeated, it goes on where it was.
    /// </summary>
    public async Task RunAsync(TerminalSession session, RunPhase effect, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var ending = Find(session.Id) is { } present && present.Run == effect.Run
            ? present.Attending(effect.Phase)
            : null;
        ending ??= session.Active is { Begun: false }
            ? await StartAsync(session, effect, cancellationToken)
            : await RecoverAsync(session, effect, cancellationToken);
        if (ending is null) return;
        var exit = await ending.WaitAsync(cancellationToken);
        if (effect.Phase != SessionPhase.Program) new SessionFolder(places, session.Id).DeleteScript(effect.Phase);
        if (effect.Phase == SessionPhase.Program && Find(session.Id) is { } live) Snapshot(live, "end");
        // An end that nobody saw is none: its server was killed, or the terminal taken away.
        SessionCommand told = exit.Unknown is { } why
            ? new LosePhase(effect.Run, effect.Phase, SessionRejections.Lost(why))
            : new EndPhase(effect.Run, effect.Phase, exit.ToExit());
        await services.Dispatcher.TellAsync(session.Id, told, cancellationToken);
    }

    /// <summary>Performs <see cref="StopPhase"/>.</summary>
    public async Task StopAsync(TerminalSession session, StopPhase effect, CancellationToken cancellationToken)
    {
        await Task.Yield();
        // Its start may be on the way.
        var live = await UntilAsync(
            session.Id, live => live.Run == effect.Run && live.Phase == effect.Phase, cancellationToken);
        await live.Terminal!.StopAsync(live.Limits(effect.Force), cancellationToken);
    }

    /// <summary>
    /// A session's run is over, or the session is gone: its living part goes, and readers find the end.
    /// </summary>
    public async Task CloseAsync(SessionId id, int run = int.MaxValue)
    {
        if (Find(id) is not { } live || live.Run > run) return;
        await live.DisposeAsync();
        _lives.TryRemove(new(id, live));
    }

    /// <summary>The living part of a run that is over goes, beside the commit that told so.</summary>
    public void Committed(Receipt<TerminalSession> receipt)
    {
        if (receipt.State.HasEnded || receipt.State.Run != receipt.Before.Run)
            _ = CloseAsync(receipt.State.Id, receipt.Before.Run);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_lives.Values.Select(live => live.DisposeAsync().AsTask()));
        _lives.Clear();
    }

    private async Task<Task<TerminalExit>?> StartAsync(
        TerminalSession session, RunPhase effect, CancellationToken cancellationToken)
    {
        var begun = await services.Dispatcher.TellAsync(
            session.Id, new BeginPhase(effect.Run, effect.Phase), cancellationToken);
        if (begun.IsRejected(out _, out var receipt) || receipt.State.Active is not { Begun: true }) return null;
        session = receipt.State;
        // From here on the start is in doubt until it is settled, so it is not left half done.
        if ((await TryStartAsync(session, effect)).IsRejected(out var refused, out var started))
        {
            await services.Dispatcher.TellAsync(
                session.Id, new FailStart(effect.Run, effect.Phase, refused.ToFailure()), CancellationToken.None);
            return null;
        }

        var (live, terminal) = started;
        try
        {
            await services.Dispatcher.TellAsync(
                session.Id, new ConfirmStart(
                    effect.Run, effect.Phase, terminal.Child.ToChild(
                        SessionLauncher.MarkOf(session.Id)), live.Ring.End), CancellationToken.None);
        }
        catch
        {
            // What is not written down must not run.
            await terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None);
            await terminal.DisposeAsync();
            throw;
        }

        var ending = live.AttendAsync(effect.Phase, terminal, default);
        Announce(live);
        if (effect.Phase == SessionPhase.Program) Snapshot(live, "start");
        return ending;
    }

    private async Task<Outcome<(LiveSession Live, ITerminal Terminal)>> TryStartAsync(
        TerminalSession session, RunPhase effect)
    {
        if (backends.Find(session.Spec!.Backend) is not { } backend)
            return new Rejection(
                "tmux_missing",
                "tmux is not installed any more.",
                "Install the package tmux, or create a session with the backend pty.");
        try
        {
            var request = await launcher.PrepareAsync(
                session, vault.Open(session.Id), effect.Phase, CancellationToken.None);
            if (request.IsRejected(out var refused)) return refused;
            // Its files come first: a program whose output could not be kept is not started.
            var live = await LiveOfAsync(session, isTakenOver: effect.Phase != session.Spec.First);
            return await backend.CreateAsync(request.Value, CancellationToken.None) switch
            {
                TerminalOutcome.Ready ready => (live, ready.Terminal),
                TerminalOutcome.Refused { Refusal: var refusal } => refusal.ToRejection(),
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return SessionErrors.NotStarted(failure);
        }
    }

    /// <summary>The phase was begun, and this daemon does not hold its terminal.</summary>
    private async Task<Task<TerminalExit>?> RecoverAsync(
        TerminalSession session, RunPhase effect, CancellationToken cancellationToken)
    {
        if (session.Spec!.Backend != "tmux" || backends.Find("tmux") is not { } tmux)
            return await LoseAsync(session, effect, "its daemon ended, and a pty ends with it");
        var live = await LiveOfAsync(session, isTakenOver: true);
        var outcome = await tmux.AdoptAsync(session.Id.Value, live.Ring.End, cancellationToken);
        if (outcome is TerminalOutcome.Ready ready)
        {
            var gap = new SessionGap(live.Ring.End, "no daemon was running");
            var child = ready.Terminal.Child.ToChild(SessionLauncher.MarkOf(session.Id));
            await services.Dispatcher.TellAsync(
                session.Id, new AdoptPhase(effect.Run, effect.Phase, child, gap), cancellationToken);
            LiveLog.Adopted(services.Log, session.Id, effect.Run);
            var ending = live.AttendAsync(effect.Phase, ready.Terminal, ready.Shown);
            Announce(live);
            return ending;
        }

        var refusal = ((TerminalOutcome.Refused)outcome).Refusal;
        if (refusal.Code == "terminal_ended") return await EndedMeanwhileAsync(live, tmux, cancellationToken);
        if (refusal.Code == "terminal_not_found")
            return await LoseAsync(session, effect, "its terminal is not in tmux any more");
        // Anything else may pass: it is tried again.
        throw new IOException(refusal.Message);
    }

    /// <summary>
    /// The program ended while no daemon was there; tmux has kept how, and what stood on the screen then.
    /// </summary>
    private static async Task<Task<TerminalExit>?> EndedMeanwhileAsync(
        LiveSession live, ITerminalBackend tmux, CancellationToken cancellationToken)
    {
        var name = live.Id.Value;
        var found = (await tmux.ListAsync(cancellationToken)).FirstOrDefault(terminal => terminal.Name == name);
        if (found is not null && await tmux.ShowAsync(name, cancellationToken) is { IsEmpty: false } shown)
            live.Show(shown.Span, found.Size);
        await tmux.RemoveAsync(name, StopLimits.AtOnce, cancellationToken);
        return Task.FromResult(found?.Exit ?? new TerminalExit(null, null, "its terminal was taken out of tmux", []));
    }

    private async Task<Task<TerminalExit>?> LoseAsync(TerminalSession session, RunPhase effect, string why)
    {
        LiveLog.Lost(services.Log, session.Id, why);
        // What it printed last is still to be indexed.
        await LiveOfAsync(session, isTakenOver: true);
        await services.Dispatcher.TellAsync(
            session.Id, new LosePhase(effect.Run, effect.Phase, SessionRejections.Lost(why)), CancellationToken.None);
        return null;
    }

    /// <summary>The living part of this run; made when there is none.</summary>
    /// <param name="isTakenOver">Whether it goes on with what was recorded of the run before.</param>
    private async Task<LiveSession> LiveOfAsync(TerminalSession session, bool isTakenOver)
    {
        if (Find(session.Id) is { } live && live.Run == session.Run) return live;
        // Two at once would write to the same ring.
        await CloseAsync(session.Id);
        return _lives[session.Id] = await Task.Run(() => Make(session, isTakenOver));
    }

    private LiveSession Make(TerminalSession session, bool isTakenOver)
    {
        SealedSession given;
        try
        {
            given = vault.Open(session.Id);
        }
        catch (InvalidDataException failure)
        {
            // It runs already; what it was given can only be looked for by its looks.
            LiveLog.NothingGiven(services.Log, failure, session.Id);
            given = SealedSession.Nothing;
        }

        var folder = new SessionFolder(places, session.Id);
        return new(
            session,
            isTakenOver,
            folder,
            launcher.Redactor(session, given),
            launcher.Redactor(session, given),
            services);
    }

    private void Announce(LiveSession live) => _changes.Tell(live.Id);

    private async Task<LiveSession> UntilAsync(
        SessionId id, Func<LiveSession, bool> holds, CancellationToken cancellationToken)
    {
        using var changes = _changes.Listen([id]);
        while (true)
        {
            if (Find(id) is { } live && holds(live)) return live;
            await changes.ChangedAsync(cancellationToken);
        }
    }

    /// <summary>Beside everything else: what the screen shows is taken at once, git may take its time.</summary>
    private void Snapshot(LiveSession live, string reason)
    {
        if (!live.IsBrief) _ = SnapshotAsync(live, reason);
    }

    private async Task SnapshotAsync(LiveSession live, string reason)
    {
        try
        {
            await services.Snapshots.TakeAsync(live, reason, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LiveLog.NoSnapshot(services.Log, failure, live.Id);
        }
    }
}
