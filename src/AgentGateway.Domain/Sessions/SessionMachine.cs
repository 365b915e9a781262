using System.Diagnostics;

namespace AgentGateway.Domain.Sessions;

/// <summary>
/// The rules of terminal sessions. A run has up to three phases in a row: init script, program, cleanup script. One
/// phase at a time has the terminal. Its start is recorded before it is tried, and its first process is recorded before
/// the start is reported, so that a start that a crash left in doubt is never repeated by itself. A session that has
/// ended stays so until it is restarted.
/// </summary>
public sealed class SessionMachine : IMachine<TerminalSession, SessionCommand>
{
    public static string Kind => "session";

    public static int SnapshotVersion => 1;

    public static TerminalSession Initial => TerminalSession.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(TerminalSession state, SessionCommand command)
    {
        if (command is OpenSession open) return state.Created ? Outcomes.Nothing : SessionRuns.Open(open);
        if (!state.Created) return SessionRejections.Unknown;
        if (state.Removed && command is not (ConfirmForgotten or ConfirmNotice or ConfirmReap))
            return SessionRejections.Unknown;
        return command switch
        {
            BeginPhase c => SessionRuns.Begin(state, c),
            ConfirmStart c when state.ActiveIn(c.Run, c.Phase) is { Begun: true, Child: null } =>
                Outcomes.Of(new SessionStarted(c.Run, c.Phase, c.Child, c.Offset)),
            FailStart c when state.ActiveIn(c.Run, c.Phase) is { Child: null } => SessionRuns.FailedToStart(state, c),
            AdoptPhase c when state.ActiveIn(c.Run, c.Phase) is { Begun: true } => Outcomes.Of(
                new SessionAdopted(c.Run, c.Phase, c.Child, c.Gap)),
            EndPhase c when state.ActiveIn(c.Run, c.Phase) is { Begun: true } => SessionRuns.PhaseEnded(state, c),
            LosePhase c when state.ActiveIn(c.Run, c.Phase) is { Begun: true } => Outcomes.Of(
                new SessionLost(c.Run, c.Phase, c.Failure)),
            LoseElsewhere c => SessionRuns.LostElsewhere(state, c),
            NoteGap c => Outcomes.Of(new SessionGapSeen(c.Gap)),
            ConfirmReap c when state.Reap?.Key == c.Key => SessionRuns.Reaped(state, c),
            StopSession c => SessionRuns.Stop(state, c),
            StopForLimit c when state.ActiveIn(c.Run, c.Phase) is { ForceKey: null } =>
                Outcomes.Of(
                    new SessionStopRequested("daemon", c.Phase != SessionPhase.Program, false, false, c.Failure)),
            RestartSession c => SessionRuns.Restart(state, c),
            RemoveSession c => SessionRuns.Remove(state, c),
            ResizeSession c => (c.Columns, c.Rows) == (state.Spec!.Columns, state.Spec.Rows)
                ? Outcomes.Nothing
                : Outcomes.Of(new SessionResized(c.Columns, c.Rows)),
            NoteStatus c => c.Run != state.Run || state.HasEnded || state.Status?.Status == c.Status
                ? Outcomes.Nothing
                : Outcomes.Of(new SessionStatusChanged(c.Status, c.Reason)),
            NoteSnapshot c => Outcomes.Of(
                new SessionSnapshotTaken(c.Reason, c.Offset, c.Screen, c.Directory, c.GitBranch, c.GitState)),
            ConfirmNotice c => state.Notices.Any(notice => notice.Key == c.Key)
                ? Outcomes.Of(new SessionAnnounced(c.Key))
                : Outcomes.Nothing,
            ConfirmForgotten => state.ForgetKey is null ? Outcomes.Nothing : Outcomes.Of(new SessionForgotten()),
            // A report about a phase that is no longer active.
            ConfirmStart or FailStart or AdoptPhase or EndPhase or LosePhase or ConfirmReap or StopForLimit =>
                Outcomes.Nothing,
            _ => throw new UnreachableException(),
        };
    }

    public static IReadOnlyList<Effect> Owed(TerminalSession state)
    {
        var owed = new List<Effect>();
        if (state.Active is { } active)
        {
            owed.Add(new RunPhase(active.Key, state.Run, active.Phase));
            if (active.StopKey is { } stop) owed.Add(new StopPhase(stop, state.Run, active.Phase, Force: false));
            if (active.ForceKey is { } force) owed.Add(new StopPhase(force, state.Run, active.Phase, Force: true));
            if (active is { Child: not null, StopKey: null, ForceKey: null }
                && Limit(state.Spec!, active.Phase) is var (seconds, failure))
                owed.Add(
                    new ExpirePhase(
                        $"{active.Key}:expire", active.Since.AddSeconds(seconds), state.Run, active.Phase, failure));
        }

        if (state.Reap is { } reap) owed.Add(new ReapOrphans(reap.Key, reap.Child));
        if (state.Notices is [var notice, ..]) owed.Add(new TellThread(notice.Key, notice.Text));
        if (state.ForgetKey is { } forget) owed.Add(new ForgetSession(forget));
        return owed;
    }

    public static TerminalSession Evolve(TerminalSession state, RecordedEvent recorded) =>
        SessionEvolution.Evolve(state, recorded);

    public static IReadOnlyList<ReadRow> Project(
        TerminalSession before, RecordedEvent recorded, TerminalSession after) =>
        [];

    private static (double Seconds, Failure Failure)? Limit(SessionSpec spec, SessionPhase phase) => phase switch
    {
        SessionPhase.Program => spec.Limits.TimeSeconds is { } seconds
            ? (seconds, SessionRejections.TimeLimit(seconds))
            : null,
        _ => (spec.ScriptSeconds, SessionRejections.ScriptTimeLimit(phase, spec.ScriptSeconds)),
    };
}
