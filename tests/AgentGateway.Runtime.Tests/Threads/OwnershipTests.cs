using System.Collections.Concurrent;
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
    public async Task A_brief_is_in_the_prompt_of_the_new_owner_and_nowhere_else()
    {
        await using var gateway = await Gateway.StartAsync();
        var prompts = new ConcurrentDictionary<string, string>();
        foreach (var agent in (string[])["svarog", "weles"])
            gateway.Driver.Script(agent, async (turn, stop) =>
            {
                var built = await turn.BuildPromptAsync(100_000, null, stop);
                prompts[agent] = string.Join('\n', built.Messages.Select(message => message.Text));
                return ScriptedDriver.Completed("answer");
            });
        var first = await gateway.AskAsync("hello");
        var service = gateway.Runtime.Get<OwnershipService>();
        await service.HandoffAsync(
            Gateway.Operator, first.ThreadId, "weles", "a check", "Begin with table 3.", Gateway.Stop);
        await gateway.AskAsync("and now?", first.ThreadId);
        Assert.Contains("[operator, to you alone]: Begin with table 3.", prompts["weles"], StringComparison.Ordinal);
        await service.ReturnAsync(Gateway.Operator, first.ThreadId, Gateway.Stop);
        await gateway.AskAsync("and you?", first.ThreadId);
        Assert.DoesNotContain("table 3", prompts["svarog"], StringComparison.Ordinal);
        Assert.DoesNotContain(
            (await gateway.ReadAsync(first.ThreadId)).Messages,
            message => message.Text.Contains("table 3", StringComparison.Ordinal));
        Assert.Empty((await gateway.Runtime.Threads.SearchAsync(new("table"), Gateway.Stop)).Value.Hits);
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
}
