using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every journal promises to those who follow it.</summary>
public abstract class FollowContract : StoreContract
{
    [Fact]
    public async Task A_position_that_was_passed_is_not_waited_for()
    {
        await Store.AppendAsync(new ThreadScript("thr_1").Create());
        var wait = Store.Journal.WaitPastAsync(0, Stop);
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_waiter_wakes_when_its_position_is_passed_and_not_before()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        var near = Store.Journal.WaitPastAsync(1, Stop);
        var far = Store.Journal.WaitPastAsync(2, Stop);
        await Store.AppendAsync(script.Say("two"));
        await near;
        Assert.False(far.IsCompleted);
        await Store.AppendAsync(script.Say("three"));
        await far;
    }

    [Fact]
    public async Task A_thousand_followers_see_every_event_in_order()
    {
        const int Events = 50;
        var followers = Enumerable.Range(0, 1_000).Select(async _ =>
        {
            var at = 0L;
            while (at < Events)
            {
                await Store.Journal.WaitPastAsync(at, Stop);
                foreach (var stored in await Store.Journal.ReadAllAsync(at, 10, Stop))
                    Assert.Equal(++at, stored.Position);
            }
        }).ToArray();
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        for (var count = 1; count < Events; count++)
            await Store.AppendAsync(script.Say("hello"));
        await Task.WhenAll(followers).WaitAsync(Limits.Signal, Stop);
    }

    [Fact]
    public async Task A_follower_reads_on_from_where_it_advanced_to_and_is_given_again_what_it_did_not_handle()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        await Store.AppendAsync(script.Say("two"));
        var follower = new JournalFollower(Store.Journal, 0);
        Assert.Equal([1, 2], Positions(await follower.ReadAsync(Stop)));
        var events = await follower.ReadAsync(Stop);
        Assert.Equal([1, 2], Positions(events));
        follower.Advance(events);
        Assert.Equal((2, $"{Store.Journal.Id}:2"), (follower.Position, follower.Cursor.ToString()));
        Assert.Empty(await follower.ReadAsync(Stop));
        var next = follower.WaitAsync(Stop);
        Assert.False(next.IsCompleted);
        await Store.AppendAsync(script.Say("three"));
        await next;
        Assert.Equal([3], Positions(await follower.ReadAsync(Stop)));
        Assert.Equal([3], Positions(await new JournalFollower(Store.Journal, 2).ReadAsync(Stop)));
        Assert.Empty(await JournalFollower.FromNow(Store.Journal).ReadAsync(Stop));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var wait = Store.Journal.WaitPastAsync(0, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task An_append_that_is_acknowledged_is_visible()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        for (var count = 2; count < 200; count++)
        {
            var result = await Store.AppendAsync(script.Say("hello"));
            Assert.Equal(count, result.Position);
            Assert.Equal(count, Store.Journal.LastPosition);
            Assert.Equal(count, Assert.Single(await Store.Journal.ReadAllAsync(count - 1, 10, Stop)).Position);
        }
    }

    private static IEnumerable<long> Positions(
        IReadOnlyList<StoredEvent> events) => events.Select(stored => stored.Position);
}
