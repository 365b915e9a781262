using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Tools;

namespace AgentGateway.Gateways.Tests.Core;

public sealed class ChatFaultTests
{
    [Fact]
    public async Task What_was_not_sent_is_sent_once_when_the_platform_takes_it_again()
    {
        var failures = 2;
        var chat = new TestPlatform
        {
            Sending = (_, _) => Interlocked.Decrement(ref failures) >= 0
                ? throw new ChatException(ChatFaultKind.RateLimited, "Too fast.") { RetryAfter = TimeSpan.Zero }
                : Task.CompletedTask,
        };
        await using var gateway = await ChatGateway.StartAsync(chat);

        await chat.SaysAsync("hello");

        Assert.Equal("svarog heard: hello", (await chat.NextAsync()).Text);
        Assert.Single(chat.All);
    }

    [Fact]
    public async Task A_sending_in_doubt_is_repeated_with_the_words_that_it_may_be_a_duplicate()
    {
        var lost = 1;
        var chat = new TestPlatform
        {
            Sent = _ => Interlocked.Decrement(ref lost) >= 0
                ? throw new ChatException(ChatFaultKind.InDoubt, "The answer was lost.") { RetryAfter = TimeSpan.Zero }
                : Task.CompletedTask,
        };
        await using var gateway = await ChatGateway.StartAsync(chat);

        await chat.SaysAsync("hello");

        Assert.Equal("svarog heard: hello", (await chat.NextAsync()).Text);
        Assert.Contains("may be a duplicate", (await chat.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_knows_repetitions_is_sent_the_same_key_and_shows_the_message_once()
    {
        var lost = 1;
        var chat = new TestPlatform
        {
            RepeatsOnce = true,
            Sent = _ => Interlocked.Decrement(ref lost) >= 0
                ? throw new ChatException(ChatFaultKind.InDoubt, "The answer was lost.") { RetryAfter = TimeSpan.Zero }
                : Task.CompletedTask,
        };
        await using var gateway = await ChatGateway.StartAsync(chat);

        await chat.SaysAsync("hello");
        await chat.SaysAsync("more");

        Assert.Equal("svarog heard: hello", (await chat.NextAsync()).Text);
        Assert.Equal("svarog heard: more", (await chat.NextAsync()).Text);
    }

    [Fact]
    public async Task An_answer_that_came_while_the_platform_was_away_is_sent_when_it_is_back_after_a_restart()
    {
        var away = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var chat = new TestPlatform
        {
            Sending = (_, _) =>
            {
                attempted.TrySetResult();
                return away.Task;
            },
        };
        await using var gateway = await ChatGateway.StartAsync(chat);
        await chat.SaysAsync("hello");
        await attempted.Task.WaitAsync(Limits.Soon());

        var stopping = gateway.StopAsync();
        away.SetException(new ChatException(ChatFaultKind.Unavailable, "It is away."));
        await stopping;
        chat.Sending = (_, _) => Task.CompletedTask;
        await gateway.StartAgainAsync();

        Assert.StartsWith("svarog heard: hello", (await chat.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_token_stops_that_platform_alone()
    {
        var bad = new TestPlatform
        {
            Name = "bad",
            Connecting = () => throw new ChatException(ChatFaultKind.BadToken, "The token is wrong.") { Hint = "Give it anew." },
        };
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(bad, chat);

        await chat.SaysAsync("hello");

        await chat.NextAsync();
        await Eventually.TrueAsync(() => Standing(gateway, "bad").State == "stopped");
        Assert.Equal("The token is wrong.", Standing(gateway, "bad").Reason);
        Assert.Equal("connected", Standing(gateway, "test").State);
    }

    [Fact]
    public async Task A_long_answer_is_split_and_a_very_long_one_comes_as_a_file()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        gateway.Driver.Answer("svarog", turn => turn.Triggers[^1].Text == "long"
            ? string.Join("\n\n", Enumerable.Repeat(new string('a', 200), 5))
            : new string('b', 5_000));

        await chat.SaysAsync("long");
        var parts = new[] { await chat.NextAsync(), await chat.NextAsync(), await chat.NextAsync() };
        await chat.SaysAsync("very long");
        var cut = await chat.NextAsync();

        Assert.All(parts, part => Assert.True(part.Text.Length <= 500));
        Assert.Equal(5_000, cut.Message.File!.Content.Length);
    }

    [Fact]
    public async Task A_conversation_that_is_gone_is_told_and_holds_up_nothing()
    {
        var chat = new TestPlatform { People = { "2" } };
        chat.Sending = (address, _) => address.Chat == "1"
            ? throw new ChatException(ChatFaultKind.Closed, "The person blocked the bot.")
            : Task.CompletedTask;
        await using var gateway = await ChatGateway.StartAsync(chat);

        await chat.SaysAsync("hello");
        await chat.SaysAsync("hello", "2", "Bob");

        Assert.Equal(chat.Direct("2"), (await chat.NextAsync()).Address);
        await Eventually.TrueAsync(() => gateway.Runtime.Get<GatewayReport>().Bindings().Bindings.Any(
            binding => binding.Closed == "The person blocked the bot."));
    }

    private static GatewayView Standing(Gateway gateway, string name) =>
        gateway.Runtime.Get<GatewayReport>().List().Gateways.Single(one => one.Name == name);
}
