using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tests.Threads;

public sealed class OwnershipTests
{
    [Fact]
    public async Task A_handoff_is_visible_stacks_and_can_be_returned()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await gateway.AskAsync("hello");
        var handed = await gateway.SendAsync("/handoff weles please check", first.ThreadId);
        Assert.Equal(
            ("completed", null, "handoff", "weles"),
            (handed.Status, handed.TurnId, handed.Directive!.Kind, handed.Directive.Agent));
        Assert.Equal("weles", (await gateway.AskAsync("and now?", first.ThreadId)).Reply!.Author);
        var read = await gateway.ReadAsync(first.ThreadId);
        Assert.Contains(
            read.Messages,
            m => m.Role == "system"
                && m.Text.Contains("svarog")
                && m.Text.Contains("weles")
                && m.Text.Contains("please check"));
        Assert.Equal(["svarog"], read.Thread.OwnerStack);
        var returned = (await gateway.Runtime.Get<OwnershipService>().ReturnAsync(
            Gateway.Operator, first.ThreadId, Gateway.Stop)).Value;
        Assert.Equal("svarog", returned.Owner);
        Assert.Empty(returned.OwnerStack);
    }

    [Fact]
    public async Task Advice_comes_before_the_answer_and_contributions_after_it()
    {
        await using var gateway = await Gateway.StartAsync();
        IReadOnlyList<string> prompt = [];
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            var built = await turn.BuildPromptAsync(100_000, null, stop);
            if (turn.Kind == TurnKind.Answer)
                prompt = [.. built.Sections.Select(s => s.Text), .. built.Messages.Select(m => m.Text)];
            return ScriptedDriver.Completed(turn.Kind == TurnKind.Revision ? "revised answer" : "answer");
        });
        gateway.Driver.Answer("weles", _ => "mind the gap");
        gateway.Driver.Answer("rarog", _ => "well said");
        var thread = (await gateway.Runtime.Threads.CreateAsync(
            Gateway.Operator, new("T"), Gateway.Stop)).Value.Thread.Id;
        Assert.Equal("participant", (await gateway.SendAsync("@weles verify claims", thread)).Directive!.Kind);
        Assert.Null((await gateway.SendAsync("@rarog cheer", thread)).TurnId);
        var answer = await gateway.AskAsync("what next?", thread);
        Assert.Equal("answer", answer.Reply!.Text);
        Assert.Contains(prompt, text => text.Contains("mind the gap"));
        var read = await gateway.UntilAsync(thread, r => r.Messages.Any(m => m.Text == "revised answer"));
        Assert.Equal(
            ["what next?", "mind the gap", "answer", "well said", "revised answer"],
            read.Messages.Where(m => m.Role != "system").Select(m => m.Text).Skip(2));
    }

    [Fact]
    public async Task Advice_that_does_not_come_is_passed_over_visibly()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new ParticipantOptions { WaitSeconds = 1 }) });
        gateway.Driver.Script("weles", async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return ScriptedDriver.Completed("too late");
        });
        var thread = (await gateway.SendAsync("@weles verify claims")).ThreadId;
        Assert.Equal("completed", (await gateway.AskAsync("go", thread)).Status);
        var read = await gateway.ReadAsync(thread);
        Assert.Contains(
            read.Messages,
            m => m.Role == "system" && m.Text.StartsWith("weles did not advise", StringComparison.Ordinal));
        Assert.DoesNotContain(read.Messages, m => m.Text == "too late");
    }

    [Fact]
    public async Task A_participant_that_was_stopped_is_not_asked()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.SendAsync("@rarog cheer")).ThreadId;
        Assert.Equal("participant_stop", (await gateway.SendAsync("@Rarog DONE", thread)).Directive!.Kind);
        await gateway.AskAsync("go", thread);
        Assert.DoesNotContain(gateway.Driver.Seen, turn => turn.Agent.Id.Value == "rarog");
        Assert.False(Assert.Single((await gateway.ReadAsync(thread)).Thread.Participants).Active);
    }

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
