using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Usage;

namespace AgentGateway.Runtime.Tests.Usage;

/// <summary>What turns used is told, and counted for today's budget.</summary>
public sealed class UsageTests
{
    [Fact]
    public async Task Turns_are_told_by_day_agent_thread_and_model()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await turn.RecordStepAsync(
                "Let me see.", [new("c1", "agent_list", "{}")], "large", new(100, 7, 40, 0.5m, 1), stop);
            await turn.CallToolAsync(new("c1", "agent_list", "{}"), stop);
            return ScriptedDriver.Completed("done");
        });
        gateway.Driver.Script("weles", (_, _) => Task.FromResult<Drivers.TurnResult>(
            new Drivers.TurnResult.Failed(new("model_auth", "No.", null), new(3, 0, 0, 0.25m, 1))));
        var first = await gateway.AskAsync("one");
        var second = (await gateway.Runtime.Threads.CreateAsync(
            Gateway.Operator, new("Titled", "weles"), Gateway.Stop)).Value.Thread.Id;
        await gateway.AskAsync("two", second);
        gateway.Driver.Script("weles", (_, _) => Task.FromResult<Drivers.TurnResult>(
            new Drivers.TurnResult.Failed(new("budget_spent", "No.", null), TokenUsage.None)));
        await gateway.AskAsync("three", second);

        var agents = await RowsAsync(gateway, "agent");
        var models = await RowsAsync(gateway, "model");
        var threads = await RowsAsync(gateway, "thread");

        Assert.Equal(new("svarog", 1, 2, 110, 40, 12, 0.5m), agents["svarog"]);
        Assert.Equal(new("weles", 1, 1, 3, 0, 0, 0.25m), agents["weles"]);
        Assert.Equal(new("large", 1, 1, 100, 40, 7, 0.5m), models["large"]);
        Assert.Equal(new("script", 1, 1, 10, 0, 5, 0), models["script"]);
        Assert.Equal(new("(unknown)", 1, 1, 3, 0, 0, 0.25m), models["(unknown)"]);
        Assert.Equal(110, threads[first.ThreadId].InputTokens);
        Assert.Equal("Titled", threads[second].Title);
        var day = Assert.Single(await RowsAsync(gateway, "day")).Value;
        Assert.Equal((2, 3, 113L, 0.75m), (day.Turns, day.ModelCalls, day.InputTokens, day.CostUsd));
    }

    [Fact]
    public async Task Today_counts_on_after_a_restart()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.AskAsync("one");
        await gateway.AskAsync("two");
        Assert.Equal(30, (await ReportAsync(gateway, "day")).Today.Tokens);

        await gateway.StopAsync();
        await gateway.StartAgainAsync();

        Assert.Equal(30, (await ReportAsync(gateway, "day")).Today.Tokens);
    }

    [Fact]
    public async Task A_turn_that_is_tried_again_says_so_to_readers_and_followers()
    {
        await using var gateway = await Gateway.StartAsync();
        var (tried, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        gateway.Driver.Script("svarog", async (turn, _) =>
        {
            turn.Retrying(2, 4, "The provider is overloaded.");
            tried.SetResult();
            await goOn.Task;
            return ScriptedDriver.Completed("At last.");
        });
        var thread = (await gateway.Runtime.Threads.CreateAsync(
            Gateway.Operator, new(null, "svarog"), Gateway.Stop)).Value.Thread.Id;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Gateway.Stop);
        var told = FirstAsync(gateway, thread, "retrying", late.Token);
        var sent = await gateway.SendAsync("go", thread);
        await tried.Task.WaitAsync(Limits.Signal, Gateway.Stop);

        var note = (await gateway.ReadAsync(thread)).Thread.ActiveTurn!.Note;

        Assert.Equal("retrying, 2 of 4: The provider is overloaded.", note);
        Assert.Equal(note, await told.WaitAsync(Limits.Signal, Gateway.Stop));
        goOn.SetResult();
        await gateway.EndAsync(sent);
        Assert.Null((await gateway.ReadAsync(thread)).Thread.ActiveTurn);
    }

    private static async Task<string?> FirstAsync(
        Gateway gateway, string thread, string kind, CancellationToken cancellationToken)
    {
        var followed = gateway.Runtime.Threads.FollowAsync(thread, tellsStanding: false, cancellationToken);
        await foreach (var progress in followed)
            if (progress.Kind == kind) return progress.Text;
        return null;
    }

    private static async Task<UsageView> ReportAsync(Gateway gateway, string by) =>
        (await gateway.Runtime.Get<UsageService>().ReportAsync(by, 30, Gateway.Stop)).Value;

    private static async Task<Dictionary<string, UsageRow>> RowsAsync(Gateway gateway, string by) =>
        (await ReportAsync(gateway, by)).Rows.ToDictionary(row => row.Name);
}
