using AgentGateway.Mcp.Subscriptions;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class MergedChangesTests
{
    private static readonly ResourceChange One = ResourceChange.Updated("agw://one");
    private static readonly ResourceChange Two = ResourceChange.Updated("agw://two");

    [Fact]
    public async Task Changes_of_every_source_are_told_and_those_of_one_in_their_order()
    {
        var (first, second) = (new TestChanges(), new TestChanges());
        using var stop = new CancellationTokenSource(Limits.Signal);
        await using var changes = new MergedChanges(first, second).ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = changes.MoveNextAsync();
        Assert.Equal((1, 1), (first.Readers, second.Readers));
        second.Publish(Two);
        Assert.True(await next);
        Assert.Equal(Two, changes.Current);
        first.Publish(One, Two, One);
        var told = new List<ResourceChange>();
        while (told.Count < 3 && await changes.MoveNextAsync()) told.Add(changes.Current);
        Assert.Equal([One, Two, One], told);
    }

    [Fact]
    public async Task A_source_that_prints_without_end_does_not_silence_another()
    {
        var (loud, quiet) = (new TestChanges(), new TestChanges());
        using var stop = new CancellationTokenSource(Limits.Signal);
        await using var changes = new MergedChanges(loud, quiet).ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        loud.Publish([.. Enumerable.Repeat(One, 1000)]);
        quiet.Publish(Two);
        var told = 0;
        while (await changes.MoveNextAsync() && changes.Current != Two) told++;
        Assert.InRange(told, 0, 10);
    }

    [Fact]
    public async Task Ending_ends_every_source()
    {
        var (first, second) = (new TestChanges(), new TestChanges());
        using var stop = new CancellationTokenSource();
        var changes = new MergedChanges(first, second).ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = changes.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Limits.Signal));
        await changes.DisposeAsync();
        Assert.Equal((0, 0), (first.Readers, second.Readers));
    }
}
