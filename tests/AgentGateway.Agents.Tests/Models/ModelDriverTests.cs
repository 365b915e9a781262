using AgentGateway.Agents.Models;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using Microsoft.Extensions.AI;
using static AgentGateway.Agents.Tests.Support.ScriptedChat;

namespace AgentGateway.Agents.Tests.Models;

public sealed class ModelDriverTests
{
    private readonly FakeClock _time = new();

    [Fact]
    public async Task An_answer_is_streamed_and_completes_the_turn_with_its_usage_and_cost()
    {
        var turn = new FakeTurn("Hello?");
        var chat = new ScriptedChat(Says("Hel", "lo."));
        var result = await RunAsync(
            ModelDrivers.Over(chat, _time, null, "test:prices:input=10", "test:prices:output=100"), turn);
        Assert.Equal(new TurnResult.Completed("Hello.", "scripted", new(100, 10, 0, 0.002m, 1)), result);
        Assert.Equal("Hello.", turn.Shown);
        Assert.Empty(turn.Log);
    }

    [Fact]
    public async Task Each_step_is_recorded_before_its_calls_are_made_in_order_and_the_results_go_back_to_the_model()
    {
        var turn = new FakeTurn("Find it.");
        var chat = new ScriptedChat(
            Calls("Looking.", Call(
                "c1", "thread_search", """{"query":"anvil"}"""), Call(
                    "c2", "thread_read", """{"thread_id":"thr_2"}""")),
            Says("Found."));
        var result = await RunAsync(ModelDrivers.Over(chat, _time), turn);
        Assert.Equal("Found.", Assert.IsType<TurnResult.Completed>(result).Text);
        Assert.Equal(
            ["step Looking. (thread_search, thread_read)", """call thread_search {"query":"anvil"}""",
                """call thread_read {"thread_id":"thr_2"}"""],
            turn.Log);
        Assert.Equal([new TokenUsage(100, 10, 0, 0, 1)], turn.Usages);
        var second = chat.Requests[1];
        Assert.Equal(
            [ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], second.Select(
                message => message.Role));
        Assert.Equal(
            ["c1", "c2"], second[3].Contents.OfType<FunctionResultContent>().Select(content => content.CallId));
        Assert.Equal("result of thread_search", second[3].Contents.OfType<FunctionResultContent>().First().Result);
    }

    [Fact]
    public async Task What_a_model_thought_before_its_calls_is_given_back_to_it_within_the_turn()
    {
        var thought = new TextReasoningContent("hm") { ProtectedData = "signature" };
        var chat = new ScriptedChat(
            Sends(new ChatResponseUpdate(
                ChatRole.Assistant,
                [
                    thought,
                    Call("c1", "thread_search", "{}"),
                ]), End(ChatFinishReason.ToolCalls)), Says("Done."));
        await RunAsync(ModelDrivers.Over(chat, _time), new FakeTurn("Think."));
        Assert.Same(thought, chat.Requests[1][2].Contents[0]);
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("[1]")]
    public async Task Arguments_that_are_no_object_reach_the_turn_as_they_are_and_the_model_as_something_it_can_read(string arguments)
    {
        var turn = new FakeTurn("Find it.")
        {
            Answer = call => new($"The arguments are not valid: {call.Arguments}", true),
        };
        var chat = new ScriptedChat(Calls("", Call("c1", "thread_search", arguments)), Says("I see."));
        var result = await RunAsync(ModelDrivers.Over(chat, _time), turn);
        Assert.IsType<TurnResult.Completed>(result);
        Assert.Contains($"call thread_search {arguments}", turn.Log);
        var shown = chat.Requests[1][2].Contents.OfType<FunctionCallContent>().Single();
        Assert.Equal(arguments, shown.Arguments!["invalid_arguments"]!.ToString());
    }

    [Fact]
    public async Task A_call_without_an_id_or_with_one_that_was_used_before_gets_one_of_its_own()
    {
        var ids = new List<string>();
        var turn = new FakeTurn("Find it.")
        {
            Answer = call =>
            {
                ids.Add(call.Id);
                return new("ok");
            },
        };
        var chat = new ScriptedChat(
            Calls("", Call("c", "thread_search", "{}"), Call("", "thread_search", "{}")),
            Calls("", Call("c", "thread_search", "{}"), Call("", "thread_search", "{}")),
            Says("Done."));
        await RunAsync(ModelDrivers.Over(chat, _time), turn);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9_-]+$", id));
    }

    [Fact]
    public async Task The_turn_fails_at_its_limit_of_steps()
    {
        var chat = new ScriptedChat(Calls("again", Call("c", "thread_search", "{}")));
        var turn = new FakeTurn("Go on forever.");
        var result = await RunAsync(ModelDrivers.Over(chat, _time, new() { StepsMax = 3 }), turn);
        var failure = Assert.IsType<TurnResult.Failed>(result).Failure;
        Assert.Equal("turn_limit_steps", failure.Code);
        Assert.Contains("Turns:StepsMax", failure.Hint);
        Assert.Equal(3, turn.Log.Count(entry => entry.StartsWith("step", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_turn_fails_at_its_limit_of_tokens()
    {
        var chat = new ScriptedChat(Calls("again", Call("c", "thread_search", "{}")));
        var result = await RunAsync(
            ModelDrivers.Over(chat, _time, new() { TokensMax = 250 }), new FakeTurn("Go on forever."));
        Assert.Equal("turn_limit_tokens", Assert.IsType<TurnResult.Failed>(result).Failure.Code);
        Assert.Equal(3, chat.Requests.Count);
    }

    [Fact]
    public async Task The_turn_fails_at_its_limit_of_time_and_keeps_what_was_streamed()
    {
        var streamed = new TaskCompletionSource();
        var turn = new FakeTurn("Be slow.") { Streamed = () => streamed.TrySetResult() };
        var chat = new ScriptedChat();
        chat = new(chat.Hangs("Once upon"));
        var run = RunAsync(ModelDrivers.Over(chat, _time, new() { SecondsMax = 10, IdleSecondsMax = 60 }), turn);
        await streamed.Task.WaitAsync(Limits.Signal);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("turn_limit_time", Assert.IsType<TurnResult.Failed>(await run).Failure.Code);
        Assert.Equal("Once upon", turn.StreamedText);
    }

    [Fact]
    public async Task Cancelling_ends_the_turn_although_the_stream_says_nothing_and_tells_the_stream_to_stop()
    {
        var streamed = new TaskCompletionSource();
        var turn = new FakeTurn("Be slow.") { Streamed = () => streamed.TrySetResult() };
        ScriptedChat? chat = null;
        chat = new(token => chat!.Hangs("Once upon")(token));
        using var cancel = new CancellationTokenSource();
        var run = ModelDrivers.Over(chat, _time).RunAsync(turn, cancel.Token);
        await streamed.Task.WaitAsync(Limits.Signal);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Limits.Signal));
        await chat.Stopped.Task.WaitAsync(Limits.Signal);
        Assert.Equal("Once upon", turn.StreamedText);
    }

    [Theory]
    [InlineData(TurnKind.Advice)]
    [InlineData(TurnKind.Contribution)]
    [InlineData(TurnKind.Revision)]
    public async Task An_agent_that_may_decline_does_so_with_a_word_that_is_not_shown(TurnKind kind)
    {
        var turn = new FakeTurn("Anything to add?", kind);
        var result = await RunAsync(ModelDrivers.Over(new ScriptedChat(Says("DEC", "LINE", ".")), _time), turn);
        Assert.Equal("", Assert.IsType<TurnResult.Completed>(result).Text);
        Assert.Equal("", turn.Shown);
    }

    [Fact]
    public async Task A_contribution_that_only_begins_like_declining_is_shown_whole()
    {
        var turn = new FakeTurn("Anything to add?", TurnKind.Contribution);
        var result = await RunAsync(
            ModelDrivers.Over(new ScriptedChat(Says("De", "clining", " sales are the point.")), _time), turn);
        Assert.Equal("Declining sales are the point.", Assert.IsType<TurnResult.Completed>(result).Text);
        Assert.Equal("Declining sales are the point.", turn.Shown);
    }

    [Fact]
    public async Task An_answer_that_was_cut_at_the_output_limit_says_so()
    {
        var chat = new ScriptedChat(
            Sends(new ChatResponseUpdate(ChatRole.Assistant, "And then"), End(ChatFinishReason.Length)));
        var result = await RunAsync(ModelDrivers.Over(chat, _time), new FakeTurn("Tell all."));
        Assert.Equal(
            "And then\n\n[The answer was cut off at the limit Turns:OutputTokensMax.]",
            Assert.IsType<TurnResult.Completed>(result).Text);
    }

    [Fact]
    public async Task A_server_that_does_not_keep_to_the_output_limit_is_not_read_to_the_end()
    {
        var chat = new ScriptedChat(Says([.. Enumerable.Repeat(new string('x', 1_000), 100)]));
        var result = await RunAsync(
            ModelDrivers.Over(chat, _time, new() { OutputTokensMax = 256, RetriesMax = 0 }),
            new FakeTurn("Go on forever."));
        Assert.Equal("model_garbage", Assert.IsType<TurnResult.Failed>(result).Failure.Code);
    }

    [Fact]
    public async Task A_small_window_leaves_room_for_the_answer()
    {
        var turn = new FakeTurn("Hello?");
        var chat = new ScriptedChat(Says("Hi."));
        await RunAsync(ModelDrivers.Over(chat, _time, null, "test:window_tokens=8000"), turn);
        Assert.Equal(6000, turn.WindowTokens);
        Assert.Equal(2000, chat.Options[0]!.MaxOutputTokens);
    }

    [Fact]
    public async Task Without_a_provider_the_turn_fails_and_says_how_to_configure_one()
    {
        var driver = ModelDrivers.At(_time, new());
        var failure = Assert.IsType<TurnResult.Failed>(await RunAsync(driver, new FakeTurn("Hello?"))).Failure;
        Assert.Equal("model_not_configured", failure.Code);
        Assert.Contains("ANTHROPIC_API_KEY", failure.Hint);
        Assert.False(driver.Status(new(new("a"), "A", [])).Available);
    }

    [Fact]
    public void Its_status_names_the_model_that_would_answer()
    {
        var driver = ModelDrivers.Over(new ScriptedChat(), _time);
        Assert.Equal("test/scripted", driver.Status(new AgentDefinition(new("a"), "A", [])).Model);
        Assert.Equal("test/other", driver.Status(new AgentDefinition(new("a"), "A", [], Model: "test/other")).Model);
    }

    internal static async Task<TurnResult> RunAsync(ModelDriver driver, FakeTurn turn) =>
        await driver.RunAsync(turn, TestContext.Current.CancellationToken).WaitAsync(Limits.Signal);
}
