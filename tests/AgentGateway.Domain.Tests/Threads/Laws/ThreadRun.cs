using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads.Laws;

/// <summary>A thread that is given commands, checked against every law after each of them.</summary>
internal sealed class ThreadRun
{
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<string, ReadRow> _rows = [];
    private readonly Dictionary<Effect, string> _keys = [];
    private readonly HashSet<string> _ended = [];
    private readonly List<string> _story = [];
    private readonly ThreadTruth _truth;
    private int _commands;

    public ThreadRun() => _truth = new(Law);

    public static ThreadId Thread { get; } = new("thr_00000000000000000000000001");

    public AgentThread State { get; private set; } = ThreadMachine.Initial;

    public ThreadTruth Truth => _truth;

    public void Do(string by, ThreadCommand bare)
    {
        var command = bare.Sent(by, ++_commands);
        _story.Add($"> {by}: {bare.GetType().Name} {{{bare.ToString().Split("By = daemon")[1]}");
        var before = State;
        var decided = ThreadMachine.Decide(State, command);
        Law(before == State, "Deciding changes nothing.");
        if (decided.IsRejected(out var rejection))
        {
            _story.Add($"  refused: {rejection.Code}");
            Law(rejection.Hint is not null, "A refusal says what to do next.");
            return;
        }

        foreach (var domainEvent in decided.Value) Record(command, domainEvent);
        LawsOfCommands.Check(command, before, decided.Value, this, Law);
        LawsOfState();
        LawsOfEffects();
    }

    /// <summary>Goes on from the state as it is stored.</summary>
    public void Restart()
    {
        _story.Add("> restart");
        var text = StateText.Of(State);
        var restored = StateText.Read(text);
        Law(restored.SameAs(State), $"A state is stored whole: {text} became {StateText.Of(restored)}");
        State = restored;
    }

    /// <summary>Completes what runs until nothing does, and holds that everything has ended by then.</summary>
    public void Finish()
    {
        for (var rounds = 0; State.Turns.Length > 0; rounds++)
        {
            Law(rounds < 200, "When turns keep being completed, all of them end.");
            foreach (var waiting in State.Turns.Where(turn => turn.IsWaiting))
                Do("daemon", new ReleaseTool(waiting.Id, waiting.Calls[0].Id, waiting.Calls[0].Awaiting!.Value));
            var next = State.Turns.FirstOrDefault(
                turn => ThreadMachine.Owed(State).Any(effect => effect is RunTurn run && run.Turn == turn.Id));
            Law(next is not null, "While turns are open, one is to be run.");
            foreach (var call in next!.Calls.Where(call => call.Awaiting is not null))
                Do("daemon", new ReleaseTool(next.Id, call.Id, call.Awaiting!.Value));
            foreach (var call in next.Calls)
                Do(next.Agent.Value, new SettleTool(next.Id, call.Id, "done", ToolOutcomeKind.Succeeded));
            Do(next.Agent.Value, Orders.Complete(next.Id));
        }

        if (State.Created) Restart();
        Law(_truth.Turns.TrueForAll(turn => !turn.IsOpen), "Every turn ends.");
        var folded = _events.Aggregate(ThreadMachine.Initial, ThreadMachine.Evolve);
        Law(folded.SameAs(State), "Folding the events from the first gives the state.");
    }

    private void Law(bool holds, string law)
    {
        if (!holds) throw new BrokenLawException(law, _story);
    }

    private void Record(ThreadCommand command, DomainEvent domainEvent)
    {
        var recorded = new RecordedEvent(
            StreamId.Of(ThreadMachine.Kind, Thread.Value),
            State.Version + 1,
            command.Stamp.Now,
            command.By,
            domainEvent);
        _story.Add($"  {StateText.Of(domainEvent)}");
        _events.Add(recorded);
        var before = State;
        State = ThreadMachine.Evolve(before, recorded);
        Law(State.Version == recorded.Version, "The state counts its events.");
        foreach (var row in ThreadMachine.Project(before, recorded, State))
            _rows[$"{row.GetType().Name} {row.Key}"] = row;
        _truth.Learn(recorded);
    }

    private void LawsOfState()
    {
        var open = _truth.Open.ToList();
        Law(open.Count(turn => turn is { IsOwners: true, IsRunning: true }) <= 1, "One owner's turn runs at a time.");
        Law(open.Exists(turn => turn is { IsOwners: true, IsRunning: true })
            || !open.Exists(turn => turn.IsOwners), "Nothing waits for nothing.");
        Law(open.TrueForAll(turn => turn.IsOwners || turn.IsRunning
            || open.Exists(
                other => other.Kind == turn.Kind
                    && other.Agent == turn.Agent
                    && other.IsRunning)), "A contribution waits only for its agent.");
        Law(open.TrueForAll(
            turn => turn.Triggers.Count <= Agent.Rules.TriggersMax), "A turn answers a bounded number of messages.");
        Law(open.Count <= Agent.Rules.TurnsMax + 3 * Agent.Rules.ParticipantsMax + 1, "The open turns are bounded.");
        Law(State.Turns.Select(turn => turn.Id)
            .ToHashSet()
            .SetEquals(open.Select(turn => turn.Id)), "The state holds the open turns.");
        Law(State.OwnerStack.Reverse().SequenceEqual(_truth.Owners)
            && State.Owner == _truth.Owner, "The stack of owners is true.");
        Law(State.LastSeq == _truth.LastSeq, "The state knows the last message.");
        Law(State.Delegations.Select(d => d.Id)
            .ToHashSet()
            .SetEquals(_truth.Delegations.Where(d => d.Value).Select(d => d.Key)), "Open delegations are known.");
        foreach (var turn in _truth.Turns) LawOfRow(turn);
        var thread = (ThreadRow)_rows[$"{nameof(ThreadRow)} {Thread}"];
        Law(thread.LastSeq == _truth.LastSeq
            && thread.Owner == _truth.Owner
            && thread.Archived == _truth.Archived
            && thread.UpdatedAt == State.UpdatedAt
            && thread.Title == (State.Title ?? "") && thread.Pinned == State.Pinned, "The row of the thread is true.");
    }

    private void LawOfRow(TurnTruth turn)
    {
        var truth = turn.Row(Thread);
        var row = (TurnRow)_rows[$"{nameof(TurnRow)} {turn.Id}"];
        Law(row.Triggers.SequenceEqual(truth.Triggers)
            && row with { Triggers = truth.Triggers } == truth, $"The row of a turn is true: {row} but {truth}");
    }

    private void LawsOfEffects()
    {
        var owed = ThreadMachine.Owed(State);
        var due = owed.Select(effect => effect with { Key = "" }).ToList();
        var expected = _truth.Open.Where(turn => turn.IsRunning).SelectMany(Expected).ToList();
        expected.AddRange(State.Delegations.Where(d => !d.Opened).Select(d => new OpenDelegationThread("", d.Id)));
        expected.AddRange(_truth.Withdrawals.Select(request => new WithdrawRequest("", request)));
        if (_truth.OwesReport) expected.Add(new ReportDelegation(""));
        Law(due.Count == expected.Count
            && due.ToHashSet().SetEquals(expected), $"What is owed is what is open: {string.Join(", ", owed)}");
        Law(owed.Select(effect => effect.Key)
            .Distinct()
            .Count() == owed.Count, "Every obligation has a key of its own.");
        foreach (var (effect, key) in due.Zip(owed.Select(effect => effect.Key)))
        {
            Law(!_ended.Contains(key), $"What was settled is not owed again: {key}");
            if (!_keys.TryAdd(effect, key))
                Law(_keys[effect] == key, $"An obligation keeps its key: {_keys[effect]} became {key}");
        }

        foreach (var effect in _keys.Keys.Except(due).ToList())
        {
            Law(_ended.Add(_keys[effect]), "A key is settled once.");
            _keys.Remove(effect);
        }
    }

    private IEnumerable<Effect> Expected(TurnTruth turn)
    {
        if (!_truth.Open.Any(other => other.Kind == TurnKind.Advice && other.Parent == turn.Id) && !turn.IsWaiting)
            yield return new RunTurn("", turn.Id);
        if (turn.Deadline is { } deadline && (turn.Kind == TurnKind.Advice || !turn.IsWaiting))
            yield return new ExpireTurnEffect("", deadline, turn.Id);
    }
}
