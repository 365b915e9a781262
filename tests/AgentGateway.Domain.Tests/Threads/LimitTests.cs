using System.Text;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>A thread stays small however much is asked of it.</summary>
public sealed class LimitTests
{
    private const int StateBytesMax = 64 * 1024;
    private const int CallsOfAStep = 8;

    private readonly ThreadRules _rules = ThreadRules.Default with { Roster = Roster() };
    private int _commands;
    private AgentThread _state = ThreadMachine.Initial;

    [Fact]
    public void A_thread_at_all_its_limits_is_stored_in_64_KiB()
    {
        Assert.Null(
            Do(Orders.Open(new("thr_00000000000000000000000000"), Name(0), new('x', _rules.TitleCharactersMax))));
        FillOwnership();
        FillContributions();
        FillAdvice();
        UntilRefused("queue_full", _ => Orders.Post("Why?"));
        UntilRefused("delegations_full", number => new RequestDelegation(Name(number % 8), "Do it", null));
        foreach (var turn in _state.Turns.Where(turn => turn.Running))
            Do(Orders.Step(
                turn.Id,
                "",
                [.. Enumerable.Range(0, CallsOfAStep)
                    .Select(n => new ToolCall($"toolu_{n:000000000000000000000000}", "thread_search", "{}"))]));
        var size = Encoding.UTF8.GetByteCount(StateText.Of(_state));
        Assert.True(
            size <= StateBytesMax,
            $"{size} bytes for {_state.Turns.Length} turns with {_state.Turns.Sum(turn => turn.Triggers.Length)} "
                + "triggers.");
    }

    [Fact]
    public void A_participant_that_left_is_forgotten_in_the_end()
    {
        Assert.Null(Do(Orders.Open(new("thr_00000000000000000000000000"), Name(0))));
        for (var round = 0; round < 200; round++)
        {
            Assert.Null(
                Do(new ChangeParticipant(Name(1 + round % 39), new('x', ThreadRules.InstructionCharactersMax), null)));
            Assert.Null(Do(new StopParticipant(Name(1 + round % 39))));
        }

        Assert.Equal(ThreadRules.ParticipantsKeptMax, _state.Participants.Length);
        Assert.All(
            _state.Participants,
            p => Assert.Equal((false, ThreadRules.EndedInstructionCharactersMax), (p.Active, p.Instruction.Length)));
        Assert.Contains(_state.Participants, p => p.Agent == Name(1 + 199 % 39));
    }

    private void FillOwnership()
    {
        UntilRefused("handoff_stack_full", number => new HandOff(Name(30 + number % 2).Value, null));
        UntilRefused("participants_full", number => new ChangeParticipant(
            Name(1 + number), new(
                'x', ThreadRules.InstructionCharactersMax / _rules.ParticipantsMax), AdviceTime.After));
        Assert.Equal(
            "text_too_long",
            Do(new ChangeParticipant(Name(1), new('x', ThreadRules.InstructionCharactersMax + 1), null))?.Code);
    }

    /// <summary>
    /// Contributions that answer as many messages as can be run for every participant, and as many wait.
    /// </summary>
    private void FillContributions()
    {
        for (var round = 0; round < 2; round++)
        {
            Do(Orders.Post("Why?"));
            UntilRefused("queue_full", _ => Orders.Post("Why?", SendMode.Steer));
            Do(Orders.Complete(_state.Active!.Id));
        }
    }

    private void FillAdvice()
    {
        foreach (var participant in _state.Participants)
            Do(new ChangeParticipant(participant.Agent, null, AdviceTime.Before));
        Do(Orders.Post("Why?") with { Text = "Why?" });
        var first = _state.Active!.Id;
        UntilRefused("queue_full", _ => Orders.Post("Why?", SendMode.Collect));
        Do(Orders.Cancel(first));
    }

    private void UntilRefused(string code, Func<int, ThreadCommand> command)
    {
        for (var number = 0; ; number++)
        {
            Assert.True(number < 10_000, $"{code} never came.");
            if (Do(command(number)) is not { } rejection) continue;
            Assert.Equal(code, rejection.Code);
            return;
        }
    }

    private Rejection? Do(ThreadCommand command)
    {
        var sent = command.Sent("operator", ++_commands, _rules);
        var outcome = ThreadMachine.Decide(_state, sent);
        if (outcome.IsRejected(out var rejection, out var events)) return rejection;
        foreach (var e in events)
            _state = ThreadMachine.Evolve(
                _state,
                new(new StreamId("thread/thr_00000000000000000000000000"), _state.Version
                    + 1, sent.Stamp.Now, "operator", e));
        return null;
    }

    private static AgentId Name(int number) => new($"agent-with-a-name-of-{number:00000000000}");

    private static AgentRoster Roster() =>
        AgentRoster.Of(
            Enumerable.Range(0, 40).Select(n => new AgentDefinition(Name(n), "Agent", [], "connected"))).Roster;
}
