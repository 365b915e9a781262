using System.Collections.Immutable;
using System.Diagnostics;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>How each event changes the state of a thread. Events are facts, so nothing is checked here.</summary>
internal static class ThreadEvolution
{
    public static AgentThread Evolve(AgentThread state, RecordedEvent recorded)
    {
        var next = state with { Version = recorded.Version };
        return recorded.Event switch
        {
            ThreadCreated e => Created(next, recorded, e),
            ThreadRenamed e => Renamed(next, recorded, e),
            ThreadArchived => next with { Archived = true, UpdatedAt = recorded.At },
            ThreadUnarchived => next with { Archived = false, UpdatedAt = recorded.At },
            ThreadPinned => next with { Pinned = true },
            ThreadUnpinned => next with { Pinned = false },
            ThreadDeleted => Deleted(next, recorded),
            ThreadErased => next with { EraseKey = null },
            ThreadImportAdvanced e => next with { ImportedThrough = e.Through },
            ThreadCompacted e => next with { CompactedThrough = e.ThroughSeq, Summary = e.Summary },
            MessagePosted e =>
                Posted(e.Notice is { } key ? next.WithNotice(key) : next, recorded, e.Message),
            MessageEdited => next with { UpdatedAt = recorded.At },
            TurnQueued e => Queued(next, recorded, e),
            TurnExtended e => Extended(next, e),
            TurnStarted e => Started(next, e),
            TurnProlonged e => With(next, e.Turn, turn => turn with { Deadline = e.Deadline }),
            TurnEnded e => Ended(next, recorded, e),
            ToolStarted e => WithCall(
                next, e.Turn, e.CallId, call => call with { Started = true, Repeatable = e.Repeatable }),
            ToolAwaited e => PausedIfWaiting(
                WithCall(next, e.Turn, e.CallId, call => call with { Awaiting = e.Request }), e.Turn, recorded),
            ToolReleased e => Released(next, recorded, e),
            ToolSettled e => PausedIfWaiting(
                With(next, e.Turn, turn => turn with { Calls = turn.Calls.RemoveAll(call => call.Id == e.CallId) }),
                e.Turn,
                recorded),
            RequestWithdrawn e =>
                next with { Withdrawals = next.Withdrawals.RemoveAll(withdrawal => withdrawal.Request == e.Request) },
            ParticipantSet e =>
                next with { Participants = Set(next.Participants, new(e.Agent, e.Instruction, e.When, true)) },
            ParticipantEnded e => next with { Participants = Ended(next.Participants, e.Agent) },
            DelegationRequested e => next with { Delegations = next.Delegations.Add(Requested(recorded, e)) },
            DelegationOpened e => next with
            {
                Delegations = [.. next.Delegations.Select(d => d.Id == e.Delegation ? d with { Opened = true } : d)],
            },
            DelegationSettled e => next with { Delegations = next.Delegations.RemoveAll(d => d.Id == e.Delegation) },
            DelegationReported => next with { Report = null },
            HandedOff e =>
                next with { Owner = e.To, OwnerStack = next.OwnerStack.Add(e.From), UpdatedAt = recorded.At },
            OwnershipReturned e =>
                next with { Owner = e.To, OwnerStack = next.OwnerStack[..^1], UpdatedAt = recorded.At },
            _ => throw new UnreachableException(),
        };
    }

    private static AgentThread Created(AgentThread state, RecordedEvent recorded, ThreadCreated e) => state with
    {
        Id = new(recorded.Stream.Id),
        Created = true,
        Title = e.Title,
        Owner = e.Owner,
        Workspace = e.Workspace,
        CreatedBy = e.CreatedBy,
        CreatedAt = e.Import?.StartedAt ?? recorded.At,
        UpdatedAt = e.Import?.StartedAt ?? recorded.At,
        Import = e.Import,
        Hidden = e.Hidden,
        Origin = e.Origin,
        Fork = e.Fork,
        LastSeq = e.Fork?.Seq ?? 0,
    };

    /// <summary>A title that is made of an imported message is no change of the conversation.</summary>
    private static AgentThread Renamed(AgentThread state, RecordedEvent recorded, ThreadRenamed e)
    {
        var isOfImport = e.Automatic && state.Import is not null;
        return state with
        {
            Title = e.Title,
            HasAutomaticTitle = isOfImport,
            UpdatedAt = isOfImport ? state.UpdatedAt : recorded.At,
        };
    }

    /// <summary>
    /// Nothing of what was said is left. The outcome of a delegation that the other thread does not have yet is lost
    /// with its text, so that thread hears that it was cancelled.
    /// </summary>
    private static AgentThread Deleted(AgentThread state, RecordedEvent recorded) => new()
    {
        Id = new(recorded.Stream.Id),
        Created = true,
        Version = state.Version,
        Owner = state.Owner,
        CreatedBy = state.CreatedBy,
        CreatedAt = state.CreatedAt,
        UpdatedAt = recorded.At,
        Hidden = state.Hidden,
        LastSeq = state.LastSeq,
        Origin = state.Origin,
        Report = state.Report is { } report
            ? new(TurnStatus.Cancelled, null, null, report.Key)
            : null,
        Withdrawals = state.Withdrawals,
        DeletedAt = recorded.At,
        EraseKey = recorded.EffectKey(),
    };

    private static AgentThread Posted(AgentThread state, RecordedEvent recorded, Message message)
    {
        var next = state with { LastSeq = message.Seq, UpdatedAt = message.SaidAt ?? recorded.At };
        if (message.Role != MessageRole.Assistant || message.Turn is not { } id) return next;
        return With(next, id, turn => turn with
        {
            Steps = message.ToolCalls is null ? turn.Steps : turn.Steps + 1,
            Calls = message.ToolCalls is null
                ? turn.Calls
                : [.. message.ToolCalls.Select(call => new OpenCall(call.Id, call.Tool, false, false, null, []))],
            Late = message.ToolCalls is null ? turn.Late : [],
            Usage = turn.Usage + (message.Usage ?? TokenUsage.None),
        });
    }

    private static AgentThread Queued(AgentThread state, RecordedEvent recorded, TurnQueued e)
    {
        var turn = new OpenTurn(
            e.Turn, e.Kind, e.Agent, [.. e.Triggers], e.Parent, e.Started, recorded.EffectKey(), recorded.At)
        {
            Deadline = e.Deadline,
            Task = e.Task,
            IsCommand = e.IsCommand,
            RetryOf = e.RetryOf,
        };
        if (e is { Kind: TurnKind.Advice, Parent: { } advised })
            state = With(state, advised, answer => answer with { Advisers = answer.Advisers.Add(e.Agent) });
        return state with
        {
            Turns = e.First ? state.Turns.Insert(0, turn) : state.Turns.Add(turn),
            Revisable = turn.IsOwners ? null : state.Revisable,
        };
    }

    private static AgentThread Extended(AgentThread state, TurnExtended e)
    {
        // A step that is under way does not see the message. A turn with open calls, or one that waits for advice,
        // takes its next step later and sees it then.
        var late = state.Turn(e.Turn) is { Running: true, Calls.IsEmpty: true } && !state.IsWaitingForAdvice(e.Turn);
        return With(
            state,
            e.Turn,
            turn => turn with
            {
                Triggers = turn.Triggers.Add(e.Message),
                Late = late ? turn.Late.Add(e.Message) : turn.Late,
            });
    }

    private static AgentThread Started(AgentThread state, TurnStarted e)
    {
        var next = With(state, e.Turn, turn => turn with { Running = true, Agent = e.Agent, Deadline = e.Deadline });
        return next.Turn(e.Turn) is { IsOwners: true } ? next with { Revisable = null } : next;
    }

    /// <summary>Notes since when the turn waits, once all of its open calls wait for a person.</summary>
    private static AgentThread PausedIfWaiting(AgentThread state, TurnId id, RecordedEvent recorded) =>
        state.Turn(id) is { IsWaiting: true, WaitingSince: null }
            ? With(state, id, turn => turn with { WaitingSince = recorded.At })
            : state;

    /// <summary>
    /// A turn that waited for a person runs again under a new key. Its deadline is moved by the time that it waited.
    /// </summary>
    private static AgentThread Released(AgentThread state, RecordedEvent recorded, ToolReleased e)
    {
        var next = WithCall(state, e.Turn, e.CallId, call => call.Release(e.Request));
        return With(next, e.Turn, turn => turn.WaitingSince is not { } since || turn.IsWaiting
            ? turn
            : turn with
            {
                RunKey = recorded.EffectKey(),
                WaitingSince = null,
                Deadline = turn.Kind != TurnKind.Advice && recorded.At > since
                    ? turn.Deadline + (recorded.At - since)
                    : turn.Deadline,
            });
    }

    private static AgentThread Ended(AgentThread state, RecordedEvent recorded, TurnEnded e)
    {
        var next = state with
        {
            Turns = state.Turns.RemoveAll(turn => turn.Id == e.Turn),
            Withdrawals = state.Turn(e.Turn) is { } ended
                ? state.Withdrawals.AddRange(WithdrawalsOf(ended, recorded))
                : state.Withdrawals,
        };
        return state.Turn(e.Turn) switch
        {
            { Kind: TurnKind.Answer } turn when e.Reply is not null =>
                next with { Revisable = new(turn.Id, turn.Agent, turn.Triggers, false) },
            { Kind: TurnKind.Contribution } turn when e.Reply is not null && state.Revisable is { } answer
                && turn.Parent == answer.Turn =>
                next with { Revisable = answer with { Contributed = true } },
            { Kind: TurnKind.Delegation } when state.Origin is { Thread: not null } =>
                next with { Report = new(e.Status, e.Reply, e.Failure, recorded.EffectKey()) },
            _ => next,
        };
    }

    private static IEnumerable<OwedWithdrawal> WithdrawalsOf(OpenTurn turn, RecordedEvent recorded) =>
        turn.Calls.Select(RequestOf).OfType<PersonRequestId>()
            .Select((request, index) => new OwedWithdrawal(request, recorded.EffectKey(index + 1)));

    /// <summary>
    /// The request that the call waits for, or the approval that it has not used yet. Neither is needed once its turn
    /// has ended.
    /// </summary>
    private static PersonRequestId? RequestOf(OpenCall call) =>
        call.Awaiting ?? (call.Started || call.Released.IsEmpty ? (PersonRequestId?)null : call.Released[^1]);

    private static OpenDelegation Requested(RecordedEvent recorded, DelegationRequested e) => new(
        e.Delegation, e.Agent, e.HiddenThread, e.HiddenTurn, e.Request, e.TextStart, e.RequestedBy, e.FromTurn)
    {
        Key = recorded.EffectKey(),
        Task = e.Task,
        For = e.For,
    };

    private static ImmutableArray<Participant> Set(ImmutableArray<Participant> participants, Participant participant)
    {
        var at = IndexOf(participants, participant.Agent);
        if (at >= 0) return participants.SetItem(at, participant);
        var forgotten = participants.Length < ThreadRules.ParticipantsKeptMax
            ? null
            : participants.FirstOrDefault(p => !p.Active);
        return (forgotten is null ? participants : participants.Remove(forgotten)).Add(participant);
    }

    private static ImmutableArray<Participant> Ended(ImmutableArray<Participant> participants, AgentId agent)
    {
        var at = IndexOf(participants, agent);
        if (at < 0) return participants;
        var instruction = participants[at].Instruction;
        if (instruction.Length > ThreadRules.EndedInstructionCharactersMax)
            instruction = instruction[..ThreadRules.EndedInstructionCharactersMax];
        return participants.SetItem(at, participants[at] with { Active = false, Instruction = instruction });
    }

    private static int IndexOf(ImmutableArray<Participant> participants, AgentId agent)
    {
        for (var i = 0; i < participants.Length; i++)
            if (participants[i].Agent == agent)
                return i;
        return -1;
    }

    private static AgentThread With(AgentThread state, TurnId id, Func<OpenTurn, OpenTurn> change) =>
        state.Turn(id) is { } turn ? state with { Turns = state.Turns.Replace(turn, change(turn)) } : state;

    private static AgentThread WithCall(AgentThread state, TurnId id, string callId, Func<OpenCall, OpenCall> change) =>
        With(state, id, turn =>
            turn with { Calls = [.. turn.Calls.Select(call => call.Id == callId ? change(call) : call)] });
}
