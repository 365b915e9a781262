namespace AgentGateway.Runtime.Tests.Tasks;

/// <summary>What a start finds to be done.</summary>
public sealed class TaskStartTests
{
    /// <summary>More than are read at once.</summary>
    private const int Many = 520;
    private const int WaitedAtOnce = 100;

    [Fact]
    public async Task All_that_is_due_is_woken_however_much_it_is()
    {
        var clock = new ShiftedClock();
        await using var gateway = await Gateway.StartAsync(clock, new());
        var last = (await gateway.CreateTaskAsync(new("last", new(Prompt: "x"), new(NotBefore: "300d")))).Id;
        var ids = new List<string>();
        for (var number = 0; number < Many; number++)
            ids.Add((await gateway.CreateTaskAsync(
                new($"{number}", new(Prompt: "x"), new(DependsOn: [last], Deadline: "1d")))).Id);

        await gateway.StopAsync();
        clock.SetBy(TimeSpan.FromDays(2));
        await gateway.StartAgainAsync();
        foreach (var some in ids.Chunk(WaitedAtOnce))
        {
            var waited = (await gateway.Runtime.Tasks.WaitAsync(new(some), null, Gateway.Stop)).Value;
            Assert.True(waited.Done);
            Assert.All(waited.Tasks, task => Assert.Equal("deadline_passed", task.Reason?.Code));
        }
    }
}
