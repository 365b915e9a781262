using System.Diagnostics;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// The rules of threads. One owner answers, one of its turns at a time; participants advise beside it and never set
/// each other off; what spans threads (delegations) is owed. Commands of a turn that has ended change nothing: the turn
/// ended at the moment its end was recorded, whatever its driver still says.
/// </summary>
public sealed partial class ThreadMachine : IMachine<AgentThread, ThreadCommand>
{
    public static string Kind => "thread";

    public static int SnapshotVersion => 3;

    public static AgentThread Initial => AgentThread.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(AgentThread state, ThreadCommand command)
    {
        if (state.Created != command is not (OpenThread or OpenHiddenThread or PostMessage { Opening: not null }))
            return state.Created ? Outcomes.Nothing : ThreadRejections.UnknownThread;
        if (FromTurn(command) is { } from && state.Turn(from) is not { Running: true })
            return ThreadRejections.TurnEnded(from);
        var draft = new ThreadDraft(state, IdOf(state, command), command);
        var rejection = command switch
        {
            OpenThread c => Open(draft, c),
            OpenHiddenThread c => OpenHidden(draft, c),
            PostMessage c => Post(draft, c),
            ChangeThread c => Change(draft, c),
            ChangeParticipant c => Participate(draft, c),
            StopParticipant c => Stop(draft, c.Agent),
            RequestDelegation c => Delegate(draft, c),
            HandOff c => HandOver(draft, c.Agent, c.Reason, c.FromTurn),
            ReturnOwnership => Return(draft),
            CancelTurns c => Cancel(draft, c),
            ConfirmDelegation c => Confirm(draft, c),
            SettleDelegation c => Settle(draft, c),
            ConfirmReport => ConfirmReported(draft),
            ConfirmWithdrawn c => Withdrawn(draft, c),
            CompactThread c => Compact(draft, c),
            PostNotice c => Notice(draft, c),
            _ => OfTurn(draft, command),
        };
        if (rejection is not null) return rejection;
        Advance(draft);
        return draft.Accepted;
    }

    public static IReadOnlyList<Effect> Owed(AgentThread state)
    {
        var owed = new List<Effect>();
        foreach (var turn in state.Turns)
        {
            if (!turn.Running) continue;
            if (!state.IsWaitingForAdvice(turn.Id) && !turn.IsWaiting)
                owed.Add(new RunTurn(turn.RunKey ?? turn.Key, turn.Id));
            // Advice is waited for so long and no longer; any other turn's time stands still while it waits for a
            // person.
            if (turn.Deadline is { } deadline && (turn.Kind == TurnKind.Advice || !turn.IsWaiting))
                owed.Add(
                    new ExpireTurnEffect($"{turn.Key}:expire:{deadline.ToUnixTimeMilliseconds()}", deadline, turn.Id));
        }

        owed.AddRange(
            state.Delegations.Where(
                delegation => !delegation.Opened).Select(d => new OpenDelegationThread(d.Key, d.Id)));
        owed.AddRange(state.Withdrawals.Select(withdrawal => new WithdrawRequest(withdrawal.Key, withdrawal.Ask)));
        if (state.Report is { } report) owed.Add(new ReportDelegation(report.Key));
        return owed;
    }

    private static Ids.ThreadId IdOf(AgentThread state, ThreadCommand command) => command switch
    {
        OpenThread c => c.Id,
        OpenHiddenThread c => c.Id,
        PostMessage { Opening: { } opening } => opening.Id,
        _ => state.Id,
    };

    /// <summary>The turn in which an agent asks for something that is not about its turn.</summary>
    private static Ids.TurnId? FromTurn(ThreadCommand command) => command switch
    {
        HandOff c => c.FromTurn,
        RequestDelegation c => c.FromTurn,
        _ => null,
    };

    /// <summary>Commands that concern one open turn; of an ended one they change nothing.</summary>
    private static Rejection? OfTurn(ThreadDraft draft, ThreadCommand command)
    {
        var id = command switch
        {
            RecordStep c => c.Turn,
            StartTool c => c.Turn,
            AwaitTool c => c.Turn,
            ReleaseTool c => c.Turn,
            SettleTool c => c.Turn,
            PostInterim c => c.Turn,
            CompleteTurn c => c.Turn,
            FailTurn c => c.Turn,
            ExpireTurn c => c.Turn,
            _ => throw new UnreachableException(),
        };
        if (draft.State.Turn(id) is not { Running: true } turn)
            return command is ExpireTurn or ReleaseTool ? null : ThreadRejections.TurnEnded(id);
        return command switch
        {
            RecordStep c => Record(draft, turn, c),
            StartTool c => StartCall(draft, turn, c),
            AwaitTool c => AwaitCall(draft, turn, c),
            ReleaseTool c => ReleaseCall(draft, turn, c),
            SettleTool c => SettleCall(draft, turn, c),
            PostInterim c => Interim(draft, turn, c),
            CompleteTurn c => Complete(draft, turn, c),
            FailTurn c => Fail(draft, turn, c),
            ExpireTurn c => Expire(draft, turn, c),
            _ => throw new UnreachableException(),
        };
    }
}
