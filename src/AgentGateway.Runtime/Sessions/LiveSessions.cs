using System.Collections.Concurrent;
using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Starts, records and stops the terminals of sessions, as the pending effects of their machines say. A phase that was
/// begun and whose terminal this daemon does not hold was begun by an earlier daemon: its terminal is taken over where
/// it still runs, and the phase is lost otherwise.
/// </summary>
internal sealed class LiveSessions(
    SessionPaths paths,
    SessionBackends backends,
    SessionLauncher launcher,
    ConfidentialInputStore inputs,
    SessionDispatcher dispatcher,
    SessionReporter reporter,
    OutputRecording recording,
    EgressNetworks networks)
    : ICommitSubscriber<TerminalSession>, IAsyncDisposable
{
    /// <summary>
    /// How long a session that runs may have no live session yet: after a start of the daemon it is being taken over.
    /// </summary>
    private static readonly TimeSpan ReadyWait = TimeSpan.FromSeconds(5);

    /// <summary>What ending a run takes beyond the times that are set, on a machine that is busy.</summary>
    private static readonly TimeSpan EndingSlack = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<SessionId, LiveSession> _lives = new();
    private readonly KeySignals<SessionId> _changes = new(recording.Time);

    public TimeProvider Time => recording.Time;

    public LiveSession? Find(SessionId id) => _lives.GetValueOrDefault(id);

    public IEnumerable<LiveSession> All => _lives.Values;

    /// <summary>How long a run may take to end, with its scripts, before a caller is no longer kept waiting.</summary>
    public TimeSpan EndingTimeMax(TerminalSession session)
    {
        var scripts = (session.Spec!.HasInit ? 1 : 0) + (session.Spec.HasCleanup ? 1 : 0);
        return EndingSlack + TimeSpan.FromSeconds(
            recording.Options.StopSeconds + ((double)scripts * session.Spec.ScriptSeconds));
    }

    /// <summary>Waits until the session's program runs; after a restart of the session, the next run.</summary>
    public Task<LiveSession> WhenLiveAsync(SessionId id, CancellationToken cancellationToken) =>
        UntilAsync(
            id, static live => live is { Ended.IsCompleted: false, Phase: SessionPhase.Program }, cancellationToken);

    /// <summary>
    /// The live session, with its terminal. One that is being started or taken over is waited for; null when that takes
    /// longer than five seconds.
    /// </summary>
    public async Task<LiveSession?> ReadyAsync(SessionId id, CancellationToken cancellationToken)
    {
        if (Find(id) is { Terminal: not null } live) return live;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await WhenLiveAsync(id, over.Token).WaitAsync(ReadyWait, recording.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    /// <summary>
    /// Performs <see cref="RunPhase"/>, from the start of a phase to its end, and answers how it ended. A repetition goes
    /// on where it was. Null where the phase is over and nothing is left to record.
    /// </summary>
    public async Task<TerminalExit?> RunAsync(TerminalSession session, RunPhase effect, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var ending = Find(session.Id) is { } present && present.Run == effect.Run
            ? present.EndOf(effect.Phase)
            : null;
        ending ??= session.Active is { Begun: false }
            ? await StartAsync(session, effect, cancellationToken)
            : await RecoverAsync(session, effect, cancellationToken);
        if (ending is null) return null;
        var exit = await ending.WaitAsync(cancellationToken);
        if (effect.Phase != SessionPhase.Program) new SessionFolder(paths, session.Id).DeleteScript(effect.Phase);
        if (effect.Phase == SessionPhase.Program && Find(session.Id) is { } live) reporter.Snapshot(live, "end");
        return exit;
    }

    /// <summary>Performs <see cref="StopPhase"/>.</summary>
    public async Task StopAsync(TerminalSession session, StopPhase effect, CancellationToken cancellationToken)
    {
        await Task.Yield();
        // The terminal may be starting just now.
        var live = await UntilAsync(
            session.Id, live => live.Run == effect.Run && live.Phase == effect.Phase, cancellationToken);
        await live.Terminal!.StopAsync(live.Limits(effect.Force), cancellationToken);
    }

    /// <summary>
    /// Closes the live session of a run that is over, or of a session that is removed, so that readers see the end.
    /// </summary>
    public async Task CloseAsync(SessionId id, int run = int.MaxValue)
    {
        if (Find(id) is not { } live || live.Run > run) return;
        await live.DisposeAsync();
        _lives.TryRemove(new(id, live));
    }

    /// <summary>Closes the live session of a run that is over, without delaying the commit.</summary>
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
        var begun = await dispatcher.TellAsync(
            session.Id, new BeginPhase(effect.Run, effect.Phase), cancellationToken);
        if (begun.IsRejected(out _, out var receipt) || receipt.State.Active is not { Begun: true }) return null;
        session = receipt.State;
        // The journal now says that the start was begun, so it is finished even when the call is cancelled.
        if ((await TryStartAsync(session, effect)).IsRejected(out var refused, out var started))
        {
            await dispatcher.TellAsync(
                session.Id, new FailStart(effect.Run, effect.Phase, refused.ToFailure()), CancellationToken.None);
            return null;
        }

        var (live, terminal, network) = started;
        try
        {
            await dispatcher.TellAsync(
                session.Id,
                new ConfirmStart(
                    effect.Run,
                    effect.Phase,
                    terminal.Child.ToChild(SessionLauncher.MarkOf(session.Id)),
                    live.Ring.End),
                CancellationToken.None);
        }
        catch
        {
            // A program whose start is not in the journal must not run.
            await terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None);
            await terminal.DisposeAsync();
            if (network is not null) await network.DisposeAsync();
            throw;
        }

        var ending = live.RecordAsync(effect.Phase, terminal, network, null);
        _changes.Tell(live.Id);
        if (effect.Phase == SessionPhase.Program) reporter.Snapshot(live, "start");
        return ending;
    }

    private async Task<Outcome<(LiveSession Live, ITerminal Terminal, EgressNetwork? Network)>> TryStartAsync(
        TerminalSession session, RunPhase effect)
    {
        if (backends.Find(session.Spec!.Backend) is not { } backend)
            return new Rejection(
                "tmux_missing",
                "tmux is not installed any more.",
                "Install the package tmux, or create a session with the backend pty.");
        EgressNetwork? network = null;
        var isStarted = false;
        try
        {
            if (session.Spec.Profile == SandboxProfile.Network
                && (await networks.OpenAsync(SessionEgress.RunOf(session), CancellationToken.None))
                    .IsRejected(out var refused, out network)) return refused;
            var request = launcher.Prepare(session, inputs.Read(session.Id), effect.Phase, network?.InSandbox);
            if (request.IsRejected(out refused)) return refused;
            // The files are opened first: a program whose output could not be recorded is not started.
            var live = await OpenAsync(session, isTakenOver: effect.Phase != session.Spec.First);
            var outcome = await backend.CreateAsync(request.Value, CancellationToken.None);
            isStarted = outcome is TerminalOutcome.Ready;
            return outcome switch
            {
                TerminalOutcome.Ready ready => (live, ready.Terminal, network),
                TerminalOutcome.Refused { Refusal: var refusal } => refusal.ToRejection(),
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return SessionErrors.NotStarted(failure);
        }
        finally
        {
            if (!isStarted && network is not null) await network.DisposeAsync();
        }
    }

    /// <summary>Takes over the terminal of a phase that an earlier daemon began, or records how it ended.</summary>
    private async Task<Task<TerminalExit>?> RecoverAsync(
        TerminalSession session, RunPhase effect, CancellationToken cancellationToken)
    {
        if (session.Spec!.Backend != "tmux" || backends.Find("tmux") is not { } tmux)
            return await LoseAsync(session, effect, "its daemon ended, and a pty ends with it");
        var live = await OpenAsync(session, isTakenOver: true);
        var outcome = await tmux.AdoptAsync(session.Id.Value, live.Ring.End, cancellationToken);
        if (outcome is TerminalOutcome.Ready ready)
        {
            var found = new TakenOver(
                ready.Shown, await recording.Commands.RecentAsync(session.Id, CancellationToken.None));
            var gap = new SessionGap(live.Ring.End, "no daemon was running");
            var child = ready.Terminal.Child.ToChild(SessionLauncher.MarkOf(session.Id));
            await dispatcher.TellAsync(
                session.Id, new AdoptPhase(effect.Run, effect.Phase, child, gap), cancellationToken);
            LiveLog.Adopted(recording.Log, session.Id, effect.Run);
            if (session.Spec is { Root: { } root, Profile: not SandboxProfile.Open }) SandboxService.Keep(root);
            EgressNetwork? network = null;
            if (session.Spec.Profile == SandboxProfile.Network)
                (await networks.ReopenAsync(SessionEgress.RunOf(session), child.ProcessId, CancellationToken.None))
                    .IsRejected(out _, out network);
            var ending = live.RecordAsync(effect.Phase, ready.Terminal, network, found);
            _changes.Tell(live.Id);
            return ending;
        }

        var refusal = ((TerminalOutcome.Refused)outcome).Refusal;
        if (refusal.Code == "terminal_ended") return await EndedMeanwhileAsync(live, tmux, cancellationToken);
        if (refusal.Code == "terminal_not_found")
            return await LoseAsync(session, effect, "its terminal is not in tmux any more");
        // Any other refusal may be temporary, so the effect is tried again.
        throw new IOException(refusal.Message);
    }

    /// <summary>
    /// The program ended while no daemon ran. tmux has kept how it ended, and its last screen.
    /// </summary>
    private async Task<Task<TerminalExit>?> EndedMeanwhileAsync(
        LiveSession live, ITerminalBackend tmux, CancellationToken cancellationToken)
    {
        var name = live.Id.Value;
        var found = (await tmux.ListAsync(cancellationToken)).FirstOrDefault(terminal => terminal.Name == name);
        if (found is not null && await tmux.ShowAsync(name, cancellationToken) is { IsEmpty: false } shown)
            live.TakeOver(
                new(shown, await recording.Commands.RecentAsync(live.Id, CancellationToken.None)), found.Size);
        await tmux.RemoveAsync(name, StopLimits.AtOnce, cancellationToken);
        return Task.FromResult(found?.Exit ?? new TerminalExit(null, null, "its terminal was taken out of tmux", []));
    }

    private async Task<Task<TerminalExit>?> LoseAsync(TerminalSession session, RunPhase effect, string why)
    {
        LiveLog.Lost(recording.Log, session.Id, why);
        try
        {
            // Output that was recorded and not yet indexed is indexed now.
            await OpenAsync(session, isTakenOver: true);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // The session is lost all the same, and its output with it.
            LiveLog.NotReadAgain(recording.Log, failure, session.Id);
        }

        await dispatcher.TellAsync(
            session.Id, new LosePhase(effect.Run, effect.Phase, SessionRejections.Lost(why)), CancellationToken.None);
        return null;
    }

    /// <summary>The live session of this run; made when there is none.</summary>
    /// <param name="isTakenOver">Whether the run was begun before, so that its recorded output belongs to it.</param>
    private async Task<LiveSession> OpenAsync(TerminalSession session, bool isTakenOver)
    {
        if (Find(session.Id) is { } live && live.Run == session.Run) return live;
        // The live session of an earlier run must not write to the same ring.
        await CloseAsync(session.Id);
        return _lives[session.Id] = await Task.Run(() => Make(session, isTakenOver));
    }

    private LiveSession Make(TerminalSession session, bool isTakenOver)
    {
        var folder = new SessionFolder(paths, session.Id);
        // Its files may have been deleted while no daemon ran; the terminal goes on without what was recorded.
        folder.Create();
        return new(session, isTakenOver, folder, recording.Redaction.Of(session), reporter, recording);
    }

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
}
