using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>Limits and failures of the web API.</summary>
public sealed class DiscordLimitTests
{
    private static readonly ChatAddress General = DiscordBot.Address(DiscordWorld.General);
    private static readonly ChatAddress Announcements = DiscordBot.Address(DiscordWorld.Announcements);

    private static CancellationToken Soon => Limits.Soon();

    [Theory]
    [InlineData("""{"retry_after":64.57,"global":false}""", 64.57)]
    [InlineData("{}", 1)]
    [InlineData("<html>", 1)]
    public async Task A_limit_is_told_and_nothing_more_is_sent_to_that_bucket(string body, double seconds)
    {
        await using var server = await DiscordServer.StartAsync();
        var clock = new FakeClock();
        await using var connection = Connect(server, clock);
        server.Faults.Add("POST channels messages", new(429, body));

        var limited = await RefusedAsync(() => connection.SendAsync(General, new("one"), Soon));
        Assert.Equal((ChatFaultKind.RateLimited, TimeSpan.FromSeconds(seconds)), (limited.Kind, limited.RetryAfter));

        await connection.SendAsync(Announcements, new("elsewhere"), Soon);
        Assert.Equal("elsewhere", (await server.NextSentAsync()).Content);
        if (seconds > 5)
            Assert.Equal(
                ChatFaultKind.RateLimited,
                (await RefusedAsync(() => connection.SendAsync(General, new("two"), Soon))).Kind);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await connection.SendAsync(General, new("two"), Soon);
        Assert.Equal("two", (await server.NextSentAsync()).Content);
    }

    [Fact]
    public async Task A_limit_without_a_body_takes_the_time_of_its_header()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var connection = Connect(server, new FakeClock());
        server.Faults.Add(
            "POST channels messages", new(429, "", new Dictionary<string, string> { ["Retry-After"] = "7" }));

        var limited = await RefusedAsync(() => connection.SendAsync(General, new("one"), Soon));

        Assert.Equal(TimeSpan.FromSeconds(7), limited.RetryAfter);
    }

    [Fact]
    public async Task A_global_limit_stops_every_call()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var connection = Connect(server, new FakeClock());
        server.Faults.Add("POST channels typing", new(429, """{"retry_after":30,"global":true}"""));

        await RefusedAsync(() => connection.ShowWorkingAsync(General, Soon));
        var limited = await RefusedAsync(() => connection.SendAsync(Announcements, new("elsewhere"), Soon));

        Assert.Equal((ChatFaultKind.RateLimited, TimeSpan.FromSeconds(30)), (limited.Kind, limited.RetryAfter));
        Assert.False(server.Api.Sent.HasMore);
    }

    [Fact]
    public async Task A_bucket_that_is_used_up_is_waited_for()
    {
        await using var server = await DiscordServer.StartAsync();
        var clock = new FakeClock(skipUpTo: TimeSpan.FromSeconds(4));
        await using var connection = Connect(server, clock);
        server.Api.Headers["POST channels messages"] = new()
        {
            ["X-RateLimit-Bucket"] = "abcd1234",
            ["X-RateLimit-Limit"] = "5",
            ["X-RateLimit-Remaining"] = "0",
            ["X-RateLimit-Reset-After"] = "3.5",
        };
        await connection.SendAsync(General, new("one"), Soon);
        await connection.SendAsync(Announcements, new("another channel has a bucket of its own"), Soon);
        Assert.Empty(clock.Skipped);

        await connection.SendAsync(General, new("two"), Soon);

        Assert.Equal([TimeSpan.FromSeconds(3.5)], clock.Skipped);
    }

    [Fact]
    public async Task Fifty_calls_are_made_in_a_second()
    {
        await using var server = await DiscordServer.StartAsync();
        var clock = new FakeClock(skipUpTo: TimeSpan.FromSeconds(4));
        await using var connection = Connect(server, clock);

        for (var call = 0; call < 50; call++) await connection.ShowWorkingAsync(General, Soon);
        Assert.Empty(clock.Skipped);
        await connection.ShowWorkingAsync(General, Soon);

        Assert.Equal([TimeSpan.FromSeconds(1)], clock.Skipped);
    }

    [Theory]
    [InlineData(500, "", ChatFaultKind.InDoubt)]
    [InlineData(0, "", ChatFaultKind.InDoubt)]
    [InlineData(413, "", ChatFaultKind.TooLarge)]
    [InlineData(400, """{"code":40005,"message":"Request entity too large"}""", ChatFaultKind.TooLarge)]
    [InlineData(400, """{"code":50035,"message":"Invalid Form Body"}""", ChatFaultKind.Refused)]
    [InlineData(403, """{"code":50001,"message":"Missing Access"}""", ChatFaultKind.Closed)]
    [InlineData(403, """{"code":50007,"message":"Cannot send messages to this user"}""", ChatFaultKind.Closed)]
    [InlineData(404, """{"code":10003,"message":"Unknown Channel"}""", ChatFaultKind.Closed)]
    [InlineData(400, "[1,2", ChatFaultKind.Refused)]
    public async Task A_failure_says_what_may_be_done_next(int status, string body, ChatFaultKind kind)
    {
        await using var server = await DiscordServer.StartAsync();
        await using var connection = Connect(server, TimeProvider.System);
        server.Faults.Add("POST channels messages", new(status, body));

        var refused = await RefusedAsync(() => connection.SendAsync(General, new("one"), Soon));

        Assert.Equal(kind, refused.Kind);
        Assert.DoesNotContain(DiscordServer.Token, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_permission_for_a_reaction_does_not_close_the_conversation()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var connection = Connect(server, TimeProvider.System);
        server.Faults.Add(
            "PUT channels messages reactions @me", new(403, """{"code":50013,"message":"Missing Permissions"}"""));

        var refused = await RefusedAsync(() => connection.MarkQueuedAsync(General, "1", Soon));

        Assert.Equal(ChatFaultKind.Refused, refused.Kind);
        Assert.Contains("permissions", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_that_could_not_be_opened_for_now_leaves_the_message_unsent_and_not_in_doubt()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        await server.SaysAsync(DiscordPerson.Alice, DiscordWorld.General, "<@1000> hello");
        var said = await bot.NextMessageAsync();
        server.Faults.Add("POST channels messages threads", new(0, IsDone: true));

        var failed = await RefusedAsync(() => bot.Connection.SendAsync(said.Address, new("hello"), Soon));
        await bot.Connection.SendAsync(said.Address, new("hello"), Soon);

        Assert.Equal(ChatFaultKind.Unavailable, failed.Kind);
        Assert.Equal(said.Address.Thread, (await server.NextSentAsync()).Channel);
        Assert.False(server.Api.Sent.HasMore);
    }

    [Fact]
    public async Task No_session_is_opened_when_Discord_allows_none_any_more_today()
    {
        await using var server = await DiscordServer.StartAsync();
        server.Api.StartsLeft = 0;
        await using var connection = Connect(server, TimeProvider.System);

        var limited = await RefusedAsync(() => connection.RunAsync(Soon));

        Assert.Equal((ChatFaultKind.RateLimited, TimeSpan.FromHours(2)), (limited.Kind, limited.RetryAfter));
    }

    private static IChatConnection Connect(DiscordServer server, TimeProvider time) =>
        DiscordBot.Platform(server, time: time).Connect((set, _) => set, new RecordingHost());

    private static async Task<ChatException> RefusedAsync(Func<Task> call) =>
        await Assert.ThrowsAsync<ChatException>(call);
}
