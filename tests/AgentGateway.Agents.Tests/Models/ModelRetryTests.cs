using System.Net;
using AgentGateway.Agents.Models;
using AgentGateway.Agents.Providers;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Usage;
using Microsoft.Extensions.AI;
using static AgentGateway.Agents.Tests.Support.ScriptedChat;

namespace AgentGateway.Agents.Tests.Models;

public sealed class ModelRetryTests
{
    /// <summary>
    /// Waits of up to half a minute are over at once; idle time-outs and the turn's limit are longer.
    /// </summary>
    private readonly FakeClock _time = new(TimeSpan.FromSeconds(30));

    [Fact]
    public async Task A_fault_is_tried_again_with_waits_that_grow()
    {
        var chat = new ScriptedChat(Fails(Fault(500)), Fails(Fault(503)), Fails(Fault(529)), Says("At last."));
        Assert.Equal("At last.", Assert.IsType<TurnResult.Completed>(await RunAsync(chat)).Text);
        Assert.Equal(3, _time.Skipped.Count);
        Assert.InRange(_time.Skipped[0].TotalSeconds, 0.5, 1);
        Assert.InRange(_time.Skipped[1].TotalSeconds, 1, 2);
        Assert.InRange(_time.Skipped[2].TotalSeconds, 2, 4);
    }

    [Fact]
    public async Task Followers_hear_of_each_attempt_and_why()
    {
        var turn = new FakeTurn("Tell.");
        var chat = new ScriptedChat(Fails(Fault(500)), Fails(Fault(429, 17)), Says("At last."));
        Assert.IsType<TurnResult.Completed>(await RunAsync(chat, turn: turn));
        Assert.Equal(["1 of 4", "2 of 4"], turn.Retries.Select(retry => retry.Split(':')[0]));
        Assert.Contains("HTTP 429", turn.Retries[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_provider_asks_to_wait_is_waited()
    {
        var chat = new ScriptedChat(Fails(Fault(429, 17)), Says("Now."));
        Assert.IsType<TurnResult.Completed>(await RunAsync(chat));
        Assert.Equal([TimeSpan.FromSeconds(17)], _time.Skipped);
    }

    [Fact]
    public async Task A_provider_that_asks_for_more_than_is_allowed_fails_the_turn_at_once()
    {
        var chat = new ScriptedChat(Fails(Fault(429, 31)), Says("Never."));
        Assert.Equal("model_rate_limited", Assert.IsType<TurnResult.Failed>(await RunAsync(chat)).Failure.Code);
        Assert.Single(chat.Requests);
    }

    [Theory]
    [InlineData(400, "model_bad_request")]
    [InlineData(401, "model_auth")]
    [InlineData(403, "model_auth")]
    [InlineData(404, "model_not_found")]
    public async Task What_will_not_get_better_is_not_tried_again(int status, string code)
    {
        var chat = new ScriptedChat(Fails(Fault(status)), Says("Never."));
        var failure = Assert.IsType<TurnResult.Failed>(await RunAsync(chat)).Failure;
        Assert.Equal(code, failure.Code);
        Assert.NotNull(failure.Hint);
        Assert.Single(chat.Requests);
    }

    [Fact]
    public async Task After_so_many_attempts_the_turn_fails_with_what_the_last_one_said()
    {
        var chat = new ScriptedChat(Fails(Fault(500)));
        var result = await RunAsync(chat, new() { RetriesMax = 2 });
        Assert.Equal("model_unreachable", Assert.IsType<TurnResult.Failed>(result).Failure.Code);
        Assert.Equal(3, chat.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_breaks_starts_over_and_its_text_is_replaced()
    {
        var turn = new FakeTurn("Tell.");
        var chat = new ScriptedChat(Fails(new IOException("reset"), "Once ", "upon"), Says("Once upon a time."));
        Assert.Equal("Once upon a time.", Assert.IsType<TurnResult.Completed>(await RunAsync(chat, turn: turn)).Text);
        Assert.Equal(["restream "], turn.Log);
        Assert.Equal("Once upon a time.", turn.StreamedText);
    }

    [Fact]
    public async Task When_every_attempt_breaks_off_the_longest_text_is_kept()
    {
        var turn = new FakeTurn("Tell.");
        var chat = new ScriptedChat(
            Fails(new IOException("reset"), "Once upon a time"), Fails(new IOException("reset"), "Once"));
        Assert.IsType<TurnResult.Failed>(await RunAsync(chat, new() { RetriesMax = 1 }, turn));
        Assert.Equal("Once upon a time", turn.StreamedText);
    }

    [Fact]
    public async Task A_stream_that_ends_without_an_end_is_garbage()
    {
        var chat = new ScriptedChat(Sends(new ChatResponseUpdate(ChatRole.Assistant, "Half of")));
        Assert.Equal("model_garbage", Assert.IsType<TurnResult.Failed>(await RunAsync(chat)).Failure.Code);
    }

    [Fact]
    public async Task An_empty_answer_is_tried_again()
    {
        var chat = new ScriptedChat(Sends(End(ChatFinishReason.Stop)), Says("Here I am."));
        Assert.Equal("Here I am.", Assert.IsType<TurnResult.Completed>(await RunAsync(chat)).Text);
    }

    [Fact]
    public async Task A_refusal_without_words_fails_as_one()
    {
        var chat = new ScriptedChat(Sends(End(ChatFinishReason.ContentFilter)));
        Assert.Equal("model_refused", Assert.IsType<TurnResult.Failed>(await RunAsync(chat)).Failure.Code);
        Assert.Single(chat.Requests);
    }

    [Fact]
    public async Task Silence_in_the_middle_of_an_answer_is_given_up_and_tried_again()
    {
        var streamed = new TaskCompletionSource();
        var turn = new FakeTurn("Tell.") { Streamed = () => streamed.TrySetResult() };
        ScriptedChat? chat = null;
        chat = new(token => chat!.Hangs("Once")(token), Says("Once upon a time."));
        var run = RunAsync(chat, turn: turn);
        await streamed.Task.WaitAsync(Limits.Signal);
        await _time.ArmedAsync(TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("Once upon a time.", Assert.IsType<TurnResult.Completed>(await run).Text);
        await chat.Stopped.Task.WaitAsync(Limits.Signal);
    }

    [Fact]
    public async Task Thoughts_that_the_provider_no_longer_accepts_are_left_out()
    {
        var thought = new TextReasoningContent("hm") { ProtectedData = "signature" };
        var chat = new ScriptedChat(
            Sends(new ChatResponseUpdate(
                ChatRole.Assistant, [thought, Call("c1", "thread_search", "{}")]), End(ChatFinishReason.ToolCalls)),
            Fails(Fault(400)),
            Says("Done."));
        Assert.IsType<TurnResult.Completed>(await RunAsync(chat));
        Assert.DoesNotContain(chat.Requests[2][2].Contents, content => content is TextReasoningContent);
    }

    [Fact]
    public async Task A_spent_budget_fails_the_turn_before_the_model_is_asked()
    {
        var budget = new SpendingBudget(new() { TokensPerDay = 1_000 }, _time);
        budget.Count(new(1_000, 0));
        var chat = new ScriptedChat(Says("Never."));
        var driver = ModelDrivers.Over(chat, _time, null, budget);
        var result = await driver.RunAsync(new FakeTurn("Tell."), TestContext.Current.CancellationToken);
        Assert.Equal("budget_spent", Assert.IsType<TurnResult.Failed>(result).Failure.Code);
        Assert.Empty(chat.Requests);
    }

    private static ModelException Fault(int status, double? retryAfter = null) => ModelFailures.OfStatus(
        "test", (HttpStatusCode)status, "said so", retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    private Task<TurnResult> RunAsync(ScriptedChat chat, TurnLimits? limits = null, FakeTurn? turn = null) =>
        ModelDriverTests.RunAsync(ModelDrivers.Over(chat, _time, limits), turn ?? new FakeTurn("Hello?"));
}
