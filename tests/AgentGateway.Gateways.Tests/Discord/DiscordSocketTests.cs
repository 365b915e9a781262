using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>How a connection goes on when the gateway socket goes wrong.</summary>
public sealed class DiscordSocketTests
{
    private static CancellationToken Soon => Limits.Soon();

    [Theory]
    [InlineData("drop")]
    [InlineData("mid-frame")]
    [InlineData("reconnect")]
    [InlineData("close 4000")]
    [InlineData("garbage")]
    [InlineData("invalid but resumable")]
    public async Task A_lost_socket_is_resumed_and_nothing_is_lost_or_given_out_of_order(string fault)
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server, time: new FakeClock(DiscordBot.Waits));
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "one");
        await bot.NextMessageAsync();

        await BreakAsync(server, fault);
        await server.Gateway.Resumed.NextAsync();
        await bot.Host.ConnectedAsync();
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "two");

        Assert.Equal("two", (await bot.NextMessageAsync()).Text);
        Assert.Equal("/gateway", await server.Gateway.Opened.NextAsync());
        Assert.Equal("/resume", await server.Gateway.Opened.NextAsync());
        Assert.False(server.Gateway.Identified.HasMore);
    }

    [Fact]
    public async Task What_was_said_while_the_socket_was_lost_comes_with_the_resume()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        server.Gateway.HoldsSockets();
        server.Gateway.Drop();
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "are you there?");
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "hello?");
        server.Gateway.AdmitsSockets();

        Assert.Equal("are you there?", (await bot.NextMessageAsync()).Text);
        Assert.Equal("hello?", (await bot.NextMessageAsync()).Text);
        Assert.False(server.Gateway.Identified.HasMore);
    }

    [Fact]
    public async Task An_event_that_was_not_stored_is_not_acknowledged_and_comes_again()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "one");
        await bot.NextMessageAsync();
        var failures = 0;
        bot.Host.Storing = _ => Interlocked.Increment(ref failures) == 1
            ? throw new OperationCanceledException("The journal is full.")
            : Task.CompletedTask;

        await server.SaysDirectlyAsync(DiscordPerson.Alice, "two");
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "three");

        Assert.Equal("two", (await bot.NextMessageAsync()).Text);
        Assert.Equal("three", (await bot.NextMessageAsync()).Text);
        // Ready, guild and the first message were stored.
        Assert.Equal(3, await server.Gateway.Resumed.NextAsync());
    }

    [Fact]
    public async Task What_is_acknowledged_waits_for_the_slowest_event_of_before_and_other_channels_do_not()
    {
        await using var server = await DiscordServer.StartAsync();
        var clock = new FakeClock();
        var isReleased = new TaskCompletionSource();
        var host = new RecordingHost
        {
            Storing = happened => happened is InboundMessage { Text: "slow" } ? isReleased.Task : Task.CompletedTask,
        };
        await using var bot = await DiscordBot.ConnectAsync(server, host, clock);
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "slow");
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "after it");
        await server.SaysDirectlyAsync(DiscordPerson.Bob, "elsewhere");

        Assert.Equal("elsewhere", (await bot.NextMessageAsync()).Text);
        clock.Advance(server.Gateway.HeartbeatInterval);
        Assert.Equal(2, await server.Gateway.Beats.NextAsync());

        isReleased.SetResult();
        Assert.Equal("slow", (await bot.NextMessageAsync()).Text);
        Assert.Equal("after it", (await bot.NextMessageAsync()).Text);
    }

    [Fact]
    public async Task A_frozen_gateway_is_left_with_a_code_that_lets_the_session_go_on()
    {
        await using var server = await DiscordServer.StartAsync();
        // Shorter than any time-out, so that moving the clock ends none of them.
        server.Gateway.HeartbeatInterval = TimeSpan.FromSeconds(4);
        server.Gateway.IsFrozen = true;
        var clock = new FakeClock();
        await using var bot = await DiscordBot.ConnectAsync(server, time: clock);
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "hello");
        await bot.NextMessageAsync();

        clock.Advance(server.Gateway.HeartbeatInterval);
        await server.Gateway.Beats.NextAsync();
        clock.Advance(server.Gateway.HeartbeatInterval);

        Assert.Equal(4000, await server.Gateway.Closed.NextAsync());
        Assert.NotNull(await server.Gateway.Resumed.NextAsync());
        await bot.Host.ConnectedAsync();
    }

    [Fact]
    public async Task A_session_that_is_lost_is_opened_anew_and_what_was_missed_is_asked_for()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server, time: new FakeClock(DiscordBot.Waits));
        var root = await server.SaysAsync(DiscordPerson.Alice, DiscordWorld.General, "<@1000> hello");
        var said = await bot.NextMessageAsync();
        await bot.Connection.SendAsync(said.Address, new("good day"), Soon);
        bot.Host.Known.Add((said.Address, said.MessageId));

        server.Gateway.Forget();
        await server.SaysAsync(DiscordPerson.Alice, root, "still there?");
        await server.SaysAsync(DiscordPerson.Bob, DiscordWorld.General, "not to the bot");
        var other = await server.SaysAsync(DiscordPerson.Bob, DiscordWorld.General, "<@1000> and me?");
        server.Gateway.Drop();
        await server.Gateway.Identified.NextAsync();
        await bot.Host.ConnectedAsync();

        InboundMessage[] missed = [await bot.NextMessageAsync(), await bot.NextMessageAsync()];
        Assert.Equal(
            [(said.Address, "still there?"), (DiscordBot.Address(DiscordWorld.General, other), "and me?")],
            missed.OrderBy(message => message.EventId, StringComparer.Ordinal)
                .Select(message => (message.Address, message.Text)));
        Assert.All(missed, message => Assert.Equal(DiscordWorld.Guild, message.Place.Guild));
    }

    [Fact]
    public async Task More_than_a_page_that_was_missed_comes_whole_and_in_order()
    {
        await using var server = await DiscordServer.StartAsync();
        var host = new RecordingHost();
        var first = await server.SaysDirectlyAsync(DiscordPerson.Alice, "0");
        host.Known.Add((DiscordBot.Address(server.DirectOf(DiscordPerson.Alice)), first));
        for (var said = 1; said <= 250; said++)
            await server.SaysDirectlyAsync(DiscordPerson.Alice, said.ToString());
        server.Faults.Add("GET channels messages", new(500));
        server.Faults.Add("GET channels messages", new(429, """{"retry_after":0.2,"global":false}"""));

        await using var bot = await DiscordBot.ConnectAsync(server, host, new FakeClock(DiscordBot.Waits));

        for (var said = 1; said <= 250; said++) Assert.Equal(said.ToString(), (await bot.NextMessageAsync()).Text);
    }

    [Fact]
    public async Task After_three_resumes_in_vain_a_new_session_is_opened()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server, time: new FakeClock(DiscordBot.Waits));
        server.Gateway.RefusesResume = true;

        server.Gateway.Drop();
        await server.Gateway.Identified.NextAsync();

        for (var tries = 0; tries < 3; tries++) Assert.NotNull(await server.Gateway.Resumed.NextAsync());
        Assert.False(server.Gateway.Resumed.HasMore);
    }

    [Theory]
    [InlineData(4007)]
    [InlineData(4009)]
    public async Task A_close_that_ends_the_session_is_followed_by_a_new_one(int code)
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);

        await server.Gateway.CloseAsync(code);

        await server.Gateway.Identified.NextAsync();
        Assert.False(server.Gateway.Resumed.HasMore);
    }

    [Fact]
    public async Task A_guild_that_is_unavailable_ends_nothing_and_a_removal_from_it_ends_its_conversations()
    {
        await using var server = await DiscordServer.StartAsync();
        var host = new RecordingHost();
        host.Known.Add((DiscordBot.Address(DiscordWorld.General, "77"), null));
        host.Known.Add((DiscordBot.Address("88"), null));
        await using var bot = await DiscordBot.ConnectAsync(server, host);

        await server.Gateway.DispatchAsync(
            "GUILD_DELETE", new() { ["id"] = DiscordWorld.Guild, ["unavailable"] = true });
        await server.Gateway.DispatchAsync("GUILD_DELETE", new() { ["id"] = DiscordWorld.Guild });

        var closed = Assert.IsType<InboundClosed>(await bot.Host.NextAsync());
        Assert.Equal(
            new InboundClosed(
                "closed:session-1:4:3000:77", DiscordBot.Address(DiscordWorld.General, "77"),
                "The bot was removed from the server."),
            closed);
    }

    [Theory]
    [InlineData(4004, ChatFaultKind.BadToken)]
    [InlineData(4013, ChatFaultKind.Misconfigured)]
    [InlineData(4014, ChatFaultKind.Misconfigured)]
    public async Task A_refusal_that_only_a_person_can_put_right_says_what_to_click(int code, ChatFaultKind kind)
    {
        await using var server = await DiscordServer.StartAsync();
        server.Gateway.RefusedWith = code;
        await using var bot = DiscordBot.Start(server);

        var fault = await bot.Faults.NextAsync();

        Assert.Equal(kind, fault.Kind);
        Assert.Contains("https://discord.com/developers/applications", fault.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(DiscordServer.Token, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_ends_all_calls()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = DiscordBot.Start(server, change: options => options.Token = "wrong");
        var fault = await bot.Faults.NextAsync();
        await server.Api.Calls.NextAsync();

        var later = await Assert.ThrowsAsync<ChatException>(
            () => bot.Connection.SendAsync(DiscordBot.Address(DiscordWorld.General), new("hello"), Soon));

        Assert.Equal((ChatFaultKind.BadToken, ChatFaultKind.BadToken), (fault.Kind, later.Kind));
        Assert.False(server.Api.Calls.HasMore);
    }

    [Fact]
    public async Task A_repeated_event_has_the_same_id_and_events_of_no_concern_are_passed_over()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        await server.SaysDirectlyAsync(DiscordPerson.Alice, "hello");
        var said = await bot.NextMessageAsync();
        await server.Gateway.RepeatAsync(3);
        await server.Gateway.SendRawAsync("""{"op":0,"t":"SOMETHING_NEW","s":4,"d":[1,2]}""");
        await server.Gateway.SendRawAsync("""{"op":0,"t":"MESSAGE_CREATE","s":5,"d":{"channel_id":7}}""");
        await server.Gateway.SendRawAsync("""{"op":99,"d":"?"}""");

        Assert.Equal(said.EventId, (await bot.NextMessageAsync()).EventId);
        await Eventually.TrueAsync(() => !bot.Host.Warnings.IsEmpty);
        Assert.False(server.Gateway.Resumed.HasMore);
    }

    private static Task BreakAsync(DiscordServer server, string fault)
    {
        switch (fault)
        {
            case "drop":
                server.Gateway.Drop();
                return Task.CompletedTask;
            case "mid-frame":
                return server.Gateway.DropMidFrameAsync();
            case "reconnect":
                return server.Gateway.AskToReconnectAsync();
            case "close 4000":
                return server.Gateway.CloseAsync(4000);
            case "garbage":
                return server.Gateway.SendRawAsync("{\"op\":");
            default:
                return server.Gateway.InvalidateAsync(isResumable: true);
        }
    }
}
