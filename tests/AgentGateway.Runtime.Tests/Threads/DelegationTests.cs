namespace AgentGateway.Runtime.Tests.Threads;

public sealed class DelegationTests
{
    [Fact]
    public async Task A_delegation_is_hidden_and_its_answer_comes_back()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("the sky is green")).ThreadId;
        gateway.Driver.Script("weles", async (turn, stop) =>
        {
            var prompt = await turn.BuildPromptAsync(100_000, null, stop);
            return ScriptedDriver.Completed(
                prompt.Messages.Any(m => m.Text.Contains("the sky is green")) ? "it is blue" : "no context");
        });
        var sent = await gateway.SendAsync("!weles is that so?", thread);
        Assert.Equal("delegate", sent.Directive!.Kind);
        Assert.NotNull(sent.Directive.DelegationId);
        var done = await gateway.EndAsync(sent);
        Assert.Equal(("weles", "it is blue"), (done.Reply!.Author, done.Reply.Text));
        var visible = await gateway.ReadAsync(thread);
        Assert.DoesNotContain(visible.Messages, m => m.Text == "it is blue");
        await gateway.UntilAsync(
            thread,
            r => r.Messages.Any(m => m is { Text: "it is blue", Author: "weles", Visibility: "hidden" }),
            hidden: true);
        var hidden = await gateway.ReadAsync(sent.Directive.HiddenThreadId!);
        Assert.Equal(
            ["the sky is green", "svarog heard: the sky is green", "is that so?", "it is blue"],
            hidden.Messages.Select(m => m.Text));
        Assert.Single((await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads);
    }

    [Fact]
    public async Task A_failed_delegation_is_visible()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script("weles", (_, _) => throw new InvalidOperationException("a bug"));
        var thread = (await gateway.AskAsync("hello")).ThreadId;
        var sent = await gateway.SendAsync("!weles break", thread);
        Assert.Equal("failed", (await gateway.EndAsync(sent)).Status);
        await gateway.UntilAsync(
            thread,
            r => r.Messages.Any(
                m => m.Role == "system" && m.Text.StartsWith("weles did not carry out", StringComparison.Ordinal)));
    }
}
