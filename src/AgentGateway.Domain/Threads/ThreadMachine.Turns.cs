using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>How turns are queued, started and ended.</summary>
public sealed partial class ThreadMachine
{
    /// <summary>Adds a turn; it runs at once when nothing that it must wait for is ahead of it.</summary>
    private static void Queue(
        ThreadDraft draft, TurnId id, TurnKind kind, AgentId agent, IReadOnlyList<MessageId> triggers, TurnId? parent =
            null, bool first = false, TaskId? task = null)
    {
        var started = kind switch
        {
            TurnKind.Advice => true,
            TurnKind.Contribution => !draft.State.Turns.Any(
                turn => turn.Kind == TurnKind.Contribution && turn.Agent == agent),
            _ => draft.State.Active is null && (first || !draft.State.Turns.Any(turn => turn.IsOwners)),
        };
        DateTimeOffset? deadline = started ? DeadlineOf(draft, kind, agent) : null;
        draft.Add(new TurnQueued(id, kind, agent, triggers, parent, first, started, deadline) { Task = task });
        if (started) AskForAdvice(draft, id);
    }

    /// <summary>Starts whatever may run now; called once after every command.</summary>
    private static void Advance(ThreadDraft draft)
    {
        if (draft.State.Active is null && draft.State.Turns.FirstOrDefault(turn => turn.IsOwners) is { } next)
            Start(draft, next);
        foreach (var turn in draft.State.Turns)
            if (turn is { Kind: TurnKind.Contribution, Running: false }
                && !draft.State.Turns.Any(
                    other => other.Kind == TurnKind.Contribution && other.Running && other.Agent == turn.Agent))
                Start(draft, turn);
    }

    private static void Start(ThreadDraft draft, OpenTurn turn)
    {
        // The owner at the time when the turn begins answers, so that a message that waited follows a handoff.
        var agent = turn.Kind == TurnKind.Answer ? draft.State.Owner : turn.Agent;
        draft.Add(new TurnStarted(turn.Id, agent, DeadlineOf(draft, turn.Kind, agent)));
        AskForAdvice(draft, turn.Id);
    }

    /// <summary>
    /// Asks the participants whose advice the answer should begin with; they all advise at the same time.
    /// </summary>
    private static void AskForAdvice(ThreadDraft draft, TurnId id)
    {
        if (draft.State.Turn(id) is not { Kind: TurnKind.Answer } turn) return;
        foreach (var participant in ParticipantsAt(draft.State, AdviceTime.Before, turn.Agent))
            Queue(draft, draft.NewTurn(), TurnKind.Advice, participant.Agent, turn.Triggers, id, task: turn.Task);
    }

    private static void AskForContributions(ThreadDraft draft, OpenTurn answer)
    {
        foreach (var participant in ParticipantsAt(draft.State, AdviceTime.After, answer.Agent))
        {
            if (answer.Advisers.Contains(participant.Agent)) continue;
            // One contribution of an agent runs and one waits; what comes meanwhile joins the one that waits.
            var waiting = draft.State.Turns.FirstOrDefault(
                turn => turn is { Kind: TurnKind.Contribution, Running: false } && turn.Agent == participant.Agent);
            if (waiting is null)
                Queue(draft, draft.NewTurn(), TurnKind.Contribution, participant.Agent, answer.Triggers, answer.Id);
            else if (waiting.Triggers.Length < draft.Rules.TriggersMax)
                draft.Add(new TurnExtended(waiting.Id, answer.Triggers[^1]));
        }
    }

    private static Rejection? Complete(ThreadDraft draft, OpenTurn turn, CompleteTurn command)
    {
        MessageId? reply = null;
        if (!string.IsNullOrWhiteSpace(command.Text))
            reply = draft.Post(MessageRole.Assistant, turn.Agent.Value, command.Text.Trim(), turn: turn.Id,
                with: m => m with { Model = command.Model, Usage = NullIfNone(command.Usage) });
        else if (turn.Kind is TurnKind.Answer or TurnKind.Delegation)
            draft.Note($"{turn.Agent} had nothing to say.");
        // Participants are asked about what was answered, and about the rest when that is.
        var late = command.TriggersSeen is { } seen ? turn.Late.RemoveRange(turn.Triggers.Take(seen)) : turn.Late;
        var answered = turn with { Triggers = turn.Triggers.RemoveRange(late) };
        End(draft, answered, TurnStatus.Completed, null, reply: reply, usage: reply is null ? command.Usage : null);
        if (!late.IsEmpty) AnswerNext(draft, turn.Agent, late);
        return null;
    }

    /// <summary>
    /// What was steered into the last step came too late for it; it is answered next, so that it is answered at all.
    /// </summary>
    private static void AnswerNext(ThreadDraft draft, AgentId agent, IReadOnlyList<MessageId> late)
    {
        draft.Note($"A message came while {agent} finished; it is answered next.");
        Queue(draft, draft.NewTurn(), TurnKind.Answer, draft.State.Owner, late, first: true);
    }

    private static Rejection? Fail(ThreadDraft draft, OpenTurn turn, FailTurn command)
    {
        End(draft, turn, TurnStatus.Failed, command.Partial, command.Failure, usage: command.Usage);
        draft.Note($"{turn.Agent} could not {Verb(turn.Kind)}: {command.Failure.Message} ({command.Failure.Code})");
        return null;
    }

    private static Rejection? Expire(ThreadDraft draft, OpenTurn turn, ExpireTurn command)
    {
        if (turn.Deadline != command.Deadline) return null;
        if (turn.Kind == TurnKind.Advice)
        {
            var seconds = draft.Rules.AdviceWait.TotalSeconds;
            End(draft, turn, TurnStatus.Failed, null, new(
                "passed_over", $"{turn.Agent} did not advise within {seconds:0} seconds."));
            draft.Note(
                $"{turn.Agent} did not advise within {seconds:0} seconds; {draft.State.Owner} answers without it.");
            return null;
        }

        return Fail(draft, turn, new(
            turn.Id,
            new("agent_away", $"{turn.Agent} did not answer in time.",
                "Send again when it is connected, or hand the thread to another agent."),
            command.Partial,
            TokenUsage.None));
    }

    private static Rejection? Cancel(ThreadDraft draft, CancelTurns command)
    {
        IReadOnlyList<OpenTurn> turns = command.Turn is { } id
            ? draft.State.Turn(id) is { } one ? [one] : []
            : draft.State.Turns;
        if (turns.Count == 0)
            return command.Turn is { } ended ? ThreadRejections.TurnEnded(ended) : ThreadRejections.NothingRunning;
        foreach (var turn in turns)
            // Ending an answer ends the advice it waits for, which may stand further on in this list.
            if (draft.State.Turn(turn.Id) is { } open)
                End(draft, open, TurnStatus.Cancelled, command.Partials.GetValueOrDefault(turn.Id));
        return null;
    }

    /// <summary>Ends a turn, keeps what it had said, and draws the consequences for others.</summary>
    private static void End(
        ThreadDraft draft,
        OpenTurn turn,
        TurnStatus status,
        string? partial,
        Failure? failure = null,
        MessageId? reply = null,
        TokenUsage? usage = null)
    {
        if (!string.IsNullOrWhiteSpace(partial))
            draft.Post(
                MessageRole.Assistant,
                turn.Agent.Value,
                partial,
                StepVisibility(turn.Kind),
                turn.Id,
                m => m with { Partial = true });
        var total = (draft.State.Turn(turn.Id)?.Usage ?? turn.Usage) + (usage ?? TokenUsage.None);
        draft.Add(new TurnEnded(turn.Id, status, reply, failure, draft.By, total));
        foreach (var advice in draft.State.Turns.Where(
            other => other.Kind == TurnKind.Advice && other.Parent == turn.Id))
            draft.Add(new TurnEnded(advice.Id, TurnStatus.Cancelled, null, null, draft.By, advice.Usage));
        if (turn.Kind == TurnKind.Answer && status == TurnStatus.Completed && reply is not null && !draft.State.Hidden)
            AskForContributions(draft, turn);
        // Cancelling or stopping must not start anything.
        if (turn.Kind == TurnKind.Contribution && status is TurnStatus.Completed or TurnStatus.Failed)
            AskForRevision(draft);
    }

    /// <summary>
    /// The answer's author may revise it once, when all contributions are in and nothing else was asked meanwhile.
    /// </summary>
    private static void AskForRevision(ThreadDraft draft)
    {
        if (draft.State.Revisable is not { Contributed: true } answer || answer.Agent != draft.State.Owner) return;
        if (draft.State.Turns.Any(turn => turn.IsOwners || turn.Parent == answer.Turn)) return;
        Queue(draft, draft.NewTurn(), TurnKind.Revision, answer.Agent, answer.Triggers, answer.Turn);
    }

    private static DateTimeOffset? DeadlineOf(ThreadDraft draft, TurnKind kind, AgentId agent) =>
        kind == TurnKind.Advice ? draft.Now + draft.Rules.AdviceWait
        : draft.Rules.Roster.Find(agent) is { Driver: "connected" } ? draft.Now + draft.Rules.ConnectedWait
        : null;

    private static IEnumerable<Participant> ParticipantsAt(AgentThread state, AdviceTime when, AgentId answering) =>
        state.Hidden ? [] : state.Participants.Where(
            p => p.Active && p.When == when && p.Agent != answering && p.Agent != state.Owner);

    /// <summary>
    /// A participant's working notes are its own; what it contributes, and all that the owner does, is for everybody.
    /// </summary>
    private static Visibility StepVisibility(TurnKind kind) =>
        kind is TurnKind.Advice or TurnKind.Contribution ? Visibility.Hidden : Visibility.Visible;

    private static string Verb(TurnKind kind) => kind switch
    {
        TurnKind.Advice => "advise",
        TurnKind.Contribution => "contribute",
        TurnKind.Revision => "revise its answer",
        _ => "answer",
    };

    private static TokenUsage? NullIfNone(TokenUsage usage) => usage == TokenUsage.None ? null : usage;
}
