using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Threads;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Performs the pending effects of sessions. Each may be repeated.</summary>
internal sealed class SessionEffects(
    SessionPaths paths, SessionRegistry registry, LiveSessions lives, SessionDispatcher dispatcher,
    ThreadDispatcher threads, IOutputIndex index, TimeProvider time)
    : IEffects<TerminalSession>, IDisposable
{
    private readonly Lazy<OrphanReaper> _reaper = new(() => new(time));

    public Task PerformAsync(
        StreamId stream, TerminalSession session, Effect effect, CancellationToken cancellationToken) => effect switch
    {
        RunPhase run => RunAsync(session, run, cancellationToken),
        StopPhase stop => lives.StopAsync(session, stop, cancellationToken),
        ExpirePhase expire => dispatcher.TellAsync(
            session.Id, new StopForLimit(expire.Run, expire.Phase, expire.Failure), cancellationToken),
        ReapOrphans reap => ReapAsync(session.Id, reap, cancellationToken),
        TellThread tell => TellAsync(session, tell, cancellationToken),
        ForgetSession => ForgetAsync(session.Id, cancellationToken),
        _ => throw new UnreachableException(),
    };

    public void Dispose()
    {
        if (_reaper.IsValueCreated) _reaper.Value.Dispose();
    }

    /// <summary>
    /// Records the end of a phase. Where the session was stopped, what left its terminal is ended before, by the mark in
    /// its environment: the next phase has the same mark. What a program that ended by itself has left goes on.
    /// </summary>
    private async Task RunAsync(TerminalSession session, RunPhase effect, CancellationToken cancellationToken)
    {
        if (await lives.RunAsync(session, effect, cancellationToken) is not { } exit) return;
        if (exit.Unknown is { } why)
        {
            // tmux was killed or the terminal was removed from it: the phase is lost, and with it goes what is marked.
            await dispatcher.TellAsync(
                session.Id, new LosePhase(effect.Run, effect.Phase, SessionRejections.Lost(why)), cancellationToken);
            return;
        }

        if (registry.Find(session.Id) is { IsStopped: true } stopped)
        {
            var limits = stopped.Active?.ForceKey is null ? StopLimits.Usual : StopLimits.AtOnce;
            var left = await _reaper.Value.ReapMarkedAsync(
                SessionLauncher.MarkOf(session.Id), limits, cancellationToken);
            exit = exit with { Left = [.. exit.Left.Union(left)] };
        }

        await dispatcher.TellAsync(
            session.Id, new EndPhase(effect.Run, effect.Phase, exit.ToExit()), cancellationToken);
    }

    /// <summary>
    /// Ends the processes of the session's first process, then every process with the session's mark.
    /// </summary>
    private async Task ReapAsync(SessionId session, ReapOrphans effect, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await lives.CloseAsync(session);
        if (effect.Child is { } child)
            await _reaper.Value.ReapAsync(child.ToIdentity(), StopLimits.Usual, cancellationToken);
        var left = await _reaper.Value.ReapMarkedAsync(
            SessionLauncher.MarkOf(session), StopLimits.Usual, cancellationToken);
        await dispatcher.TellAsync(session, new ConfirmReap(effect.Key, left), cancellationToken);
    }

    /// <summary>A thread that refuses the notice is gone, so the notice counts as given.</summary>
    private async Task TellAsync(TerminalSession session, TellThread effect, CancellationToken cancellationToken)
    {
        await threads.SendAsync(
            session.Thread!.Value, "daemon", new PostNotice(
                effect.Key, $"session:{session.Label}", effect.Text), urgent: true, cancellationToken);
        await dispatcher.TellAsync(session.Id, new ConfirmNotice(effect.Key), cancellationToken);
    }

    private async Task ForgetAsync(SessionId session, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await lives.CloseAsync(session);
        new SessionFolder(paths, session).Delete();
        await index.RemoveAsync(session, cancellationToken);
        await dispatcher.TellAsync(session, new ConfirmForgotten(), cancellationToken);
    }
}
