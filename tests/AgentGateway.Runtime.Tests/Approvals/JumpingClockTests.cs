using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Runtime.Tests.Approvals;

/// <summary>A clock that jumps a day either way makes no yes of anything, and ends nothing before its time.</summary>
public sealed class JumpingClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Short enough to be waited for, long enough to be asked in.</summary>
    private static readonly RuntimeOptions Soon = new()
    {
        Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { Minutes = 0.01 }),
    };

    private readonly CountedTool _tool = new();
    private readonly ShiftedClock _clock = new();

    [Theory, InlineData(1), InlineData(-1)]
    public async Task What_is_pending_stays_so_and_is_decided_in_its_time(int days)
    {
        await using var gateway = await StartAsync(null);
        var (sent, approval) = await gateway.AskedAsync();
        _clock.SetBy(days * Day);
        Assert.Equal("pending", (await gateway.ApprovalAsync(approval.Id)).State);
        Assert.Equal("approved", (await gateway.DecideAsync(approval.Id, "once")).State);
        Assert.Equal("ran {}", await gateway.AnswerAsync(sent));
        Assert.Single(_tool.Runs);
    }

    [Theory, InlineData(1), InlineData(-1)]
    public async Task What_is_pending_expires_in_its_time(int days)
    {
        await using var gateway = await StartAsync(Soon);
        var (sent, approval) = await gateway.AskedAsync();
        _clock.SetBy(days * Day);
        Assert.Equal("expired", (await gateway.EndedAsync(approval.Id)).State);
        _clock.SetBy(-2 * days * Day);
        Assert.Equal("expired", await gateway.RefusedDecisionAsync(approval.Id, "once"));
        Assert.Contains("No decision came in time", await gateway.AnswerAsync(sent));
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_while_the_daemon_was_down_adds_no_day_to_a_limit()
    {
        await using var gateway = await StartAsync(Soon);
        var (sent, approval) = await gateway.AskedAsync();
        await gateway.StopAsync();
        _clock.SetBy(-Day);
        await gateway.StartAgainAsync();
        Assert.Equal("expired", (await gateway.EndedAsync(approval.Id)).State);
        Assert.Contains("No decision came in time", await gateway.AnswerAsync(sent));
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task What_expired_while_the_daemon_was_down_stays_expired_when_the_clock_is_set_back()
    {
        await using var gateway = await StartAsync(null);
        var (sent, approval) = await gateway.AskedAsync();
        await gateway.StopAsync();
        _clock.SetBy(Day);
        await gateway.StartAgainAsync();
        Assert.Equal("expired", (await gateway.EndedAsync(approval.Id)).State);
        _clock.SetBy(-Day);
        Assert.Equal("expired", await gateway.RefusedDecisionAsync(approval.Id, "once"));
        Assert.Contains("No decision came in time", await gateway.AnswerAsync(sent));
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task What_is_asked_anew_after_the_clock_was_set_back_is_the_newest_all_the_same()
    {
        await using var gateway = await StartAsync(null);
        var program = Path.Combine(gateway.Home, "program");
        await File.WriteAllTextAsync(program, "good", Gateway.Stop);
        gateway.Driver.Script(
            "svarog", AskingTurns.Calling(new ToolCall("c1", "execute", $$"""{"argv":["{{program}}"]}""")));
        var (sent, old) = await gateway.AskedAsync();
        await File.WriteAllTextAsync(program, "evil", Gateway.Stop);
        _clock.SetBy(-Day);
        await gateway.DecideAsync(old.Id, "once");
        Assert.Equal(
            "The call has changed since its approval was requested.", (await gateway.UntilAsync(old.Id, "cancelled")).Reason);
        var asked = Assert.Single(await gateway.PendingAsync());
        await gateway.DecideAsync(asked.Id, "once");
        Assert.StartsWith("ran", await gateway.AnswerAsync(sent), StringComparison.Ordinal);
        Assert.Single(_tool.Runs);
    }

    [Theory, InlineData(1), InlineData(-1)]
    public async Task A_question_has_its_time_too(int days)
    {
        await using var gateway = await Gateway.StartAsync(_clock, Soon);
        gateway.Driver.Script(
            "svarog", AskingTurns.Calling(new ToolCall("c1", "ask_operator", """{"question":"Go?","default":"no"}""")));
        var sent = await gateway.SendAsync("go");
        _clock.SetBy(days * Day);
        if (days < 0)
        {
            await gateway.StopAsync();
            await gateway.StartAgainAsync();
        }

        Assert.Contains("the default counts: no", await gateway.AnswerAsync(sent));
    }

    private async Task<Gateway> StartAsync(RuntimeOptions? options)
    {
        var gateway = await Gateway.StartAsync(_clock, options, _tool.Tool());
        gateway.Driver.Script("svarog", AskingTurns.Calling(new ToolCall("c1", "execute", "{}")));
        return gateway;
    }
}
