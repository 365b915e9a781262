using System.Collections.Immutable;
using System.Diagnostics;

namespace AgentGateway.Domain.Sessions;

/// <summary>How each event changes the state of a session. Events are facts, so nothing is checked here.</summary>
internal static class SessionEvolution
{
    private const int GapsMax = 16;
    private const int NoticesMax = 8;
    private const int LeftMax = 32;
    private const int TextCharactersMax = 300;

    public static TerminalSession Evolve(TerminalSession state, RecordedEvent recorded) => recorded.Event switch
    {
        SessionCreated e => Created(state, recorded, e),
        SessionStarting => state with
        {
            Lifecycle = state.Lifecycle == SessionLifecycle.Created ? SessionLifecycle.Starting : state.Lifecycle,
            Active = state.Active! with { Begun = true, Since = recorded.At },
        },
        SessionStarted e => Started(state, recorded, e),
        SessionAdopted e => state with
        {
            Active = state.Active! with { Child = e.Child },
            Lifecycle = e.Phase == SessionPhase.Program && state.Lifecycle == SessionLifecycle.Starting
                ? SessionLifecycle.Running
                : state.Lifecycle,
            StartedAt = state.StartedAt ?? recorded.At,
            Gaps = WithGap(state.Gaps, e.Gap),
        },
        SessionGapSeen e => state with { Gaps = WithGap(state.Gaps, e.Gap) },
        SessionScriptEnded e => PhaseOver(
            state with { Failure = e.Failure is { } failure ? Cut(failure) : state.Failure }, recorded, e.Next),
        SessionExited e => PhaseOver(
            state with
            {
                Exit = e.Exit with
                {
                    Unknown = e.Exit.Unknown is { } unknown ? Cut(unknown) : null,
                    Left = Few(e.Exit.Left),
                },
            },
            recorded,
            e.Next),
        SessionStartFailed e => PhaseOver(state with { Failure = Cut(e.Failure) }, recorded, e.Next),
        SessionStopRequested e => StopRequested(state, recorded, e),
        SessionLost e => state with
        {
            Lifecycle = SessionLifecycle.Orphaned,
            Failure = Cut(e.Failure),
            Reap = new(recorded.EffectKey(), e.Phase, state.Active?.Child),
            Active = null,
        },
        SessionReaped e => PhaseOver(
            state with
            {
                Reap = null,
                Exit = new(null, null, state.Failure?.Message ?? "it was lost", Few([.. e.Left])),
            }, recorded, e.Next),
        SessionEnded e => Noticed(
            state with { Lifecycle = e.Outcome, EndedAt = recorded.At, Active = null },
            recorded,
            EndNotice(state, e.Outcome)),
        SessionRestarted e => Restarted(state, recorded, e),
        SessionResized e => state with { Spec = state.Spec! with { Columns = e.Columns, Rows = e.Rows } },
        SessionStatusChanged e => Noticed(
            state with { Status = new(e.Status, Cut(e.Reason), recorded.At) },
            recorded,
            $"Session {state.Label} is now {e.Status}: {e.Reason}."),
        SessionSnapshotTaken => state,
        SessionAnnounced e => state with { Notices = state.Notices.RemoveAll(notice => notice.Key == e.Key) },
        SessionRemoved => state with { Removed = true, ForgetKey = recorded.EffectKey() },
        SessionForgotten => state with { ForgetKey = null },
        _ => throw new UnreachableException(),
    };

    private static TerminalSession Restarted(
        TerminalSession state, RecordedEvent recorded, SessionRestarted e) => state with
    {
        Run = e.Run,
        Lifecycle = SessionLifecycle.Created,
        Active = new(state.Spec!.First, recorded.EffectKey(), false, recorded.At),
        Ending = null,
        Exit = null,
        Failure = null,
        Reap = null,
        Status = null,
        StartedAt = null,
        EndedAt = null,
    };

    private static TerminalSession Created(
        TerminalSession state, RecordedEvent recorded, SessionCreated e) => state with
    {
        Id = new(recorded.Stream.Id),
        Created = true,
        Name = e.Name,
        Spec = e.Spec,
        Agent = e.Agent,
        Thread = e.Thread,
        Task = e.Task,
        ClonedFrom = e.ClonedFrom,
        CreatedBy = e.CreatedBy,
        JudgedAs = e.JudgedAs,
        CreatedAt = recorded.At,
        Run = 1,
        Active = new(e.Spec.First, recorded.EffectKey(), false, recorded.At),
    };

    private static TerminalSession Started(TerminalSession state, RecordedEvent recorded, SessionStarted e)
    {
        var isFirst = e.Phase == state.Spec!.First;
        var next = state with
        {
            Active = state.Active! with { Child = e.Child, Since = recorded.At },
            RunOffset = isFirst ? e.Offset : state.RunOffset,
            StartedAt = isFirst ? recorded.At : state.StartedAt,
        };
        if (e.Phase != SessionPhase.Program) return next;
        return Noticed(
            next with
            {
                Lifecycle = next.Lifecycle == SessionLifecycle.Starting ? SessionLifecycle.Running : next.Lifecycle,
            },
            recorded,
            $"Session {state.Label} started: {state.Spec.Program} in "
                + $"{state.Spec.Directory}{(e.Run > 1 ? $" (run {e.Run})" : "")}.");
    }

    private static TerminalSession StopRequested(TerminalSession state, RecordedEvent recorded, SessionStopRequested e)
    {
        var next = state with
        {
            Ending = e.Failure is null ? new(e.By, e.Restart, e.Remove) : state.Ending,
            Failure = state.Failure ?? (e.Failure is { } failure ? Cut(failure) : null),
        };
        if (state is { Lifecycle: SessionLifecycle.Orphaned, Active: null })
            return next with { Reap = state.Reap ?? new(recorded.EffectKey(), SessionPhase.Cleanup, null) };
        // The cleanup script is the last phase of a run: it is ended by force only.
        var isStopped = !e.Force && state.Active is { Phase: not SessionPhase.Cleanup };
        return next with
        {
            Lifecycle = state.HasEnded ? state.Lifecycle : SessionLifecycle.Stopping,
            Active = state.Active is not { } active ? null : active with
            {
                StopKey = isStopped ? active.StopKey ?? recorded.EffectKey() : active.StopKey,
                ForceKey = e.Force ? active.ForceKey ?? recorded.EffectKey() : active.ForceKey,
            },
        };
    }

    /// <summary>A phase is over; the next one, if there is one, becomes due.</summary>
    private static TerminalSession PhaseOver(
        TerminalSession state, RecordedEvent recorded, SessionPhase? next) => state with
    {
        Active = next is { } phase ? new(phase, recorded.EffectKey(), false, recorded.At) : null,
        Lifecycle = next == SessionPhase.Cleanup ? SessionLifecycle.Stopping : state.Lifecycle,
    };

    private static TerminalSession Noticed(TerminalSession state, RecordedEvent recorded, string text)
    {
        if (state.Thread is null) return state;
        // The first notice may be under way; of the others the oldest is dropped.
        var kept = state.Notices.Length < NoticesMax ? state.Notices : state.Notices.RemoveAt(1);
        return state with { Notices = kept.Add(new(recorded.EffectKey(), Cut(text))) };
    }

    private static string EndNotice(TerminalSession state, SessionLifecycle outcome)
    {
        var how = state.Exit is { } exit ? $" Its program {exit}." : "";
        var why = state.Failure is { } failure ? $" {failure.Message}" : "";
        return $"Session {state.Label} ended ({outcome.ToString().ToLowerInvariant()}).{how}{why}";
    }

    private static ImmutableArray<SessionGap> WithGap(ImmutableArray<SessionGap> gaps, SessionGap gap) =>
        (gaps.Length < GapsMax ? gaps : gaps.RemoveAt(0)).Add(gap with { Reason = Cut(gap.Reason) });

    private static string Cut(string text) =>
        text.Length <= TextCharactersMax ? text : text[..(TextCharactersMax - 1)] + "…";

    private static Failure Cut(Failure failure) =>
        failure with { Message = Cut(failure.Message), Hint = failure.Hint is { } hint ? Cut(hint) : null };

    /// <summary>Keeps the state small when many processes cannot be ended.</summary>
    private static ImmutableArray<int> Few(ImmutableArray<int> processes) =>
        processes.Length <= LeftMax ? processes : processes[..LeftMax];
}
