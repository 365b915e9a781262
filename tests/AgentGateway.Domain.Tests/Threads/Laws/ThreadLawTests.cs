namespace AgentGateway.Domain.Tests.Threads.Laws;

/// <summary>The laws of threads hold for every sequence of commands.</summary>
public sealed class ThreadLawTests
{
    [Fact]
    public void The_laws_of_threads_hold_through_any_story() =>
        Fuzz.Check(20_000, 60, Fuzz.Numbers(RandomOrders.Below), numbers =>
    {
        var run = new ThreadRun();
        var orders = new RandomOrders(run);
        foreach (var number in numbers) orders.Do(number);
        run.Finish();
    });
}
