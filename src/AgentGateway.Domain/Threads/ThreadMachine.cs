using System.Diagnostics;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// The rules of threads. The owner answers, one turn at a time; participants advise beside it and never start a turn
/// of another participant. Effects on other threads (delegations) are pending effects. A command for a turn that has
/// ended changes nothing, because a turn ends when its end is recorded, even if its driver still reports something.
/// </summary>
public sealed class ThreadMachine : IMachine<AgentThread, ThreadCommand>
{
    public static string Kind => "thread";

    public static int SnapshotVersion => 3;

    public static AgentThread Initial => AgentThread.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(AgentThread state, ThreadCommand command)
    {
        if (command is not (ImportMessages or DeleteThread { BeforeItExists: true })
            && state.Created != command is not (OpenThread or OpenHiddenThread or PostMessage { Opening: not null }))
            return state.Created ? Outcomes.Nothing : ThreadRejections.UnknownThread;
        if (state.IsDeleted && command is not (DeleteThread or ConfirmErased or ConfirmWithdrawn or ConfirmReport))
            return ThreadRejections.UnknownThread;
        if (state.Import is { } origin && !ThreadImports.Takes(command))
            return ThreadRejections.Imported(origin);
        if (RequestingTurn(command) is { } from && state.Turn(from) is not { Running: true })
            return ThreadRejections.TurnEnded(from);
        var draft = new ThreadDraft(state, IdOf(state, command), command);
        var rejection = command switch
        {
            OpenThread c => ThreadLifecycle.Open(draft, c),
            OpenHiddenThread c => ThreadLifecycle.OpenHidden(draft, c),
            ChangeThread c => ThreadLifecycle.Change(draft, c),
            DeleteThread => ThreadLifecycle.Delete(draft),
            ConfirmErased => ThreadLifecycle.ConfirmErased(draft),
            ImportMessages c => ThreadImports.Import(draft, c),
            CompactThread c => ThreadLifecycle.Compact(draft, c),
            PostMessage c => ThreadMessages.Post(draft, c),
            EditMessage c => ThreadMessages.Edit(draft, c),
            WithdrawMessage c => ThreadMessages.Withdraw(draft, c),
            PostNotice c => ThreadMessages.PostNotice(draft, c),
            ChangeParticipant c => ThreadParticipants.Change(draft, c),
            StopParticipant c => ThreadParticipants.Stop(draft, c.Agent),
            HandOff c => ThreadOwnership.HandOff(draft, c),
            ReturnOwnership => ThreadOwnership.Return(draft),
            RequestDelegation c => ThreadDelegations.Request(draft, c),
            ConfirmDelegation c => ThreadDelegations.Confirm(draft, c),
            SettleDelegation c => ThreadDelegations.Settle(draft, c),
            ConfirmReport => ThreadDelegations.ConfirmReport(draft),
            RetryTurn c => ThreadTurns.Retry(draft, c),
            CancelTurns c => ThreadTurns.Cancel(draft, c),
            ConfirmWithdrawn c => ThreadSteps.ConfirmWithdrawn(draft, c),
            TurnCommand c => DecideInTurn(draft, c),
            _ => throw new UnreachableException(),
        };
        if (rejection is not null) return rejection;
        ThreadTurns.StartDue(draft);
        return draft.Accepted;
    }

    public static bool BeginsAnew(DomainEvent happened) => happened is ThreadDeleted;

    public static AgentThread Evolve(AgentThread state, RecordedEvent recorded) =>
        ThreadEvolution.Evolve(state, recorded);

    public static IReadOnlyList<ReadRow> Project(AgentThread before, RecordedEvent recorded, AgentThread after) =>
        ThreadProjection.Project(before, recorded, after);

    public static IReadOnlyList<Effect> Owed(AgentThread state)
    {
        var owed = new List<Effect>();
        foreach (var turn in state.Turns)
        {
            if (!turn.Running) continue;
            if (!state.IsWaitingForAdvice(turn.Id) && !turn.IsWaiting)
                owed.Add(new RunTurn(turn.RunKey ?? turn.Key, turn.Id));
            // Advice has a fixed time. The deadline of any other turn is suspended while the turn waits for a person.
            if (turn.Deadline is { } deadline && (turn.Kind == TurnKind.Advice || !turn.IsWaiting))
                owed.Add(
                    new ExpireTurnEffect($"{turn.Key}:expire:{deadline.ToUnixTimeMilliseconds()}", deadline, turn.Id));
        }

        owed.AddRange(state.Delegations.Where(delegation => !delegation.Opened)
            .Select(delegation => new OpenDelegationThread(delegation.Key, delegation.Id)));
        owed.AddRange(state.Withdrawals.Select(withdrawal => new WithdrawRequest(withdrawal.Key, withdrawal.Request)));
        if (state.EraseKey is { } erase) owed.Add(new EraseThread(erase));
        if (state.Report is { } report) owed.Add(new ReportDelegation(report.Key));
        return owed;
    }

    /// <summary>A command for one running turn.</summary>
    private static Rejection? DecideInTurn(ThreadDraft draft, TurnCommand command)
    {
        if (draft.State.Turn(command.Turn) is not { Running: true } turn)
            return command is ExpireTurn or ReleaseTool ? null : ThreadRejections.TurnEnded(command.Turn);
        return command switch
        {
            RecordStep c => ThreadSteps.Record(draft, turn, c),
            StartTool c => ThreadSteps.StartCall(draft, turn, c),
            AwaitTool c => ThreadSteps.AwaitCall(draft, turn, c),
            ReleaseTool c => ThreadSteps.ReleaseCall(draft, turn, c),
            SettleTool c => ThreadSteps.SettleCall(draft, turn, c),
            PostInterim c => ThreadSteps.PostInterim(draft, turn, c),
            CompleteTurn c => ThreadTurns.Complete(draft, turn, c),
            FailTurn c => ThreadTurns.Fail(draft, turn, c),
            ExpireTurn c => ThreadTurns.Expire(draft, turn, c),
            _ => throw new UnreachableException(),
        };
    }

    private static ThreadId IdOf(AgentThread state, ThreadCommand command) => command switch
    {
        OpenThread c => c.Id,
        OpenHiddenThread c => c.Id,
        ImportMessages c => c.Id,
        PostMessage { Opening: { } opening } => opening.Id,
        _ => state.Id,
    };

    /// <summary>The turn in which an agent requests a handoff or a delegation; null for a principal.</summary>
    private static TurnId? RequestingTurn(ThreadCommand command) => command switch
    {
        HandOff c => c.FromTurn,
        RequestDelegation c => c.FromTurn,
        _ => null,
    };
}
