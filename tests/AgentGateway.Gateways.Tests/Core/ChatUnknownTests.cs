namespace AgentGateway.Gateways.Tests.Core;

/// <summary>An approved call of which a crash hid whether it took effect.</summary>
public sealed class ChatUnknownTests
{
    [Fact]
    public async Task Its_card_and_its_thread_say_that_the_outcome_is_unknown_and_it_is_not_run_again()
    {
        var (chat, tool) = (new TestPlatform { Approvers = { "1" } }, new CountedTool());
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tool.Doing = stop =>
        {
            running.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        };
        await using var gateway = await ChatGateway.StartAsync(tool, chat);
        await chat.SaysAsync("go");
        var card = await chat.NextAsync();
        await chat.PressesAsync(card, "Approve");
        await running.Task.WaitAsync(Limits.Signal, Gateway.Stop);

        await gateway.StopAsync();
        await gateway.StartAgainAsync();

        var edited = await chat.NextEditAsync();
        while (!edited.Message.Markdown.Contains("outcome unknown", StringComparison.Ordinal))
            edited = await chat.NextEditAsync();
        Assert.Equal(card.Id, edited.MessageId);
        Assert.Contains("Approved by Alice at ", edited.Message.Markdown, StringComparison.Ordinal);
        Assert.Empty(edited.Message.Buttons);
        Assert.Equal("done", (await chat.NextAsync()).Text);
        Assert.Single(tool.Runs);
        var thread = (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads[0].Id;
        Assert.Contains(
            (await gateway.ReadAsync(thread)).Messages,
            message => message.Text.Contains("outcome unknown", StringComparison.Ordinal));
    }
}
