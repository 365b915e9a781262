namespace AgentGateway.Runtime.Tests.Threads;

public sealed class ThreadTests
{
    [Fact]
    public async Task One_who_follows_is_told_when_it_has_begun_and_misses_nothing_from_then_on()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("one")).ThreadId;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Gateway.Stop);
        await using var followed = gateway.Runtime.Threads.FollowAsync(thread, tellsStanding: true, late.Token)
            .GetAsyncEnumerator(late.Token);

        Assert.True(await followed.MoveNextAsync());
        Assert.Equal(new("standing", thread, null, null), followed.Current);
        await gateway.AskAsync("two", thread);
        Assert.True(await followed.MoveNextAsync());

        Assert.Equal(("message", "two"), (followed.Current.Kind, followed.Current.Message!.Text));
    }

    [Fact]
    public async Task A_fork_begins_with_the_messages_of_its_source()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("one")).ThreadId;
        await gateway.AskAsync("two", thread);
        var source = await gateway.ReadAsync(thread);
        var fork = (await gateway.Runtime.Threads.ForkAsync(
            Gateway.Operator, thread, source.Messages[1].Id, Gateway.Stop)).Value.Thread.Id;
        await gateway.AskAsync("other", fork);
        var read = await gateway.ReadAsync(fork);
        Assert.Equal(["one", "svarog heard: one", "other", "svarog heard: other"], read.Messages.Select(m => m.Text));
        Assert.Equal([1L, 2L, 3L, 4L], read.Messages.Select(m => m.Seq));
        var again = (await gateway.Runtime.Threads.ForkAsync(
            Gateway.Operator, fork, read.Messages[2].Id, Gateway.Stop)).Value.Thread.Id;
        Assert.Equal(
            ["one", "svarog heard: one", "other"], (await gateway.ReadAsync(again)).Messages.Select(m => m.Text));
        Assert.Equal(
            "unknown_message",
            (await gateway.Runtime.Threads.ForkAsync(
                Gateway.Operator, thread, read.Messages[3].Id, Gateway.Stop)).Rejection!.Code);
    }
}
