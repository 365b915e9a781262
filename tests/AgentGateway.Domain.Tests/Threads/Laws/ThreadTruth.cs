using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads.Laws;

/// <summary>
/// What is true of a thread, told from its events by other means than the machine's own state, and the laws that each
/// event must obey on its own.
/// </summary>
internal sealed class ThreadTruth(Action<bool, string> law)
{
    private readonly HashSet<(AgentId, MessageId)> _asked = [];
    private readonly Dictionary<MessageId, Message> _messages = [];
    private readonly Dictionary<AgentId, AdviceTime> _participants = [];

    private int _started;
    private bool _isReported;

    /// <summary>Whether the thread that delegated is to be told the outcome.</summary>
    public bool OwesReport { get; private set; }

    public List<TurnTruth> Turns { get; } = [];

    /// <summary>Requests of ended turns that are not withdrawn yet.</summary>
    public List<PersonRequestId> Withdrawals { get; } = [];

    /// <summary>The owner's turns that wait, in the order in which they are to run.</summary>
    public List<TurnId> Waiting { get; } = [];

    public Stack<AgentId> Owners { get; } = new();

    public AgentId Owner { get; private set; }

    public long LastSeq { get; private set; }

    public bool Archived { get; private set; }

    public Dictionary<DelegationId, bool> Delegations { get; } = [];

    public IReadOnlyCollection<Message> Messages => _messages.Values;

    public IEnumerable<TurnTruth> Open => Turns.Where(turn => turn.IsOpen);

    public TurnTruth? Find(TurnId id) => Turns.Find(turn => turn.Id == id);

    public void Learn(RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case ThreadCreated e:
                law(recorded.Version == 1, "A thread is created once, and first.");
                (Owner, LastSeq, _isReported) = (e.Owner, e.Fork?.Seq ?? 0, e.Origin is { Thread: not null });
                break;
            case ThreadArchived or ThreadUnarchived:
                Archived = recorded.Event is ThreadArchived;
                break;
            case MessagePosted e:
                Said(e.Message, recorded.Actor);
                break;
            case TurnQueued e:
                Queued(e, recorded.At);
                break;
            case TurnExtended e:
                law(Find(e.Turn) is { IsOpen: true }, "Only an open turn is extended.");
                Find(e.Turn)!.Triggers.Add(e.Message);
                Asked(Find(e.Turn)!, [e.Message]);
                break;
            case TurnStarted e:
                Started(e);
                break;
            case TurnProlonged e:
                law(Find(e.Turn) is { IsRunning: true }, "Only a running turn is prolonged.");
                Find(e.Turn)!.Deadline = e.Deadline;
                break;
            case TurnEnded e:
                Ended(e, recorded.At);
                break;
            case ParticipantSet e:
                _participants[e.Agent] = e.When;
                break;
            case ParticipantEnded e:
                law(_participants.Remove(e.Agent), "Only a participant can be ended.");
                law(!Open.Any(
                    turn => turn.Agent == e.Agent
                        && turn.Kind is TurnKind.Advice
                            or TurnKind.Contribution), "An ended participant has no turn any more.");
                break;
            case DelegationRequested e:
                law(Delegations.TryAdd(e.Delegation, true), "A delegation has an id of its own.");
                law(_messages.ContainsKey(e.Request), "A delegation's request is a message of the thread.");
                break;
            case DelegationSettled e:
                law(Delegations[e.Delegation], "A delegation settles once.");
                law(_messages[e.Result].Visibility == Visibility.Hidden, "A delegation's result is hidden.");
                Delegations[e.Delegation] = false;
                break;
            case DelegationReported:
                law(OwesReport, "An outcome is reported once.");
                OwesReport = false;
                break;
            case HandedOff e:
                law(e.From == Owner && e.To != Owner, "Ownership passes from the owner to another agent.");
                Owners.Push(Owner);
                Owner = e.To;
                break;
            case OwnershipReturned e:
                law(e.From == Owner && e.To == Owners.Pop(), "Ownership returns to whom it came from.");
                Owner = e.To;
                break;
            default:
                LearnOfCallsAndChanges(recorded);
                break;
        }
    }

    private void LearnOfCallsAndChanges(RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case MessageEdited e:
                law(_messages[e.Message.Id].Author == recorded.Actor, "Only its author changes a message.");
                law(Find(e.Message.Turn!.Value) is { IsOpen: true, IsRunning: false }, "Only what waits is changed.");
                _messages[e.Message.Id] = e.Message;
                break;
            case ToolStarted e:
                law(Find(e.Turn)!.Calls.Contains(e.CallId), "Only an open call is started.");
                law(!Find(e.Turn)!.Awaiting.ContainsKey(e.CallId), "A call that waits for a person is not started.");
                Find(e.Turn)!.Begun.Add(e.CallId);
                break;
            case ToolAwaited e:
                Awaited(e, recorded.At);
                break;
            case ToolReleased e:
                Released(e, recorded.At);
                break;
            case RequestWithdrawn e:
                law(Withdrawals.Remove(e.Request), "Only what was asked is withdrawn.");
                break;
            case ToolSettled e:
                Settled(e, recorded.At);
                break;
        }
    }

    private void Awaited(ToolAwaited e, DateTimeOffset at)
    {
        var turn = Find(e.Turn)!;
        law(turn is { IsOpen: true, IsRunning: true }
            && turn.Calls.Contains(e.CallId), "Only an open call waits for a person.");
        law(!turn.Released.Contains((e.CallId, e.Request)), "A call never waits for what has ended.");
        Pausing(turn, at, () => turn.Awaiting[e.CallId] = e.Request);
    }

    private void Released(ToolReleased e, DateTimeOffset at)
    {
        var turn = Find(e.Turn)!;
        law(turn.IsOpen && turn.Calls.Contains(e.CallId), "Only an open call is released.");
        law(!turn.Released.Contains((e.CallId, e.Request)), "What a call waits for ends once.");
        turn.Released.Add((e.CallId, e.Request));
        if (!turn.Awaiting.TryGetValue(e.CallId, out var request) || request != e.Request) return;
        if (turn.IsWaiting && turn.Kind != TurnKind.Advice) turn.Deadline += at - turn.WaitingSince;
        turn.Awaiting.Remove(e.CallId);
    }

    private void Settled(ToolSettled e, DateTimeOffset at)
    {
        var turn = Find(e.Turn)!;
        Pausing(turn, at, () =>
        {
            law(turn.Calls.Remove(e.CallId), "Only an open call is settled.");
            law(!turn.Awaiting.ContainsKey(e.CallId), "A call that waits for a person has no result.");
        });
    }

    private static void Pausing(TurnTruth turn, DateTimeOffset at, Action change)
    {
        var waited = turn.IsWaiting;
        change();
        if (!waited && turn.IsWaiting) turn.WaitingSince = at;
    }

    private void Said(Message message, string actor)
    {
        law(message.Seq == LastSeq + 1, "Messages are numbered without gaps.");
        law(_messages.TryAdd(message.Id, message), "A message has an id of its own.");
        law(message.Role != MessageRole.User || message.Author == actor, "A user's message is by who sent it.");
        law(!Archived || message.Role != MessageRole.User, "An archived thread takes no message of a person.");
        LastSeq = message.Seq;
        if (message.Role != MessageRole.Assistant || message.Turn is not { } id || Find(id) is not { } turn) return;
        law(turn.IsOpen, "A turn says nothing after its end.");
        if (message.Visibility == Visibility.Visible) turn.VisibleMessages++;
        law(turn.IsOwners || turn.VisibleMessages <= 1, "A participant contributes at most once in a turn.");
        law(message.ToolCalls is null
            || turn.Calls.Count == 0, "A step follows when every call of the one before has its result.");
        turn.Calls.AddRange(message.ToolCalls?.Select(call => call.Id) ?? []);
    }

    private void Queued(TurnQueued e, DateTimeOffset at)
    {
        law(Find(e.Turn) is null, "A turn has an id of its own.");
        var turn = new TurnTruth(e, at);
        law(turn.Kind is TurnKind.Advice or TurnKind.Contribution or TurnKind.Revision == (e.Parent is not null),
            "What reacts to a turn names it.");
        law(e.Triggers.Count > 0
            && e.Triggers.All(
                id => _messages[id].Role == MessageRole.User), "Only principals' messages set turns off.");
        law(e.Deadline is null || e.Started, "A turn's time runs from its start.");
        Turns.Add(turn);
        if (turn.IsRunning) turn.Place = _started++;
        if (turn is { IsOwners: true, IsRunning: false }) Waiting.Insert(e.First ? 0 : Waiting.Count, e.Turn);
        if (turn.Kind == TurnKind.Contribution)
            law(Find(e.Parent!.Value)!.End is { Status: TurnStatus.Completed, Reply: not null },
                "Contributions come after an answer.");
        if (turn.Kind == TurnKind.Revision)
        {
            var answer = Find(e.Parent!.Value)!;
            law(answer is { Kind: TurnKind.Answer, End.Reply: not null } && answer.Agent == e.Agent && Owner == e.Agent,
                "An answer is revised by its author, who still owns the thread.");
            law(Turns.Exists(
                other => other is { Kind: TurnKind.Contribution, End.Reply: not null }
                    && other.Parent == answer.Id), "A revision follows a contribution.");
            law(Turns.Count(
                other =>
                    other.Kind == TurnKind.Revision && other.Parent == e.Parent) == 1, "An answer is revised once.");
            law(Turns.TrueForAll(
                other => other.Kind != TurnKind.Answer
                    || other.Place <= answer.Place), "An answer is revised only while it is the latest.");
        }

        if (turn.Kind is TurnKind.Advice or TurnKind.Contribution)
        {
            law(_participants.TryGetValue(e.Agent, out var when)
                && when == AdviceTime.Before == (turn.Kind == TurnKind.Advice),
                    "Participants are asked when they want to be.");
            law(e.Agent != Owner && e.Agent != Find(e.Parent!.Value)!.Agent, "No agent advises itself.");
        }

        Asked(turn, e.Triggers);
    }

    /// <summary>No agent is asked for advice or a contribution twice about the same message.</summary>
    private void Asked(TurnTruth turn, IEnumerable<MessageId> messages)
    {
        if (turn.IsOwners) return;
        foreach (var message in messages)
            law(_asked.Add((turn.Agent, message)),
                $"A participant is asked at most once about a message: {turn.Agent} about {message}.");
    }

    private void Started(TurnStarted e)
    {
        var turn = Find(e.Turn)!;
        law(turn is { IsOpen: true, IsRunning: false }, "A turn starts once.");
        law(turn.Kind == TurnKind.Answer
            ? e.Agent == Owner
            : e.Agent == turn.Agent, "The owner at the time when the answer begins gives it.");
        if (turn.IsOwners)
        {
            law(Waiting[0] == e.Turn, "What waits runs in order.");
            Waiting.RemoveAt(0);
        }

        turn.Place = _started++;
        (turn.Status, turn.Agent, turn.Deadline) = (TurnStatus.Running, e.Agent, e.Deadline);
    }

    private void Ended(TurnEnded e, DateTimeOffset at)
    {
        var turn = Find(e.Turn)!;
        law(turn.IsOpen, "A turn ends once.");
        law(e.Status is TurnStatus.Completed
            or TurnStatus.Failed
            or TurnStatus.Cancelled
            or TurnStatus.Interrupted, "An end is an end.");
        law(e.Status == TurnStatus.Failed == e.Failure is not null, "What fails says why, and nothing else does.");
        law(e.Reply is not { } reply
            || _messages[reply] is { Visibility: Visibility.Visible, Role: MessageRole.Assistant } said
            && said.Author == turn.Agent.Value
                && said.Turn == e.Turn, "A reply is a visible message of the turn's agent.");
        law(e.Status == TurnStatus.Completed || e.Reply is null, "Only what completes replies.");
        Waiting.Remove(e.Turn);
        Withdrawals.AddRange(turn.Unwanted);
        turn.Ended(e, at);
        if (turn.Kind == TurnKind.Delegation) OwesReport = _isReported;
    }
}
