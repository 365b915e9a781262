using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads.Laws;

/// <summary>What must hold of the events that one accepted command brought about.</summary>
internal static class LawsOfCommands
{
    public static void Check(
        ThreadCommand command,
        AgentThread before,
        IReadOnlyList<DomainEvent> events,
        ThreadRun run,
        Action<bool, string> law)
    {
        if (TurnOf(command) is { } id && before.Turn(id) is not { Running: true })
            law(events.Count == 0, "What has ended changes nothing any more.");
        switch (command)
        {
            case PostMessage { Directive: null } c:
                Asked(c, before, events, run, law);
                break;
            case PostMessage { Directive: Directive.SetParticipant d } when d.Agent == Owner(before, command):
                break;
            case PostMessage { Directive: Directive.EndParticipant d } when d.Agent == Owner(before, command):
                break;
            case PostMessage
                or ChangeParticipant
                or StopParticipant
                or HandOff
                or ReturnOwnership
                or RequestDelegation
                or ChangeThread:
                law(!events.Any(e => e is TurnQueued), "A message that is only a directive starts no turn and asks no agent.");
                break;
            case CompleteTurn c when before.Turn(c.Turn) is { Late: [_, ..] late }:
                law(run.State.Active is { Kind: TurnKind.Answer } next
                    && next.Triggers.SequenceEqual(late), "What came too late is answered next.");
                break;
            case CancelTurns { Turn: null }:
                law(run.State.Turns.IsEmpty, "Cancelling everything leaves nothing open.");
                break;
            case CancelTurns { Turn: { } turn }:
                law(run.State.Turn(turn) is null, "What is cancelled has ended.");
                break;
        }
    }

    private static void Asked(
        PostMessage command,
        AgentThread before,
        IReadOnlyList<DomainEvent> events,
        ThreadRun run,
        Action<bool, string> law)
    {
        var message = events.OfType<MessagePosted>().Last(e => e.Message.Role == MessageRole.User).Message;
        law(message.Text == command.Text && message.Author == command.By, "What is said is kept as it was said.");
        var turn = run.Truth.Find(message.Turn!.Value)!;
        law(turn is { IsOpen: true, IsOwners: true }
            && turn.Triggers[^1] == message.Id, "A message that asks has a turn that answers it.");
        if (before.Active is not { } active) return;
        law(command.Mode != SendMode.Interrupt
            || run.State.Active?.Id == turn.Id && run.Truth.Find(active.Id)!.Status == TurnStatus.Interrupted,
            "An interruption ends what runs and goes next.");
        law(command.Mode != SendMode.Steer
            || active.Kind == TurnKind.Revision
            || turn.Id == active.Id, "Steering reaches the running turn.");
        law(command.Mode != SendMode.Collect
            || run.Truth.Waiting[^1] == turn.Id, "What is collected is answered by what waits last.");
        law(command.Mode != SendMode.Followup
            || turn is { IsRunning: false, Triggers.Count: 1 }, "What follows up waits for a turn of its own.");
    }

    private static AgentId Owner(AgentThread before, ThreadCommand command) =>
        command is PostMessage { Opening: { } opening } ? opening.Owner : before.Owner;

    private static TurnId? TurnOf(ThreadCommand command) => command switch
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
        HandOff c => c.FromTurn,
        RequestDelegation c => c.FromTurn,
        _ => null,
    };
}
