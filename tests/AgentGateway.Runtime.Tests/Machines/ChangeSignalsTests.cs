using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Tests.Machines;

public sealed class ChangeSignalsTests
{
    private readonly ChangeSignals<string, int> _signals = new(TimeProvider.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_between_listening_and_waiting_is_heard()
    {
        using var listener = _signals.Listen(["a"]);
        _signals.Tell("a", 1);
        Assert.True(await listener.ChangedAsync(Stop));
        Assert.Equal(1, listener.News);
    }

    [Fact]
    public async Task A_change_while_waiting_is_heard_and_the_newest_news_counts()
    {
        using var listener = _signals.Listen(["a", "b"]);
        var change = listener.ChangedAsync(Stop).AsTask();
        Assert.False(change.IsCompleted);
        _signals.Tell("other", 1);
        _signals.Tell("b", 2);
        Assert.True(await change);
        Assert.Equal(2, listener.News);
        _signals.Tell("a", 3);
        _signals.Tell("b", 4);
        Assert.True(await listener.ChangedAsync(Stop));
        Assert.Equal(4, listener.News);
        Assert.False(listener.ChangedAsync(Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task All_who_listen_to_a_key_hear_and_one_that_left_does_not()
    {
        using var stays = _signals.Listen(["a"]);
        var leaves = _signals.Listen(["a"]);
        leaves.Dispose();
        _signals.Tell("a", 1);
        Assert.True(await stays.ChangedAsync(Stop));
        Assert.False(leaves.ChangedAsync(Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Waiting_ends_with_its_limit_and_what_comes_later_is_heard_by_the_next_wait()
    {
        using var listener = _signals.Listen(["a"], TimeSpan.Zero);
        Assert.False(await listener.ChangedAsync(Stop));
        _signals.Tell("a", 1);
        Assert.True(await listener.ChangedAsync(Stop));
    }

    [Fact]
    public async Task Until_looks_first_and_again_after_each_change()
    {
        var looks = 0;
        var until = _signals.UntilAsync("a", () => new(++looks == 3), Stop);
        Assert.Equal(1, looks);
        _signals.Tell("a", 0);
        while (Volatile.Read(ref looks) < 2) await Task.Yield();
        Assert.False(until.IsCompleted);
        _signals.Tell("a", 0);
        await until;
        Assert.Equal(3, looks);
        Assert.True(await _signals.UntilAsync("a", () => new(true), TimeSpan.Zero, Stop));
        Assert.False(await _signals.UntilAsync("a", () => new(false), TimeSpan.Zero, Stop));
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_leaves_nothing_behind()
    {
        using var cancelled = new CancellationTokenSource();
        var until = _signals.UntilAsync("a", () => new(false), cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => until);
        Assert.Equal(0, _signals.KeyCount);
    }

    [Fact]
    public async Task Many_that_come_and_go_at_once_hear_what_concerns_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
        {
            for (var round = 0; round < 50; round++)
            {
                using var listener = _signals.Listen(["shared", $"own {number}"]);
                _signals.Tell($"own {number}", number);
                Assert.True(await listener.ChangedAsync(Stop));
            }
        }, Stop)));
        Assert.Equal(0, _signals.KeyCount);
    }
}
