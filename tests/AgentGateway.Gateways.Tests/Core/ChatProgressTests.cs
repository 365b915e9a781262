using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Gateways.Tests.Core;

/// <summary>One message shows the calls of a turn while it goes on.</summary>
public sealed class ChatProgressTests
{
    private const string Whole = "_Worked:_\n✓ `look`\n✓ `look`";

    private readonly TestPlatform _chat = new() { ProgressPause = TimeSpan.Zero };
    private readonly CountedTool _tool = new();
    private bool _isBroken;

    [Fact]
    public async Task The_calls_of_a_turn_are_one_quiet_message_that_is_edited_and_the_answer_is_a_new_one()
    {
        await using var gateway = await StartAsync();
        var release = new SemaphoreSlim(0);
        _tool.Doing = release.WaitAsync;
        await _chat.SaysAsync("look twice");

        var progress = await _chat.NextAsync();
        Assert.Equal(("_Working:_\n… `look`", true), (progress.Text, progress.Message.IsQuiet));
        release.Release();
        await EditedAsync(progress.Id, "_Working:_\n✓ `look`\n… `look`");
        release.Release();

        var answer = await _chat.NextAsync();
        Assert.Equal("done", answer.Text);
        Assert.NotEqual(progress.Id, answer.Id);
        await EditedAsync(progress.Id, Whole);
    }

    [Fact]
    public async Task At_the_first_sign_of_a_limit_nothing_more_is_shown_until_the_turn_has_ended()
    {
        var (edits, refused) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _chat.Editing = message =>
        {
            if (!message.Markdown.StartsWith("_Working", StringComparison.Ordinal)) return Task.CompletedTask;
            Interlocked.Increment(ref edits);
            refused.TrySetResult();
            throw new ChatException(ChatFaultKind.RateLimited, "Too many requests.") { RetryAfter = TimeSpan.Zero };
        };
        await using var gateway = await StartAsync();
        var (shown, calls) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        _tool.Doing = stop => (Interlocked.Increment(ref calls) == 1 ? shown : refused).Task.WaitAsync(stop);
        await _chat.SaysAsync("look twice");

        var progress = await _chat.NextAsync();
        shown.SetResult();

        Assert.Equal("done", (await _chat.NextAsync()).Text);
        var (id, last) = await _chat.NextEditAsync();
        Assert.Equal((progress.Id, Whole, 1), (id, last.Markdown, edits));
    }

    [Fact]
    public async Task A_turn_that_goes_on_after_a_restart_is_shown_by_the_same_message_to_its_end()
    {
        await using var gateway = await StartAsync();
        var release = HoldFirstCall();
        await _chat.SaysAsync("look once");
        var progress = await _chat.NextAsync();
        await RecordedAsync(gateway);

        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await EditedAsync(progress.Id, "_Working:_\n… `look`");
        release.SetResult();

        Assert.Equal("done", (await _chat.NextAsync()).Text);
        await EditedAsync(progress.Id, "_Worked:_\n✓ `look`");
        await SettledAsync(gateway);
    }

    [Fact]
    public async Task The_message_of_a_turn_that_a_restart_ended_is_edited_to_its_end()
    {
        await using var gateway = await StartAsync();
        HoldFirstCall();
        await _chat.SaysAsync("look once");
        var progress = await _chat.NextAsync();
        await RecordedAsync(gateway);

        await gateway.StopAsync();
        _tool.Doing = _ => Task.CompletedTask;
        _isBroken = true;
        await gateway.StartAgainAsync();

        while (true)
        {
            var (edited, message) = await _chat.NextEditAsync();
            Assert.Equal(progress.Id, edited);
            if (message.Markdown.StartsWith("_Failed:_", StringComparison.Ordinal)) break;
        }

        await SettledAsync(gateway);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_whose_arrival_a_restart_hid_is_found_again_where_a_repetition_is_sent_once(bool isOnce)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _chat.RepeatsOnce = isOnce;
        _chat.Sent = _ =>
        {
            arrived.TrySetResult();
            return held.Task;
        };
        await using var gateway = await StartAsync();
        var release = HoldFirstCall();
        await _chat.SaysAsync("look once");
        var progress = await _chat.NextAsync();
        await arrived.Task.WaitAsync(Limits.Signal, Gateway.Stop);

        var stopped = gateway.StopAsync();
        held.SetCanceled(Gateway.Stop);
        await stopped;
        _chat.Sent = _ => Task.CompletedTask;
        await gateway.StartAgainAsync();
        release.SetResult();

        Assert.Equal("done", (await _chat.NextAsync()).Text);
        if (isOnce) await EditedAsync(progress.Id, "_Worked:_\n✓ `look`");
        await SettledAsync(gateway);
        Assert.Equal(2, _chat.All.Count);
    }

    [Fact]
    public async Task A_conversation_that_goes_on_with_another_thread_says_so_in_the_message()
    {
        await using var gateway = await StartAsync();
        var release = HoldFirstCall();
        await _chat.SaysAsync("look once");
        var progress = await _chat.NextAsync();

        await _chat.SaysAsync("/new");

        await EditedAsync(progress.Id, "_Goes on elsewhere:_\n… `look`");
        await SettledAsync(gateway);
        release.TrySetResult();
    }

    [Fact]
    public async Task A_turn_that_makes_no_call_has_no_such_message()
    {
        await using var gateway = await StartAsync();
        await _chat.SaysAsync("hello");
        Assert.Equal("heard", (await _chat.NextAsync()).Text);
        await _chat.SaysAsync("again");
        Assert.Equal("heard", (await _chat.NextAsync()).Text);
    }

    /// <summary>The first call never ends, and a second one ends when it is released.</summary>
    private TaskCompletionSource HoldFirstCall()
    {
        var (release, calls) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        _tool.Doing = stop => Interlocked.Increment(ref calls) == 1
            ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop)
            : release.Task.WaitAsync(stop);
        return release;
    }

    /// <summary>Waits until it is durable which message shows the calls.</summary>
    private static Task RecordedAsync(Gateway gateway) => Eventually.TrueAsync(
        () => gateway.Runtime.Get<ConversationRegistry>().All.Any(
            pair => pair.Value.Sending.Exists(open => open is { MessageId: not null, Turn.IsText: false })),
        "the message is recorded");

    private static Task SettledAsync(Gateway gateway) => Eventually.TrueAsync(
        () => gateway.Runtime.Get<ConversationRegistry>().All.All(pair => pair.Value.Sending.IsEmpty),
        "no sending is open");

    private async Task EditedAsync(string id, string text)
    {
        while (true)
        {
            var (edited, message) = await _chat.NextEditAsync();
            Assert.Equal(id, edited);
            if (message.Markdown == text) return;
        }
    }

    private Task<Gateway> StartAsync() => Gateway.StartWithAsync(ChatGateway.Setup(_chat.Module) with
    {
        Prepare = gateway =>
        {
            gateway.Runtime.Tools.Publish("test", [_tool.Tool("look", RiskClass.R0, repeatable: true)]);
            gateway.Driver.Script("svarog", async (turn, stop) =>
            {
                if (_isBroken) return new TurnResult.Failed(new("broken", "It broke.", null), TokenUsage.None);
                var wanted = turn.Triggers[^1].Text switch { "look once" => 1, "look twice" => 2, _ => 0 };
                if (wanted == 0) return ScriptedDriver.Completed("heard");
                // After a restart the daemon has made the call that had begun.
                var made = (await turn.OwnMessagesAsync(stop)).Count(message => message.ToolCalls is not null);
                for (var call = made + 1; call <= wanted; call++)
                {
                    IReadOnlyList<ToolCall> calls = [new($"c{call}", "look", "{}")];
                    await turn.RecordStepAsync("", calls, "script", TokenUsage.None, stop);
                    await turn.CallToolsAsync(calls, stop);
                }

                return ScriptedDriver.Completed("done");
            });
        },
    });
}
