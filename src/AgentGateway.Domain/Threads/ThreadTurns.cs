using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>How turns are queued, started and ended. The owner's turns run one at a time, in order.</summary>
internal static class ThreadTurns
{
    /// <summary>Adds a turn. It starts at once when no turn is ahead of it.</summary>
    /// <param name="turn">What to add; whether it starts, and its deadline, are decided here.</param>
    public static void Queue(ThreadDraft draft, TurnQueued turn)
    {
        var started = turn.Kind switch
        {
            TurnKind.Advice => true,
            TurnKind.Contribution => !draft.State.Turns.Any(
                other => other.Kind == TurnKind.Contribution && other.Agent == turn.Agent),
            _ => draft.State.Active is null && (turn.First || !draft.State.Turns.Any(other => other.IsOwners)),
        };
        draft.Add(turn with
        {
            Started = started,
            Deadline = started ? DeadlineOf(draft, turn.Kind, turn.Agent) : null,
        });
        if (started) ThreadParticipants.AskForAdvice(draft, turn.Turn);
    }

    /// <summary>Starts the turns that can run now; called once after every command.</summary>
    public static void StartDue(ThreadDraft draft)
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
        // An answer is given by the owner at its start, so that a message that waited follows a handoff.
        var agent = turn.Kind == TurnKind.Answer ? draft.State.Owner : turn.Agent;
        draft.Add(new TurnStarted(turn.Id, agent, DeadlineOf(draft, turn.Kind, agent)));
        ThreadParticipants.AskForAdvice(draft, turn.Id);
    }

    public static Rejection? Complete(ThreadDraft draft, OpenTurn turn, CompleteTurn command)
    {
        MessageId? reply = null;
        if (!string.IsNullOrWhiteSpace(command.Text))
            reply = draft.Post(
                MessageRole.Assistant,
                turn.Agent.Value,
                command.Text.Trim(),
                turn: turn.Id,
                with: m => m with { Model = command.Model, Usage = command.Usage.NullIfNone() });
        else if (turn.Kind is TurnKind.Answer or TurnKind.Delegation)
            draft.Note($"{turn.Agent} had nothing to say.");
        // Participants are asked about the triggers that were answered; about late ones when those are answered.
        var late = command.TriggersSeen is { } seen ? turn.Late.RemoveRange(turn.Triggers.Take(seen)) : turn.Late;
        var answered = turn with { Triggers = turn.Triggers.RemoveRange(late) };
        End(draft, answered, TurnStatus.Completed, null, reply: reply, usage: reply is null ? command.Usage : null);
        if (!late.IsEmpty) AnswerNext(draft, turn.Agent, late);
        return null;
    }

    /// <summary>Queues a turn for messages that were steered into the last step too late for it to see them.</summary>
    private static void AnswerNext(ThreadDraft draft, AgentId agent, IReadOnlyList<MessageId> late)
    {
        draft.Note($"A message came while {agent} finished; it is answered next.");
        Queue(draft, new(draft.NewTurn(), TurnKind.Answer, draft.State.Owner, late, First: true));
    }

    public static Rejection? Fail(ThreadDraft draft, OpenTurn turn, FailTurn command)
    {
        End(draft, turn, TurnStatus.Failed, command.Partial, command.Failure, usage: command.Usage);
        draft.Note($"{turn.Agent} could not {Verb(turn.Kind)}: {command.Failure.Message} ({command.Failure.Code})");
        return null;
    }

    /// <summary>
    /// Queues the messages of a failed answer anew, for the owner of the thread. No call of the failed turn is made
    /// again: the agent is shown what it had done, and each new call goes through the gate.
    /// </summary>
    public static Rejection? Retry(ThreadDraft draft, RetryTurn command)
    {
        if (draft.State.Archived) return ThreadRejections.Archived;
        if (draft.State.Turn(command.Failed) is not null) return ThreadRejections.NotFailed(command.Failed);
        if (draft.State.Turns.FirstOrDefault(turn => turn.RetryOf == command.Failed) is { } open)
            return ThreadRejections.RetryRuns(command.Failed, open.Id);
        if (ThreadMessages.IsFull(draft)) return ThreadRejections.QueueFull(draft.Rules.TurnsMax);
        draft.Note($"Asked by {draft.By}, this is answered again, because its turn failed: {command.Question}");
        Queue(draft, new(draft.NewTurn(), TurnKind.Answer, draft.State.Owner, command.Triggers)
        {
            RetryOf = command.Failed,
        });
        return null;
    }

    public static Rejection? Expire(ThreadDraft draft, OpenTurn turn, ExpireTurn command)
    {
        if (turn.Deadline != command.Deadline) return null;
        if (turn.Kind == TurnKind.Advice)
        {
            var late = $"{turn.Agent} did not advise within {draft.Rules.AdviceWait.TotalSeconds:0} seconds";
            End(draft, turn, TurnStatus.Failed, null, new("passed_over", $"{late}."));
            draft.Note($"{late}; {draft.State.Owner} answers without it.");
            return null;
        }

        var failure = new Failure(
            "agent_away",
            $"{turn.Agent} did not answer in time.",
            "Send again when it is connected, or hand the thread to another agent.");
        return Fail(draft, turn, new(turn.Id, failure, command.Partial, TokenUsage.None));
    }

    public static Rejection? Cancel(ThreadDraft draft, CancelTurns command)
    {
        IReadOnlyList<OpenTurn> turns = command.Turn is { } id
            ? draft.State.Turn(id) is { } one ? [one] : []
            : draft.State.Turns;
        if (turns.Count == 0)
            return command.Turn is { } ended ? ThreadRejections.TurnEnded(ended) : ThreadRejections.NothingRunning;
        foreach (var turn in turns)
            // The end of an answer also ends the advice for it, which may be a later turn of this list.
            if (draft.State.Turn(turn.Id) is { } open)
                End(draft, open, TurnStatus.Cancelled, command.Partials.GetValueOrDefault(turn.Id));
        return null;
    }

    /// <summary>Ends a turn, keeps what it had streamed, ends the advice for it and asks participants.</summary>
    public static void End(
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
                ThreadSteps.VisibilityIn(turn),
                turn.Id,
                m => m with { Partial = true });
        var total = (draft.State.Turn(turn.Id)?.Usage ?? turn.Usage) + (usage ?? TokenUsage.None);
        draft.Add(new TurnEnded(turn.Id, status, reply, failure, draft.By, total));
        foreach (var advice in draft.State.Turns.Where(
            other => other.Kind == TurnKind.Advice && other.Parent == turn.Id))
            draft.Add(new TurnEnded(advice.Id, TurnStatus.Cancelled, null, null, draft.By, advice.Usage));
        if (turn.Kind == TurnKind.Answer && status == TurnStatus.Completed && reply is not null && !draft.State.Hidden)
            ThreadParticipants.AskForContributions(draft, turn);
        // A cancelled contribution starts no revision: cancelling starts nothing.
        if (turn.Kind == TurnKind.Contribution && status is TurnStatus.Completed or TurnStatus.Failed)
            ThreadParticipants.AskForRevision(draft);
    }

    private static DateTimeOffset? DeadlineOf(ThreadDraft draft, TurnKind kind, AgentId agent)
    {
        if (kind == TurnKind.Advice) return draft.Now + draft.Rules.AdviceWait;
        // Any other driver keeps its own limits.
        var isConnected = draft.Rules.Roster.Find(agent) is { Driver: "connected" };
        return isConnected ? draft.Now + draft.Rules.ConnectedWait : null;
    }

    private static string Verb(TurnKind kind) => kind switch
    {
        TurnKind.Advice => "advise",
        TurnKind.Contribution => "contribute",
        TurnKind.Revision => "revise its answer",
        _ => "answer",
    };
}
