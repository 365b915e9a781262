using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Telegram;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>How fast the bot writes.</summary>
public sealed class TelegramPaceTests
{
    private readonly FakeClock _clock = new(skipUpTo: TimeSpan.FromSeconds(5));

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_is_written_to_once_a_second()
    {
        var pace = new TelegramPace(_clock);
        await pace.WaitAsync("42", Ending);
        Assert.False(pace.IsFree("42"));
        await pace.WaitAsync("43", Ending);
        Assert.Empty(_clock.Skipped);

        await pace.WaitAsync("42", Ending);

        Assert.Equal([TimeSpan.FromSeconds(1)], _clock.Skipped);
    }

    [Fact]
    public async Task A_group_is_written_to_twenty_times_a_minute()
    {
        var pace = new TelegramPace(_clock);
        for (var count = 0; count < 20; count++) await pace.WaitAsync("-1", Ending);

        var fault = await Assert.ThrowsAsync<ChatException>(() => pace.WaitAsync("-1", Ending));

        Assert.Equal((ChatFaultKind.RateLimited, TimeSpan.FromSeconds(41)), (fault.Kind, fault.RetryAfter));
        _clock.Advance(TimeSpan.FromSeconds(41));
        await pace.WaitAsync("-1", Ending);
    }

    [Fact]
    public async Task All_chats_together_are_written_to_thirty_times_a_second()
    {
        var pace = new TelegramPace(_clock);
        for (var chat = 1; chat <= 30; chat++) await pace.WaitAsync($"{chat}", Ending);
        Assert.Empty(_clock.Skipped);

        await pace.WaitAsync("31", Ending);

        Assert.Equal([TimeSpan.FromSeconds(1)], _clock.Skipped);
    }

    [Fact]
    public async Task A_chat_that_has_to_rest_is_not_waited_for()
    {
        var pace = new TelegramPace(_clock);
        pace.Rest("42", TimeSpan.FromSeconds(60));
        var fault = await Assert.ThrowsAsync<ChatException>(() => pace.WaitAsync("42", Ending));
        Assert.Equal(TimeSpan.FromSeconds(60), fault.RetryAfter);
    }
}
