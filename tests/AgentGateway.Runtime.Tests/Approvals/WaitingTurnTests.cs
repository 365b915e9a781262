using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Approvals;

/// <summary>Turns that wait for people, in the company of everything else that happens meanwhile.</summary>
public sealed class WaitingTurnTests
{
    private readonly CountedTool _tool = new();

    [Fact]
    public async Task A_hundred_turns_wait_at_once_and_each_goes_on_by_its_own_decision()
    {
        await using var gateway = await StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { PendingMax = 100 }) });
        var asked = new List<string>();
        for (var number = 0; number < 100; number++) asked.Add((await gateway.AskedAsync()).Approval.Id);
        gateway.Driver.Answer("weles", _ => "I am free.");
        Assert.Equal(
            "I am free.",
            (await gateway.AskAsync("/handoff weles") is var handed
                ? await gateway.AskAsync("Are you?", handed.ThreadId)
                : null)!.Reply!.Text);
        Assert.Equal(100, (await gateway.PendingAsync()).Count);

        var decided = await Task.WhenAll(
            asked.Select((id, number) => gateway.DecideAsync(id, number % 2 == 0 ? "once" : "deny")));
        foreach (var approval in decided)
            await gateway.UntilAsync(approval.ThreadId!, read => read.Thread.ActiveTurn is null);
        Assert.Equal(50, _tool.Runs.Count);
        Assert.Equal(50, _tool.Runs.Distinct().Count());
        Assert.Empty(await gateway.PendingAsync());
    }

    [Fact]
    public async Task A_hundred_that_expire_at_once_all_end()
    {
        await using var gateway = await StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { Minutes = 0.03, PendingMax = 100 }) });
        var sent = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => gateway.SendAsync("go")));
        foreach (var one in sent)
            await gateway.UntilAsync(
                one.ThreadId, read => read.Messages.Any(m => m.Role == "tool") && read.Thread.ActiveTurn is null);
        Assert.Equal(
            100, (await gateway.Runtime.Approvals.ListAsync(new("expired", 500), Gateway.Stop)).Value.Approvals.Count);
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task However_much_is_said_meanwhile_the_call_is_found_again()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await gateway.AskedAsync();
        for (var number = 0; number < 150; number++)
            foreach (var text in (string[])["@rarog look at it", "@rarog done"])
                await gateway.SendAsync(text, sent.ThreadId);
        Assert.True((await gateway.ReadAsync(sent.ThreadId, hidden: true)).Messages.Count > 250);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await gateway.DecideAsync(approval.Id, "once");
        Assert.Equal("ran {}", (await gateway.EndAsync(sent)).Reply!.Text);
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task A_call_id_that_a_model_uses_again_is_asked_about_again()
    {
        await using var gateway = await StartAsync();
        var call = new ToolCall("c1", "execute", "{}");
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            while ((await turn.OwnMessagesAsync(stop)).Count(message => message.ToolCallId is not null) < 2)
            {
                await turn.RecordStepAsync("", [call], "script", TokenUsage.None, stop);
                if (!await turn.CallToolsAsync([call], stop)) return new TurnResult.Waiting();
            }

            return ScriptedDriver.Completed("twice");
        });
        var (sent, first) = await gateway.AskedAsync();
        await gateway.DecideAsync(first.Id, "once");
        await gateway.UntilAsync(
            sent.ThreadId,
            read =>
                read.Messages.Any(message => message.Role == "tool") && read.Thread.ActiveTurn?.Status == "waiting");
        Assert.Single(_tool.Runs);
        var second = Assert.Single(await gateway.PendingAsync());
        Assert.NotEqual(first.Id, second.Id);
        await gateway.DecideAsync(second.Id, "once");
        Assert.Equal("twice", (await gateway.EndAsync(sent)).Reply!.Text);
        Assert.Equal(2, _tool.Runs.Count);
    }

    [Theory]
    [InlineData("once")]
    [InlineData("session")]
    [InlineData("always")]
    public async Task A_file_that_was_changed_after_it_was_shown_is_asked_about_anew(string decision)
    {
        var tool = _tool.Tool(touches: arguments => new CallFacts
        {
            Risk = RiskClass.R2, Paths = [(arguments["path"].GetString()!, PathUse.Write)],
        });
        await using var gateway = await Gateway.StartAsync(null, tool);
        var place = Directory.CreateDirectory(Path.Combine(gateway.Home, "place")).FullName;
        var file = Path.Combine(place, "file");
        await File.WriteAllTextAsync(file, "as it was shown", Gateway.Stop);
        gateway.Driver.Script(
            "svarog", AskingTurns.Calling(new ToolCall("c1", "execute", $$"""{"path":"{{file}}"}""")));
        var thread = (await gateway.Runtime.Threads.CreateAsync(
            Gateway.Operator, new(Workspace: place), Gateway.Stop)).Value.Thread.Id;
        var (sent, old) = await gateway.AskedAsync(thread);
        await File.WriteAllTextAsync(file, "as it was changed", Gateway.Stop);
        Assert.Equal("approved", (await gateway.DecideAsync(old.Id, decision)).State);
        Assert.Equal(
            "The call has changed since its approval was requested.", (await gateway.UntilAsync(old.Id, "cancelled")).Reason);
        Assert.Empty(_tool.Runs);

        var anew = Assert.Single(await gateway.PendingAsync());
        Assert.NotEqual((old.Id, old.Digest), (anew.Id, anew.Digest));
        await gateway.UntilAsync(sent.ThreadId, read => read.Thread.ActiveTurn?.Status == "waiting");
        await gateway.DecideAsync(anew.Id, "once");
        Assert.StartsWith("ran", await gateway.AnswerAsync(sent), StringComparison.Ordinal);
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task A_turn_that_is_cancelled_at_any_step_asks_no_more()
    {
        await using var gateway = await StartAsync();
        for (var round = 0; round < 60; round++)
        {
            var sent = await gateway.SendAsync("go");
            for (var pause = 0; pause < round; pause++) await Task.Yield();
            await gateway.Runtime.Turns.CancelAsync(Gateway.Operator, sent.TurnId!, Gateway.Stop);
        }

        await Eventually.TrueAsync(async () => (await gateway.PendingAsync()).Count == 0);
        Assert.Empty(_tool.Runs);
    }

    private async Task<Gateway> StartAsync(RuntimeOptions? options = null)
    {
        var gateway = await Gateway.StartAsync(options, _tool.Tool());
        gateway.Driver.Script("svarog", AskingTurns.Calling(new ToolCall("c1", "execute", "{}")));
        return gateway;
    }
}
