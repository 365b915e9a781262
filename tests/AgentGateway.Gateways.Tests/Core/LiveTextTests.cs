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
        Assert.NotNull(answer.Message.Live);
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
    public async Task Live_text_of_a_process_that_ended_makes_the_answer_a_possible_duplicate()
    {
        await using var gateway = await StartAsync(async (turn, stop) =>
        {
            await _shown.Task.WaitAsync(stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return ScriptedDriver.Completed("never");
        });
        await _chat.SaysAsync("hello");
        await _shown.Task.WaitAsync(Limits.Soon());

        await gateway.StopAsync();
        gateway.Driver.Answer("svarog", _ => "Hello there");
        await gateway.StartAgainAsync();

        Assert.Equal("Hello there\n\n(may be a duplicate)", (await _chat.NextAsync()).Text);
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

    private static Task SettledAsync(Gateway gateway) => Eventually.TrueAsync(
        () => gateway.Runtime.Get<ConversationRegistry>().All.All(pair => pair.Value.Sending.IsEmpty),
        "no sending is open");
}
