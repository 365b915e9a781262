using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

public sealed class OutputSchedulerTests
{
    private static readonly TimeSpan Limit = Limits.Signal;

    [Fact]
    public async Task A_writer_that_waited_goes_before_one_that_only_yielded()
    {
        using var lane = new OutputScheduler("test", threads: 1);
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isQuietDone = false;
        var quiet = lane.RunAsync(async () =>
        {
            await woken.Task;
            isQuietDone = true;
        });
        // Made on the lane's one thread, so that none begins before all are there.
        var floods = await lane.RunAsync(() =>
        {
            var begun = Enumerable.Range(0, 10).Select(_ => lane.RunAsync(FloodAsync)).ToList();
            woken.SetResult();
            return Task.FromResult(begun);
        });

        await quiet.WaitAsync(Limit, TestContext.Current.CancellationToken);
        var counts = await Task.WhenAll(floods).WaitAsync(Limit, TestContext.Current.CancellationToken);

        // They took turns until then: none was a round ahead of the others by more than one.
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);

        async Task<int> FloodAsync()
        {
            var pieces = 0;
            for (; !isQuietDone; pieces++) await Task.Yield();
            return pieces;
        }
    }

    [Fact]
    public async Task Work_goes_on_where_it_began_after_each_wait()
    {
        using var lane = new OutputScheduler("mine", threads: 2);
        var names = await lane.RunAsync(async () =>
        {
            var heard = new List<string?> { Thread.CurrentThread.Name };
            await Task.Yield();
            heard.Add(Thread.CurrentThread.Name);
            await Task.Run(static () => { });
            heard.Add(Thread.CurrentThread.Name);
            return heard;
        }).WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(["mine", "mine", "mine"], names);
    }

    [Fact]
    public async Task What_comes_after_the_end_runs_elsewhere()
    {
        var lane = new OutputScheduler("gone", threads: 1);
        lane.Dispose();
        Assert.NotEqual(
            "gone",
            await lane.RunAsync(
                () => Task.FromResult(Thread.CurrentThread.Name ?? ""))
                    .WaitAsync(Limit, TestContext.Current.CancellationToken));
    }
}
