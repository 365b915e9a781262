namespace AgentGateway.Domain.Sessions;

/// <summary>How the phases of a run follow each other, and how a run is stopped, restarted and removed.</summary>
internal static class SessionRuns
{
    public static Outcome<IReadOnlyList<DomainEvent>> Open(OpenSession open) => Outcomes.Of(
        new SessionCreated(open.Name, open.Spec, open.Agent, open.Thread, open.Task, open.ClonedFrom, open.By)
        {
            JudgedAs = open.JudgedAs,
        });

    public static Outcome<IReadOnlyList<DomainEvent>> Begin(TerminalSession state, BeginPhase command)
    {
        if (state.ActiveIn(command.Run, command.Phase) is not { Begun: false } active)
            return SessionRejections.Changed;
        // A phase that was stopped before it began does not begin.
        return active.StopKey is null && active.ForceKey is null
            ? Outcomes.Of(new SessionStarting(command.Run, command.Phase))
            : Finish(new SessionDraft(state)).Accepted;
    }

    public static Outcome<IReadOnlyList<DomainEvent>> FailedToStart(TerminalSession state, FailStart command)
    {
        // The cleanup script runs only when an init script has run before.
        var next = command.Phase == SessionPhase.Program && state.Spec!.HasInit ? After(state.Spec) : null;
        var draft = new SessionDraft(state)
            .Add(new SessionStartFailed(command.Run, command.Phase, command.Failure, next));
        return (next is null ? Finish(draft) : draft).Accepted;
    }

    public static Outcome<IReadOnlyList<DomainEvent>> PhaseEnded(TerminalSession state, EndPhase command)
    {
        var draft = new SessionDraft(state);
        SessionPhase? next = null;
        switch (command.Phase)
        {
            case SessionPhase.Init:
                var isWell = command.Exit.Code == 0 && state is { Ending: null, Failure: null };
                var failure = isWell || state.Ending is not null || state.Failure is not null
                    ? null
                    : SessionRejections.InitFailed(command.Exit);
                next = isWell ? SessionPhase.Program : After(state.Spec!);
                draft.Add(new SessionScriptEnded(command.Run, command.Phase, command.Exit, next, failure));
                break;
            case SessionPhase.Cleanup:
                draft.Add(new SessionScriptEnded(command.Run, command.Phase, command.Exit, null, null));
                break;
            default:
                next = After(state.Spec!);
                draft.Add(new SessionExited(command.Run, command.Exit, next));
                break;
        }

        return (next is null ? Finish(draft) : draft).Accepted;
    }

    public static Outcome<IReadOnlyList<DomainEvent>> Reaped(TerminalSession state, ConfirmReap command)
    {
        // A cleanup script that was itself lost is not repeated.
        var next = command.Left.Count == 0 && state.Reap!.Phase != SessionPhase.Cleanup ? After(state.Spec!) : null;
        var draft = new SessionDraft(state).Add(new SessionReaped([.. command.Left], next));
        return (next is null ? Finish(draft) : draft).Accepted;
    }

    public static Outcome<IReadOnlyList<DomainEvent>> LostElsewhere(TerminalSession state, LoseElsewhere command)
    {
        if (state is { IsOver: true, Lifecycle: not SessionLifecycle.Orphaned }) return Outcomes.Nothing;
        var draft = new SessionDraft(state);
        if (state.Active is { } active) draft.Add(new SessionLost(state.Run, active.Phase, command.Failure));
        // The processes of the other place are not this daemon's to end, and neither is what a cleanup script cleans.
        draft.Add(new SessionReaped([], null)).Add(new SessionEnded(state.Run, SessionLifecycle.Failed));
        return (state.Ending is { Remove: true } removal ? draft.Add(new SessionRemoved(removal.By)) : draft).Accepted;
    }

    public static Outcome<IReadOnlyList<DomainEvent>> Stop(TerminalSession state, StopSession command)
    {
        if (state is { Lifecycle: SessionLifecycle.Orphaned, Reap: null })
            return Outcomes.Of(new SessionStopRequested(command.By, command.Force, false, false, null));
        if (state.HasEnded) return Outcomes.Nothing;
        if (state.IsStopped && (!command.Force || state.Active is { ForceKey: not null })) return Outcomes.Nothing;
        return Outcomes.Of(
            new SessionStopRequested(
                command.By, command.Force, state.Ending?.Restart ?? false, state.Ending?.Remove ?? false, null));
    }

    public static Outcome<IReadOnlyList<DomainEvent>> Restart(TerminalSession state, RestartSession command)
    {
        if (state.Ending is { Remove: true }) return SessionRejections.BeingRemoved(state.Label);
        if (state.Ending is { Restart: true }) return Outcomes.Nothing;
        return state is { HasEnded: true, Reap: null }
            ? Outcomes.Of(new SessionRestarted(state.Run + 1))
            : Outcomes.Of(new SessionStopRequested(command.By, Force: false, Restart: true, Remove: false, null));
    }

    public static Outcome<IReadOnlyList<DomainEvent>> Remove(TerminalSession state, RemoveSession command)
    {
        if (state is { HasEnded: true, Reap: null }) return Outcomes.Of(new SessionRemoved(command.By));
        return state.Ending is { Remove: true }
            ? Outcomes.Nothing
            : Outcomes.Of(new SessionStopRequested(command.By, Force: false, Restart: false, Remove: true, null));
    }

    private static SessionPhase? After(SessionSpec spec) => spec.HasCleanup ? SessionPhase.Cleanup : null;

    /// <summary>Records how the run ended, and the removal or restart that was asked for meanwhile.</summary>
    private static SessionDraft Finish(SessionDraft draft)
    {
        var state = draft.State;
        var outcome =
            state.Failure is { Code: "session_lost" } && state.Exit is { Left.IsEmpty: false }
                ? SessionLifecycle.Orphaned
            : state.Failure is not null ? SessionLifecycle.Failed
            : state.Ending is not null ? SessionLifecycle.Stopped
            : SessionLifecycle.Completed;
        draft.Add(new SessionEnded(state.Run, outcome));
        if (state.Ending is { Remove: true } removal) draft.Add(new SessionRemoved(removal.By));
        else if (state.Ending is { Restart: true }) draft.Add(new SessionRestarted(state.Run + 1));
        return draft;
    }
}
