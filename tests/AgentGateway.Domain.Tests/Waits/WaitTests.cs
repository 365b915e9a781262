using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Waits;

namespace AgentGateway.Domain.Tests.Waits;

/// <summary>The handle of a call that waits.</summary>
public sealed class WaitTests
{
    private static readonly DateTimeOffset At = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly OpenWait Open = new("client", "thread_send", new("turn_1"), "{}");

    private static readonly WaitState Waiting = new()
    {
        Principal = "client",
        Tool = "thread_send",
        Turn = new("turn_1"),
        Answer = "{}",
        OpenedAt = At,
        ChangedAt = At,
    };

    [Fact]
    public void A_wait_is_opened_once()
    {
        var state = After(Open, Open with { Turn = new("turn_2") });
        Assert.Equal(Waiting, state);
    }

    [Fact]
    public void A_wait_is_cancelled_once()
    {
        var state = After(Open, new CancelWait());
        Assert.Equal(Waiting with { Cancelled = true, ChangedAt = At.AddSeconds(1) }, state);
        Assert.Empty(WaitMachine.Decide(state, new CancelWait()).Value);
    }

    [Fact]
    public void What_was_never_opened_cannot_be_cancelled()
    {
        var rejection = WaitMachine.Decide(WaitMachine.Initial, new CancelWait()).Rejection;
        Assert.Equal(("unknown_wait", true), (rejection?.Code, rejection?.Hint is not null));
    }

    [Fact]
    public void A_wait_owes_nothing_because_its_turn_does() => Assert.Empty(WaitMachine.Owed(After(Open)));

    private static WaitState After(params WaitCommand[] commands)
    {
        var (state, version) = (WaitMachine.Initial, 0);
        foreach (var command in commands)
            foreach (var e in WaitMachine.Decide(state, command).Value)
            {
                state = WaitMachine.Evolve(
                    state, new(new StreamId("wait/wait_1"), version + 1, At.AddSeconds(version), "client", e));
                version++;
            }

        return state;
    }
}
