using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>The life of sockets: replaced, dropped, frozen, and what comes over them that is no envelope.</summary>
public sealed class SlackSocketTests
{
    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task A_socket_is_replaced_before_it_is_given_up(string reason)
    {
        await using var link = await SlackLink.StartAsync();
        var old = link.Server.Deliveries.Newest;

        await old.SendAsync(Disconnect(reason));
        var replacement = await link.Server.Deliveries.NextSocketAsync();
        await link.Host.ConnectedAsync();

        // Both are read while both are open.
        Assert.Equal(2, link.Server.Deliveries.Connected);
        var said = await link.Server.SaysAsync("U1", "D1", "one");
        var other = await link.Server.SaysAsync("U1", "D2", "two");
        await Task.WhenAll(said.Acknowledged, other.Acknowledged);
        await old.CloseAsync();
        await old.Closed;
        Assert.True(replacement.IsOpen);
        await (await link.Server.SaysAsync("U1", "D1", "three")).Acknowledged;
    }

    [Fact]
    public async Task An_old_socket_that_Slack_leaves_open_is_closed_in_the_end()
    {
        var clock = new FakeClock();
        await using var link = await SlackLink.StartAsync(clock);
        var old = link.Server.Deliveries.Newest;
        await old.SendAsync(Disconnect("warning"));
        await link.Server.Deliveries.NextSocketAsync();
        await clock.ArmedAsync(TimeSpan.FromSeconds(20));

        clock.Advance(TimeSpan.FromSeconds(20));

        await old.Closed;
        Assert.True(old.WasClosedProperly);
    }

    [Fact]
    public async Task A_replacement_that_cannot_be_opened_is_tried_again_while_the_old_socket_works()
    {
        await using var link = await SlackLink.StartAsync();
        var old = link.Server.Deliveries.Newest;
        link.Server.Fail(
            "apps.connections.open",
            new SlackFailure { Status = 503 },
            new SlackFailure { Status = 429, Error = "ratelimited", RetryAfter = "2" });

        await old.SendAsync(Disconnect("refresh_requested"));
        await link.Server.Deliveries.NextSocketAsync();

        Assert.False(link.Stopped.Task.IsCompleted);
        await old.CloseAsync();
        await (await link.Server.SaysAsync("U1", "D1", "hello")).Acknowledged;
    }

    [Fact]
    public async Task A_socket_dropped_within_a_frame_loses_nothing()
    {
        await using var link = await SlackLink.StartAsync();
        await link.Server.Deliveries.Newest.DropWithinFrameAsync();
        var said = await link.Server.SaysAsync("U1", "D1", "hello");

        await said.Acknowledged;

        Assert.Equal("hello", (await link.NextMessageAsync()).Text);
    }

    [Fact]
    public async Task An_envelope_whose_acknowledgement_was_lost_comes_again_under_the_same_id()
    {
        await using var link = await SlackLink.StartAsync();
        var socket = link.Server.Deliveries.Newest;
        var (stored, begun) = (new TaskCompletionSource(), new TaskCompletionSource());
        link.Host.Storing = _ =>
        {
            begun.TrySetResult();
            return stored.Task;
        };
        var said = await link.Server.SaysAsync("U1", "D1", "hello");
        await begun.Task.WaitAsync(Limits.Signal);
        await socket.DropWithinFrameAsync();
        stored.SetResult();

        await said.Acknowledged;

        Assert.Equal(
            [$"D1:{said.Number}", $"D1:{said.Number}"],
            [(await link.NextMessageAsync()).EventId, (await link.NextMessageAsync()).EventId]);
    }

    [Fact]
    public async Task A_frozen_socket_is_noticed_and_another_opened()
    {
        await using var link = await SlackLink.StartAsync(pingInterval: TimeSpan.FromSeconds(3));

        link.Server.Deliveries.Newest.Freeze();

        await link.Server.Deliveries.NextSocketAsync();
        await (await link.Server.SaysAsync("U1", "D1", "hello")).Acknowledged;
    }

    [Fact]
    public async Task What_is_no_envelope_is_skipped_with_a_warning()
    {
        await using var link = await SlackLink.StartAsync();
        var socket = link.Server.Deliveries.Newest;

        await socket.SendAsync("no JSON");
        await socket.SendAsync("[1,2]");
        await socket.SendAsync("{\"type\":\"unheard_of\"}");
        await socket.SendBinaryAsync([1, 2, 3]);
        await socket.SendAsync(
            """{"envelope_id":"e1","type":"events_api","payload":{"event":{"type":"message"}}}""");
        await (await link.Server.SaysAsync("U1", "D1", "hello")).Acknowledged;

        Assert.Equal("hello", (await link.NextMessageAsync()).Text);
        Assert.Contains("e1", link.Server.Deliveries.Acknowledged);
        Assert.Equal(
            [
                "Slack sent something on the socket that is not JSON.",
                "Slack sent a message without its channel or its time.",
            ],
            link.Host.Warnings);
    }

    [Fact]
    public async Task Socket_Mode_that_was_turned_off_stops_the_gateway_with_what_to_do()
    {
        await using var link = await SlackLink.StartAsync();

        await link.Server.Deliveries.Newest.SendAsync(Disconnect("link_disabled"));

        var fault = await link.Stopped.Task.WaitAsync(Limits.Signal);
        Assert.Equal(ChatFaultKind.Misconfigured, fault.Kind);
        Assert.Contains("Turn Socket Mode on", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_program_with_the_same_token_is_told_of_and_an_own_old_socket_is_not()
    {
        await using var link = await SlackLink.StartAsync();
        await link.Server.Deliveries.Newest.SendAsync(Disconnect("warning"));
        await link.Server.Deliveries.NextSocketAsync();
        await link.Host.ConnectedAsync();
        await (await link.Server.SaysAsync("U1", "D1", "hello")).Acknowledged;
        Assert.Empty(link.Host.Warnings);

        link.Server.OtherConnections = 1;
        await link.Server.Deliveries.Newest.SendAsync(Disconnect("warning"));
        await link.Host.ConnectedAsync();

        await Eventually.TrueAsync(() => link.Host.Warnings.Any(
            warning => warning.StartsWith("Another program", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_revoked_token_stops_the_gateway_once_it_was_acknowledged()
    {
        await using var link = await SlackLink.StartAsync();

        await await link.Server.HappensAsync(new()
        {
            ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["bot"] = new JsonArray(SlackServer.BotUser) },
        });

        Assert.Equal(ChatFaultKind.BadToken, (await link.Stopped.Task.WaitAsync(Limits.Signal)).Kind);
    }

    [Theory]
    [InlineData("auth.test", "invalid_auth", ChatFaultKind.BadToken)]
    [InlineData("auth.test", "account_inactive", ChatFaultKind.BadToken)]
    [InlineData("apps.connections.open", "invalid_auth", ChatFaultKind.BadToken)]
    [InlineData("apps.connections.open", "not_allowed_token_type", ChatFaultKind.Misconfigured)]
    [InlineData("apps.connections.open", "missing_scope", ChatFaultKind.Misconfigured)]
    public async Task A_bad_token_stops_the_gateway_and_is_not_shown(string method, string error, ChatFaultKind kind)
    {
        await using var link = await SlackLink.MakeAsync();
        link.Server.Fail(method, new SlackFailure { Error = error, Needed = "connections:write" });

        link.Run();

        var fault = await link.Stopped.Task.WaitAsync(Limits.Signal);
        Assert.Equal(kind, fault.Kind);
        Assert.NotNull(fault.Hint);
        Assert.DoesNotContain("-test-", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sockets_are_closed_when_the_gateway_stops()
    {
        var link = await SlackLink.StartAsync();
        var socket = link.Server.Deliveries.Newest;
        await socket.SendAsync(Disconnect("warning"));
        var replacement = await link.Server.Deliveries.NextSocketAsync();

        await link.DisposeAsync();

        await Task.WhenAll(socket.Closed, replacement.Closed);
    }

    private static string Disconnect(string reason) =>
        new JsonObject
        {
            ["type"] = "disconnect", ["reason"] = reason,
            ["debug_info"] = new JsonObject { ["host"] = "applink-1" },
        }.ToJsonString();
}
