using System.Diagnostics;
using AgentGateway.Domain.Directives;

namespace AgentGateway.Domain.Threads;

/// <summary>What a principal's message does.</summary>
public sealed partial class ThreadMachine
{
    private static Rejection? Post(ThreadDraft draft, PostMessage command)
    {
        if (command.Opening is { } opening && Open(draft, opening) is { } unopened) return unopened;
        if (draft.State.Archived) return ThreadRejections.Archived;
        if (string.IsNullOrWhiteSpace(command.Text)) return ThreadRejections.EmptyText;
        if (command.Text.Length > draft.Rules.TextCharactersMax)
            return ThreadRejections.TextTooLong(command.Text.Length, draft.Rules.TextCharactersMax);
        return command.Directive switch
        {
            null => Ask(draft, command),
            // Speaking to the owner by name is speaking to the owner.
            Directive.SetParticipant d when d.Agent == draft.State.Owner => Ask(draft, command),
            Directive.EndParticipant d when d.Agent == draft.State.Owner
                && ParticipantOf(draft.State, d.Agent) is null => Ask(draft, command),
            Directive.SetParticipant d => Ordered(
                draft, command, () => Participate(draft, d.Agent, d.Instruction, null)),
            Directive.EndParticipant d => Ordered(draft, command, () => Stop(draft, d.Agent)),
            Directive.Handoff d => Ordered(draft, command, () => HandOver(draft, d.Agent, d.Reason, null)),
            Directive.Return => Ordered(draft, command, () => Return(draft)),
            Directive.Delegate d => OrderedDelegation(draft, command, d),
            // The decision itself was made where approvals are; the thread shows it.
            Directive.Decide d => Ordered(draft, command, () => Decided(draft, d)),
            Directive.StartTask or Directive.ListTasks => Ordered(draft, command, () => Told(draft, command.Done)),
            _ => throw new UnreachableException(),
        };
    }

    private static Rejection? Notice(ThreadDraft draft, PostNotice command)
    {
        if (!draft.State.Notices.Contains(command.Key))
            draft.Post(MessageRole.System, command.Author, command.Text, notice: command.Key);
        return null;
    }

    /// <summary>Records the message and does what it orders; no answer is asked for.</summary>
    private static Rejection? Ordered(ThreadDraft draft, PostMessage command, Func<Rejection?> order)
    {
        PostFromPrincipal(draft, command, null);
        return order();
    }

    private static Rejection? Decided(ThreadDraft draft, Directive.Decide decision)
    {
        draft.Note(
            $"{draft.By} decided about {decision.Approval}: "
                + $"{decision.Decision}{(decision.Reason is null ? "." : $": {decision.Reason}")}");
        return null;
    }

    private static Rejection? Told(ThreadDraft draft, string? done)
    {
        if (done is not null) draft.Note(done);
        return null;
    }

    private static Rejection? OrderedDelegation(ThreadDraft draft, PostMessage command, Directive.Delegate directive)
    {
        var request = PostFromPrincipal(draft, command, null);
        return Request(draft, directive.Agent, request, directive.TextStart, null);
    }

    private static Rejection? Ask(ThreadDraft draft, PostMessage command)
    {
        var state = draft.State;
        var active = state.Active;
        var waiting = state.Turns.LastOrDefault(turn => turn is { Kind: TurnKind.Answer, Running: false });
        var joined = command.Mode switch
        {
            SendMode.Collect when active is not null => waiting,
            SendMode.Steer => active is { Kind: TurnKind.Answer or TurnKind.Delegation } ? active : null,
            _ => null,
        };
        if (joined is not null)
        {
            if (joined.Triggers.Length >= draft.Rules.TriggersMax)
                return ThreadRejections.TooManyMessages(draft.Rules.TriggersMax);
            if (IsFull(draft)) return ThreadRejections.QueueFull(draft.Rules.TurnsMax);
            draft.Add(new TurnExtended(joined.Id, PostFromPrincipal(draft, command, joined.Id)));
            return null;
        }

        if (command.Mode == SendMode.Interrupt && active is not null)
            End(draft, active, TurnStatus.Interrupted, command.Partials.GetValueOrDefault(active.Id));
        if (IsFull(draft)) return ThreadRejections.QueueFull(draft.Rules.TurnsMax);
        var turn = draft.NewTurn();
        var message = PostFromPrincipal(draft, command, turn);
        Queue(draft, turn, TurnKind.Answer, draft.State.Owner, [message], first: command.Mode == SendMode.Interrupt,
            task: command.Task);
        return null;
    }

    /// <summary>Whether as many messages wait for the owner as may; what participants are at does not count.</summary>
    private static bool IsFull(ThreadDraft draft) =>
        draft.State.Turns.Where(turn => turn.IsOwners).Sum(turn => turn.Triggers.Length) >= draft.Rules.TurnsMax;

    private static Ids.MessageId PostFromPrincipal(ThreadDraft draft, PostMessage command, Ids.TurnId? turn)
    {
        if (draft.State.Title is null)
            draft.Add(new ThreadRenamed(TitleOf(draft.Rules, command.Text), Automatic: true));
        return draft.Post(
            MessageRole.User, command.By, command.Text, turn: turn, with: m =>
                m with { Attachments = NullIfEmpty(command.Attachments) });
    }
}
