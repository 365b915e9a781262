using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Tests.Turns;

public sealed class TurnTests
{
    [Fact]
    public async Task Steps_and_tool_results_are_durable_messages()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            var calls = new ToolCall[]
            {
                new("c1", "agent_list", "{}"),
                new("c2", "no_such_tool", "{}"),
                new("c3", "thread_search", "{\"query\":1}"),
            };
            await turn.RecordStepAsync("Let me see.", calls, "script", new(1, 1), stop);
            var results = new List<string>();
            foreach (var call in calls) results.Add((await turn.CallToolAsync(call, stop)).IsRefused ? "error" : "ok");
            return ScriptedDriver.Completed(string.Join(",", results));
        });
        var answer = await gateway.AskAsync("go");
        Assert.Equal("ok,error,error", answer.Reply!.Text);
        var read = await gateway.ReadAsync(answer.ThreadId);
        Assert.Equal(["user", "assistant", "tool", "tool", "tool", "assistant"], read.Messages.Select(m => m.Role));
        Assert.Equal(["c1", "c2", "c3"], read.Messages[1].ToolCalls!.Select(call => call.Id));
        Assert.Equal("agent_list", read.Messages[2].Author);
    }

    [Fact]
    public async Task Cancelling_ends_the_turn_at_once_and_keeps_its_text()
    {
        await using var gateway = await Gateway.StartAsync();
        var streaming = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (turn, _) =>
        {
            turn.Stream("as far as I g");
            streaming.SetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None); // a driver that does not listen
            return ScriptedDriver.Completed("never");
        });
        var sent = await gateway.SendAsync("go");
        await streaming.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        Assert.Equal(
            "cancelled",
            (await gateway.Runtime.Turns.CancelAsync(Gateway.Operator, sent.TurnId!, Gateway.Stop)).Value.Status);
        Assert.Equal("cancelled", (await gateway.EndAsync(sent)).Status);
        Assert.Equal(
            "cancelled",
            (await gateway.Runtime.Turns.CancelAsync(Gateway.Operator, sent.TurnId!, Gateway.Stop)).Value.Status);
        Assert.Equal(
            "nothing_running",
            (await gateway.Runtime.Turns.CancelAsync(Gateway.Operator, sent.ThreadId, Gateway.Stop)).Rejection!.Code);
        Assert.Equal("as far as I g", (await gateway.ReadAsync(sent.ThreadId)).Messages[^1].Text);
        gateway.Driver.Answer("svarog", _ => "fine");
        Assert.Equal("fine", (await gateway.AskAsync("again", sent.ThreadId)).Reply!.Text);
    }

    [Fact]
    public async Task A_turn_goes_on_after_a_restart_with_what_it_had_recorded()
    {
        await using var gateway = await Gateway.StartAsync();
        var recorded = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await turn.RecordStepAsync("", [new("c1", "agent_list", "{}")], null, TokenUsage.None, stop);
            recorded.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return ScriptedDriver.Completed("never");
        });
        var sent = await gateway.SendAsync("go");
        await recorded.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        await gateway.StopAsync();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            var prompt = await turn.BuildPromptAsync(100_000, null, stop);
            return ScriptedDriver.Completed(prompt.Messages.Any(m => m.ToolCallId == "c1") ? "went on" : "forgot");
        });
        await gateway.StartAgainAsync();
        Assert.Equal("went on", (await gateway.EndAsync(sent)).Reply!.Text);
    }

    [Fact]
    public async Task A_failing_driver_fails_its_turn_visibly_and_keeps_what_was_said()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script("svarog", (turn, _) =>
        {
            turn.Stream("I was about to");
            return Task.FromResult<TurnResult>(
                new TurnResult.Failed(new("model_unreachable", "No model answers.", "Start one."), TokenUsage.None));
        });
        var answer = await gateway.AskAsync("go");
        Assert.Equal(("failed", "model_unreachable"), (answer.Status, answer.Failure!.Code));
        var read = await gateway.ReadAsync(answer.ThreadId);
        Assert.Equal(
            ["go", "I was about to", "svarog could not answer: No model answers. (model_unreachable)"],
            read.Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task Followers_see_the_answer_as_it_is_made()
    {
        await using var gateway = await Gateway.StartAsync();
        var go = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await go.Task.WaitAsync(stop);
            turn.Stream("Hel");
            turn.Stream("lo");
            return ScriptedDriver.Completed("Hello");
        });
        var sent = await gateway.SendAsync("go");
        var text = "";
        var waiting = gateway.Runtime.Turns.WaitAsync(
            sent.TurnId!, Limits.Signal, news => text += news.Kind == "delta" ? news.Text : "", Gateway.Stop);
        go.SetResult();
        Assert.Equal("Hello", (await waiting).Value.Reply!.Text);
    }

    /// <summary>The pieces end within the value, at each of its characters, and within what only begins like it.</summary>
    [Fact]
    public async Task Followers_see_no_secret_that_is_streamed_in_pieces()
    {
        const string Value = "canary-streamed-value";
        await using var gateway = await Gateway.StartAsync();
        gateway.Runtime.Get<KnownSecrets>().Add(Value);
        var go = new TaskCompletionSource();
        var seen = new List<string>();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await go.Task.WaitAsync(stop);
            foreach (var letter in $"is {Value}, was canary-")
            {
                turn.Stream($"{letter}");
                seen.Add(gateway.Runtime.Live.Shown(turn.Id));
            }

            return ScriptedDriver.Completed($"is {Value}, was canary-");
        });
        var sent = await gateway.SendAsync("go");
        var text = "";
        await foreach (var news in gateway.Runtime.Threads.FollowAsync(sent.ThreadId, tellsStanding: true, Gateway.Stop))
        {
            go.TrySetResult();
            if (news.Kind == "delta") text += news.Text;
            if (news.Kind == "ended") break;
        }

        Assert.Equal("is [redacted], was canary-", text);
        Assert.All(seen, shown => Assert.StartsWith(shown, "is [redacted], was canary-", StringComparison.Ordinal));
    }
}
