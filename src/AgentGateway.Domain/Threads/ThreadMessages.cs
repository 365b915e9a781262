using System.Diagnostics;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// Messages of principals, with what their directives order, and notices from elsewhere in the daemon.
/// </summary>
internal static class ThreadMessages
{
    public static Rejection? Post(ThreadDraft draft, PostMessage command)
    {
        if (command.Opening is { } opening && ThreadLifecycle.Open(draft, opening) is { } unopened) return unopened;
        if (draft.State.Archived) return ThreadRejections.Archived;
        if (draft.Rules.RefuseText(command.Text) is { } refused) return refused;
        return command.Directive switch
        {
            null or Directive.Answer => Ask(draft, command),
            Directive.Unknown d => d.Refusal,
            // A message that names the owner is for the owner.
            Directive.SetParticipant d when d.Agent == draft.State.Owner => Ask(draft, command),
            Directive.EndParticipant d when d.Agent == draft.State.Owner
                && ThreadParticipants.Find(draft.State, d.Agent) is null => Ask(draft, command),
            Directive.Handoff { Shown: { } shown } d =>
                Obey(draft, d, PostFromPrincipal(draft, command with { Text = shown }, null), command.Done),
            var directive => Obey(draft, directive, PostFromPrincipal(draft, command, null), command.Done),
        };
    }

    /// <summary>
    /// Changes a message that waits. The text of a message is read when its turn begins, so that from then on a change
    /// would be answered by no turn.
    /// </summary>
    public static Rejection? Edit(ThreadDraft draft, EditMessage command)
    {
        var message = command.Message;
        if (WaitingTurn(draft, message).IsRejected(out var taken, out var turn)) return taken;
        if (turn.IsCommand) return ThreadRejections.MessageTaken(message.Id);
        if (draft.Rules.RefuseText(message.Text) is { } refused) return refused;
        switch (command.Directive)
        {
            case null:
            // A message that names the owner is for the owner.
            case Directive.SetParticipant d when d.Agent == draft.State.Owner:
                draft.Add(new MessageEdited(message));
                return null;
            case Directive.Unknown d:
                return d.Refusal;
            default:
                return ThreadRejections.EditOrders;
        }
    }

    /// <summary>
    /// Cancels the turn of a message that its author took back. What else the turn was to answer waits in a turn of its
    /// own.
    /// </summary>
    public static Rejection? Withdraw(ThreadDraft draft, WithdrawMessage command)
    {
        if (WaitingTurn(draft, command.Message).IsRejected(out var taken, out var turn)) return taken;
        ThreadTurns.End(draft, turn, TurnStatus.Cancelled, null);
        draft.Note($"{draft.By} deleted a message before its turn began, so it is not answered.");
        if (turn.Triggers.Remove(command.Message.Id) is { IsEmpty: false } left)
            ThreadTurns.Queue(draft, new(draft.NewTurn(), turn.Kind, turn.Agent, left));
        return null;
    }

    public static Rejection? PostNotice(ThreadDraft draft, PostNotice command)
    {
        if (!draft.State.Notices.Contains(command.Key))
            draft.Post(MessageRole.System, command.Author, command.Text, notice: command.Key);
        return null;
    }

    /// <summary>The turn that a message of the sender waits for, as long as it has not begun.</summary>
    private static Outcome<OpenTurn> WaitingTurn(ThreadDraft draft, Message message)
    {
        if (message.Role != MessageRole.User || message.Author != draft.By)
            return ThreadRejections.NotAuthor(message.Id, message.Author);
        return draft.State.Turns.FirstOrDefault(
            turn => turn is { Kind: TurnKind.Answer, Running: false, RetryOf: null }
                && turn.Triggers.Contains(message.Id)) is { } waiting
                ? waiting
                : ThreadRejections.MessageTaken(message.Id);
    }

    /// <summary>Does what the message orders. It starts no turn of the owner.</summary>
    /// <param name="done">What was done outside of the thread for the directive; null for nothing.</param>
    private static Rejection? Obey(ThreadDraft draft, Directive directive, MessageId message, string? done)
    {
        switch (directive)
        {
            case Directive.SetParticipant d:
                return ThreadParticipants.Set(draft, d.Agent, d.Instruction, null);
            case Directive.EndParticipant d:
                return ThreadParticipants.Stop(draft, d.Agent);
            case Directive.Handoff d:
                return ThreadOwnership.HandOff(draft, new(d.Agent, d.Reason) { Brief = d.Brief });
            case Directive.Return:
                return ThreadOwnership.Return(draft);
            case Directive.Delegate d:
                return ThreadDelegations.Add(draft, new(d.Agent, message, d.TextStart, null));
            case Directive.Decide d:
                // The approval has recorded the decision; the thread only shows it.
                var reason = d.Reason is null ? "." : $": {d.Reason}";
                draft.Note($"{draft.By} decided about {d.Approval}: {d.Decision}{reason}");
                return null;
            case Directive.Order:
                if (done is not null) draft.Note(done);
                return null;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// Lets the owner answer: in a new turn, or in an open one that the message joins. A command has a turn for itself,
    /// which no other message joins.
    /// </summary>
    private static Rejection? Ask(ThreadDraft draft, PostMessage command)
    {
        var state = draft.State;
        var active = state.Active;
        var isCommand = command.Directive is Directive.Answer;
        var waiting = state.Turns.LastOrDefault(
            turn => turn is { Kind: TurnKind.Answer, Running: false, IsCommand: false });
        var joined = command.Mode switch
        {
            _ when isCommand => null,
            SendMode.Collect when active is not null => waiting,
            SendMode.Steer =>
                active is { Kind: TurnKind.Answer or TurnKind.Delegation, IsCommand: false } ? active : null,
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
            ThreadTurns.End(draft, active, TurnStatus.Interrupted, command.Partials.GetValueOrDefault(active.Id));
        if (IsFull(draft)) return ThreadRejections.QueueFull(draft.Rules.TurnsMax);
        var turn = draft.NewTurn();
        var message = PostFromPrincipal(draft, command, turn);
        ThreadTurns.Queue(draft, new(turn, TurnKind.Answer, draft.State.Owner, [message])
        {
            First = command.Mode == SendMode.Interrupt,
            Task = command.Task,
            IsCommand = isCommand,
        });
        return null;
    }

    /// <summary>Whether the owner's queue is full. Messages that only participants work on do not count.</summary>
    internal static bool IsFull(ThreadDraft draft) =>
        draft.State.Turns.Where(turn => turn.IsOwners).Sum(turn => turn.Triggers.Length) >= draft.Rules.TurnsMax;

    private static MessageId PostFromPrincipal(ThreadDraft draft, PostMessage command, TurnId? turn)
    {
        if (draft.State.Title is null)
            draft.Add(new ThreadRenamed(ThreadLifecycle.TitleOf(draft.Rules, command.Text), Automatic: true));
        return draft.PostRequest(command.Text, command.Attachments, turn, command.WorksFor);
    }
}
