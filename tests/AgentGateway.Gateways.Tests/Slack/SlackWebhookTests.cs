using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Slack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>The mode <c>http</c>: Slack calls, and signs what it says.</summary>
public sealed class SlackWebhookTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly SlackEndpoint Endpoint = new()
    {
        ApiBase = new("http://localhost"), BotToken = SlackServer.BotToken, SigningSecret = SlackServer.SigningSecret,
        IsHttp = true,
    };

    /// <summary>The example of Slack's own page on signatures.</summary>
    [Fact]
    public void The_signature_is_that_of_the_documentation()
    {
        var body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

        Assert.Equal(
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            SlackSignature.Of("1531420618", Encoding.UTF8.GetBytes(body), "8f742231b10e8888abcd99yyyzzz85a5"));
    }

    [Fact]
    public async Task An_event_is_answered_once_it_is_stored_and_only_once_the_address_was_confirmed()
    {
        await using var link = await SlackLink.MakeAsync(Endpoint);
        var clock = new FakeClock();
        var challenge = await HandleAsync(link, clock, "{\"type\":\"url_verification\",\"challenge\":\"c-1\"}");
        Assert.Equal((200, "c-1"), (challenge.Status, challenge.Text));
        var happened = link.Server.Callback(new()
        {
            ["type"] = "message", ["channel"] = "D1", ["channel_type"] = "im", ["user"] = "U1", ["text"] = "hi",
            ["ts"] = "1.1",
        }).ToJsonString();

        var answer = await HandleAsync(link, clock, happened);

        Assert.Equal(200, answer.Status);
        Assert.Equal("D1:1.1", (await link.NextMessageAsync()).EventId);
        link.Host.Storing = _ => Task.FromException(new OperationCanceledException());
        Assert.Equal(503, (await HandleAsync(link, clock, happened)).Status);
    }

    [Fact]
    public async Task Commands_and_presses_come_as_forms()
    {
        await using var link = await SlackLink.MakeAsync(Endpoint);
        var clock = new FakeClock();

        var command = await HandleAsync(
            link, clock,
            "command=%2Fagw&text=status+now%21&user_id=U1&user_name=alice&channel_id=C1&channel_name=work"
            + "&trigger_id=t1&response_url=" + WebUtility.UrlEncode(link.Server.Methods.Root + "/respond/1"),
            Form);
        var pressed = new JsonObject
        {
            ["type"] = "block_actions", ["user"] = new JsonObject { ["id"] = "U1", ["name"] = "alice" },
            ["channel"] = new JsonObject { ["id"] = "C1" }, ["message"] = new JsonObject { ["ts"] = "1.2" },
            ["trigger_id"] = "t2",
            ["actions"] = new JsonArray(new JsonObject { ["value"] = "card-1", ["action_ts"] = "1.3" }),
        };
        var press = await HandleAsync(link, clock, "payload=" + WebUtility.UrlEncode(pressed.ToJsonString()), Form);

        Assert.Equal([200, 200], [command.Status, press.Status]);
        var message = await link.NextMessageAsync();
        Assert.Equal(("/status now!", "alice", "work"), (message.Text, message.Author.Name, message.Place.Title));
        Assert.Equal("card-1", Assert.IsType<InboundPress>(await link.Host.NextAsync()).Data);
    }

    [Fact]
    public async Task What_people_do_comes_by_requests_and_again_when_it_could_not_be_stored()
    {
        await using var link = await SlackLink.MakeAsync(Endpoint, TimeProvider.System);
        await using var host = await ServeAsync(link);
        link.Server.Deliveries.RequestUrl = new(host.Urls.First() + link.Connection.Path);
        var failures = 1;
        link.Host.Storing = _ => Interlocked.Decrement(ref failures) >= 0
            ? Task.FromException(new ChatException(ChatFaultKind.Unavailable, "The store is full."))
            : Task.CompletedTask;

        var said = await link.Server.SaysAsync("U1", "D1", "hello &amp; goodbye");
        await said.Acknowledged;
        await (await link.Server.CommandsAsync("U1", "D1", "status")).Acknowledged;

        Assert.Equal("hello & goodbye", (await link.NextMessageAsync()).Text);
        var command = await link.NextMessageAsync();
        Assert.Equal(("/status", said.Number), (command.Text, command.Address.Thread));
    }

    [Theory]
    [InlineData(0, false, 200)]
    [InlineData(299, false, 200)]
    [InlineData(-299, false, 200)]
    [InlineData(301, false, 401)]
    [InlineData(-301, false, 401)]
    [InlineData(0, true, 401)]
    public async Task A_request_that_is_forged_or_old_is_refused(int ageSeconds, bool isForged, int status)
    {
        await using var link = await SlackLink.MakeAsync(Endpoint);
        var clock = new FakeClock();
        var sent = clock.GetUtcNow().ToUnixTimeSeconds() - ageSeconds;

        var answer = await HandleAsync(
            link, clock, """{"type":"url_verification","challenge":"c"}""",
            secret: isForged ? "other" : null, sent: sent);

        Assert.Equal(status, answer.Status);
        if (status == 401) Assert.Equal("", answer.Text);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("v0=", "1764000000")]
    [InlineData("v0=00", "no number")]
    [InlineData("v0=00", "-1")]
    public async Task A_request_without_a_signature_is_refused(string? signature, string? timestamp)
    {
        await using var link = await SlackLink.MakeAsync(Endpoint);

        var answer = await link.Connection.HandleAsync(
            new(name => name == "X-Slack-Signature" ? signature : timestamp, "{}"u8.ToArray()), default);

        Assert.Equal(new WebhookAnswer(401), answer);
    }

    [Theory]
    [InlineData("no JSON", "application/json", 400)]
    [InlineData("payload=no+JSON", Form, 400)]
    [InlineData("a=1&&=&%zz", Form, 400)]
    [InlineData("ssl_check=1&token=x", Form, 200)]
    [InlineData("{}", "application/json", 200)]
    public async Task What_is_no_event_is_not_kept(string body, string contentType, int status)
    {
        await using var link = await SlackLink.MakeAsync(Endpoint);

        Assert.Equal(status, (await HandleAsync(link, new FakeClock(), body, contentType)).Status);
        Assert.False(link.Host.HasMore);
    }

    [Fact]
    public async Task A_connection_by_socket_takes_no_requests()
    {
        await using var link = await SlackLink.MakeAsync(
            Endpoint with { IsHttp = false, AppToken = SlackServer.AppToken });

        Assert.Equal(401, (await HandleAsync(link, new FakeClock(), "{\"type\":\"url_verification\"}")).Status);
    }

    [Fact]
    public async Task The_gateway_is_connected_without_a_socket_until_the_token_is_revoked()
    {
        await using var link = await SlackLink.MakeAsync(Endpoint);
        link.Run();
        Assert.Equal(new ChatAccount("UBOT", "agw"), await link.Host.ConnectedAsync());

        var answer = await HandleAsync(
            link, new FakeClock(), link.Server.Callback(new() { ["type"] = "app_uninstalled" }).ToJsonString());

        Assert.Equal(200, answer.Status);
        Assert.Equal(ChatFaultKind.BadToken, (await link.Stopped.Task.WaitAsync(Limits.Signal)).Kind);
        Assert.Equal(0, link.Server.Deliveries.Connected);
    }

    /// <summary>Stands in for the daemon, which gives requests to the connection.</summary>
    private static async Task<WebApplication> ServeAsync(SlackLink link)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost(link.Connection.Path, async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var answer = await link.Connection.HandleAsync(
                new(name => http.Request.Headers[name] is [{ } value] ? value : null, body.ToArray()),
                http.RequestAborted);
            http.Response.StatusCode = answer.Status;
            await http.Response.WriteAsync(answer.Text);
        });
        await app.StartAsync();
        return app;
    }

    private static Task<WebhookAnswer> HandleAsync(
        SlackLink link, FakeClock clock, string body, string contentType = "application/json", string? secret = null,
        long? sent = null)
    {
        var timestamp = (sent ?? clock.GetUtcNow().ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(body);
        var signature = SlackSignature.Of(timestamp, bytes, secret ?? SlackServer.SigningSecret);
        return link.Connection.HandleAsync(
            new(
                name => name switch
                {
                    "X-Slack-Signature" => signature,
                    "X-Slack-Request-Timestamp" => timestamp,
                    "Content-Type" => contentType,
                    _ => null,
                },
                bytes),
            default);
    }
}
