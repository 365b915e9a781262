using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Gateways.Tests.Core;

/// <summary>Live text that is a message, which the answer finishes.</summary>
public sealed class LiveTextTests
{
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TestPlatform _chat = new();

    public LiveTextTests() => _chat.ShowingLive = _ =>
    {
        _shown.TrySetResult();
        return Task.CompletedTask;
    };

    [Fact]
    public async Task The_answer_names_the_live_text_that_it_finishes_and_nothing_is_left_in_doubt()
    {
        await using var gateway = await StartAsync(async (_, stop) =>
        {
            await _shown.Task.WaitAsync(stop);
            return ScriptedDriver.Completed("Hello there");
        });

        await _chat.SaysAsync("hello");

        var answer = await _chat.NextAsync();
        Assert.Equal("Hello there", answer.Text);
        var finished = answer.Message.Live!;
        Assert.Equal(TestPlatform.LiveIdOf(finished.Key), finished.MessageId);
        Assert.Null(finished.Mark);
        await SettledAsync(gateway);
        Assert.Empty(_chat.EndedLive);
    }

    [Fact]
    public async Task Live_text_that_may_or_may_not_be_there_makes_the_answer_a_possible_duplicate()
    {
        _chat.ShowingLive = _ =>
        {
            _shown.TrySetResult();
            throw new ChatException(ChatFaultKind.InDoubt, "The answer was lost.");
        };
        await using var gateway = await StartAsync(async (_, stop) =>
        {
            await _shown.Task.WaitAsync(stop);
            return ScriptedDriver.Completed("Hello there");
        });

        await _chat.SaysAsync("hello");

        Assert.Equal("Hello there\n\n(may be a duplicate)", (await _chat.NextAsync()).Text);
        await SettledAsync(gateway);
    }

    [Fact]
    public async Task Live_text_of_a_process_that_ended_is_finished_by_the_answer()
    {
        await using var gateway = await StartAsync(NeverAsync);
        await _chat.SaysAsync("hello");
        await ShownAsync(gateway);

        await gateway.StopAsync();
        _chat.ShowingLive = _ => throw new InvalidOperationException("A second live text was begun.");
        gateway.Driver.Script("svarog", (turn, _) =>
        {
            turn.Stream("Hello");
            return Task.FromResult(ScriptedDriver.Completed("Hello there"));
        });
        await gateway.StartAgainAsync();

        var answer = await _chat.NextAsync();
        Assert.Equal("Hello there", answer.Text);
        var finished = answer.Message.Live!;
        Assert.Equal((TestPlatform.LiveIdOf(finished.Key), null), (finished.MessageId, finished.Mark));
        await SettledAsync(gateway);
    }

    [Fact]
    public async Task Live_text_whose_message_a_crash_hid_makes_the_answer_a_possible_duplicate()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _chat.ShowingLive = _ =>
        {
            _shown.TrySetResult();
            return held.Task;
        };
        await using var gateway = await StartAsync(NeverAsync);
        await _chat.SaysAsync("hello");
        await _shown.Task.WaitAsync(Limits.Soon());

        var stopped = gateway.StopAsync();
        held.SetCanceled(Gateway.Stop);
        await stopped;
        gateway.Driver.Answer("svarog", _ => "Hello there");
        await gateway.StartAgainAsync();

        Assert.Equal("Hello there\n\n(may be a duplicate)", (await _chat.NextAsync()).Text);
        await SettledAsync(gateway);
    }

    [Fact]
    public async Task Live_text_of_a_process_that_ended_is_ended_when_its_turn_ends_without_an_answer()
    {
        await using var gateway = await StartAsync(NeverAsync);
        await _chat.SaysAsync("hello");
        await ShownAsync(gateway);

        await gateway.StopAsync();
        gateway.Driver.Script("svarog", (_, _) => Task.FromResult<TurnResult>(
            new TurnResult.Failed(new("broken", "It broke.", null), TokenUsage.None)));
        await gateway.StartAgainAsync();

        await Eventually.TrueAsync(() => !_chat.EndedLive.IsEmpty, "the live text is ended");
        var ended = Assert.Single(_chat.EndedLive);
        Assert.Equal(TestPlatform.LiveIdOf(ended.Key), ended.MessageId);
        await SettledAsync(gateway);
    }

    [Fact]
    public async Task Live_text_of_a_thread_that_the_conversation_leaves_is_ended()
    {
        await using var gateway = await StartAsync(NeverAsync);
        await _chat.SaysAsync("hello");
        await ShownAsync(gateway);

        await _chat.SaysAsync("/new");

        await Eventually.TrueAsync(() => !_chat.EndedLive.IsEmpty, "the live text is ended");
        await SettledAsync(gateway);
    }

    [Fact]
    public async Task In_a_group_live_text_is_shown_to_the_person_whose_message_is_answered()
    {
        _chat.Groups.Add("G");
        var seen = new TaskCompletionSource<LiveText>(TaskCreationOptions.RunContinuationsAsynchronously);
        _chat.ShowingLive = text =>
        {
            seen.TrySetResult(text);
            _shown.TrySetResult();
            return Task.CompletedTask;
        };
        await using var gateway = await StartAsync(async (_, stop) =>
        {
            await _shown.Task.WaitAsync(stop);
            return ScriptedDriver.Completed("Hello there");
        });
        var said = _chat.Message(_chat.Group("G", "7"), isDirect: false, "hello", "1", "Alice");

        await _chat.SaysAsync(said with
        {
            Addressing = Addressing.Mention, Author = said.Author with { Team = "T7" },
        });

        Assert.Equal("Hello there", (await _chat.NextAsync()).Text);
        Assert.Equal(said.Author with { Team = "T7" }, (await seen.Task).Asker);
        await SettledAsync(gateway);
    }

    [Fact]
    public async Task In_a_group_no_live_text_is_shown_of_an_answer_to_someone_elsewhere()
    {
        _chat.Groups.Add("G");
        await using var gateway = await ChatGateway.StartAsync(_chat);
        var group = _chat.Group("G", "7");
        await _chat.SaysInAsync(group, "hello", Addressing.Mention);
        Assert.Equal("svarog heard: hello", (await _chat.NextAsync()).Text);
        var thread = (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads.Single().Id;
        _chat.ShowingLive = _ => throw new InvalidOperationException("Live text was shown.");
        gateway.Driver.Script("svarog", (turn, _) =>
        {
            turn.Stream("Hello");
            return Task.FromResult(ScriptedDriver.Completed("Hello there"));
        });

        await gateway.AskAsync("from the desk", thread);

        var answer = await _chat.NextAsync(sent => sent.Text.StartsWith("Hello", StringComparison.Ordinal));
        Assert.Equal("Hello there", answer.Text);
        await SettledAsync(gateway);
    }

    [Fact]
    public async Task Live_text_of_a_turn_that_ends_without_an_answer_is_ended()
    {
        await using var gateway = await StartAsync(async (turn, stop) =>
        {
            await _shown.Task.WaitAsync(stop);
            turn.Restream("");
            return new TurnResult.Failed(new("broken", "It broke.", null), TokenUsage.None);
        });

        await _chat.SaysAsync("hello");

        await Eventually.TrueAsync(() => !_chat.EndedLive.IsEmpty, "the live text is ended");
        await SettledAsync(gateway);
    }

    /// <summary>A gateway whose agent writes a piece of its answer and then goes on.</summary>
    private async Task<Gateway> StartAsync(Func<ITurn, CancellationToken, Task<TurnResult>> goOn)
    {
        var gateway = await ChatGateway.StartAsync(_chat);
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            turn.Stream("Hello");
            return await goOn(turn, stop);
        });
        return gateway;
    }

    private static async Task<TurnResult> NeverAsync(ITurn turn, CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        return ScriptedDriver.Completed("never");
    }

    /// <summary>Waits until it is durable which message shows the live text.</summary>
    private static Task ShownAsync(Gateway gateway) => Eventually.TrueAsync(
        () => gateway.Runtime.Get<ConversationRegistry>().All.Any(
            pair => pair.Value.Sending.Exists(open => open is { MessageId: not null, Turn.IsText: true })),
        "the live text is recorded");

    private static Task SettledAsync(Gateway gateway) => Eventually.TrueAsync(
        () => gateway.Runtime.Get<ConversationRegistry>().All.All(pair => pair.Value.Sending.IsEmpty),
        "no sending is open");
}
