using System.Net;
using System.Text.Json.Nodes;
using ModelContextProtocol;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class ModernHttpTests : HttpTests
{
    [Fact]
    public async Task A_call_is_answered_as_plain_json_under_the_id_that_the_client_chose()
    {
        foreach (var id in (JsonNode[])[1, 0, -7, "seven"])
        {
            using var response = await Http.ModernAsync(
                Messages.Modern(id, "tools/call", Messages.Echo("žluťoučký 🐎")), HttpProbe.As("bot"));
            var answer = await HttpProbe.JsonAsync(response);
            Assert.Equal(id.ToJsonString(), answer["id"]!.ToJsonString());
            Assert.Equal("žluťoučký 🐎", (string)answer["result"]!["structuredContent"]!["text"]!);
            Assert.Equal("bot", (string)answer["result"]!["structuredContent"]!["principal"]!);
        }
    }

    [Fact]
    public async Task Calls_of_many_clients_with_the_same_ids_do_not_meet()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var response = await Http.ModernAsync(Messages.Modern(i % 3, "tools/call", Messages.Echo($"{i}")));
            return (string)(await HttpProbe.JsonAsync(response))["result"]!["structuredContent"]!["text"]!;
        }));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), answers);
    }

    [Fact]
    public async Task Progress_comes_before_the_answer_on_the_same_stream()
    {
        var call = Messages.Call("test_tool_with_progress");
        call["_meta"] = new JsonObject { ["progressToken"] = "p" };
        using var response = await Http.ModernAsync(Messages.Modern(5, "tools/call", call));
        await using var events = await EventProbe.OfAsync(response);
        var first = await events.MessageAsync();
        Assert.Equal("notifications/progress", (string)first["method"]!);
        JsonObject last;
        do last = await events.MessageAsync();
        while (last["id"] is null);
        Assert.Equal(5, (int)last["id"]!);
        Assert.Null(await events.NextAsync());
    }

    [Theory]
    [InlineData("initialize")]
    [InlineData("ping")]
    [InlineData("logging/setLevel")]
    [InlineData("resources/subscribe")]
    [InlineData("resources/unsubscribe")]
    [InlineData("no/such")]
    public async Task Methods_that_the_revision_does_not_have_are_not_found(string method)
    {
        using var response = await Http.ModernAsync(Messages.Modern(1, method));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal((int)McpErrorCode.MethodNotFound, await CodeAsync(response));
    }

    [Fact]
    public async Task Parameters_of_a_wrong_shape_are_the_clients_fault()
    {
        using var response = await Http.ModernAsync(
            Messages.Modern(1, "tools/call", new() { ["name"] = "echo", ["arguments"] = 7 }));
        Assert.Equal((int)McpErrorCode.InvalidParams, await CodeAsync(response));
    }

    [Theory]
    [InlineData("Mcp-Method", "tools/list")]
    [InlineData("Mcp-Method", null)]
    [InlineData("Mcp-Name", "other")]
    [InlineData("Mcp-Name", null)]
    [InlineData("MCP-Protocol-Version", null)]
    [InlineData("MCP-Protocol-Version", "2025-11-25")]
    public async Task A_header_that_does_not_repeat_the_body_is_refused(string header, string? value)
    {
        using var response = await Http.ModernAsync(Messages.Modern(1, "tools/call", Messages.Echo("x")), request =>
        {
            request.Headers.Remove(header);
            if (value is not null) request.Headers.Add(header, value);
        });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((int)McpErrorCode.HeaderMismatch, await CodeAsync(response));
    }

    [Theory]
    [InlineData("north", true)]
    [InlineData("=?base64?bm9ydGg=?=", true)]
    [InlineData("south", false)]
    [InlineData("=?base64?????=?=", false)]
    [InlineData(null, false)]
    public async Task A_header_that_repeats_an_argument_has_to_repeat_it(string? header, bool fits)
    {
        var call = Messages.Call("header_echo", new() { ["region"] = "north", ["query"] = "q" });
        using var response = await Http.ModernAsync(Messages.Modern(1, "tools/call", call), request =>
        {
            if (header is not null) request.Headers.TryAddWithoutValidation("Mcp-Param-Region", header);
        });
        if (fits) Assert.NotNull((await HttpProbe.JsonAsync(response))["result"]);
        else Assert.Equal((int)McpErrorCode.HeaderMismatch, await CodeAsync(response));
    }

    [Theory]
    [InlineData("2024-01-01")]
    [InlineData("2027-01-01")]
    [InlineData("latest")]
    public async Task An_unknown_revision_is_refused_with_those_that_are_spoken(string version)
    {
        var message = Messages.Modern(1, "tools/list");
        message["params"]!["_meta"]!["io.modelcontextprotocol/protocolVersion"] = version;
        using var response = await Http.ModernAsync(message, request =>
        {
            request.Headers.Remove("MCP-Protocol-Version");
            request.Headers.Add("MCP-Protocol-Version", version);
        });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await HttpProbe.JsonAsync(response))["error"]!;
        Assert.Equal((int)McpErrorCode.UnsupportedProtocolVersion, (int)error["code"]!);
        Assert.Equal("""["2026-07-28"]""", error["data"]!["supported"]!.ToJsonString());
    }

    [Fact]
    public async Task Only_json_is_taken_and_only_from_clients_that_take_both_answers()
    {
        var body = Messages.Modern(1, "tools/list").ToJsonString();
        using var text = await Http.PostAsync(
            body, request => request.Content!.Headers.ContentType = new("text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
        using var latin = await Http.PostAsync(
            body, request => request.Content!.Headers.ContentType = new("application/json", "iso-8859-1"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, latin.StatusCode);
        using var jsonOnly = await Http.PostAsync(body, request => Accept(request, "application/json"));
        Assert.Equal(HttpStatusCode.NotAcceptable, jsonOnly.StatusCode);
        using var refusing = await Http.PostAsync(
            body, request => Accept(request, "application/json, text/event-stream;q=0"));
        Assert.Equal(HttpStatusCode.NotAcceptable, refusing.StatusCode);
        foreach (var range in (string[])
        [
            "*/*",
            "text/event-stream, application/*;q=0.5",
            "application/json;charset=utf-8, text/event-stream",
        ])
        {
            using var taken = await Http.ModernAsync(
                Messages.Modern(1, "tools/list"), request => Accept(request, range));
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        static void Accept(HttpRequestMessage request, string ranges)
        {
            request.Headers.Accept.Clear();
            request.Headers.Accept.ParseAdd(ranges);
        }
    }

    [Theory]
    [InlineData("nonsense", -32700)]
    [InlineData("{}", -32600)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"tools/list"}]""", -32600)]
    public async Task What_is_no_single_message_is_a_bad_request(string body, int code)
    {
        using var response = await Http.PostAsync(
            body, request => request.Headers.Add("MCP-Protocol-Version", "2026-07-28"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await HttpProbe.JsonAsync(response);
        Assert.Equal(code, (int)error["error"]!["code"]!);
        Assert.True(error.ContainsKey("id"));
        Assert.Null(error["id"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_long_is_refused_whether_or_not_it_says_so(bool saysLength)
    {
        await using var host = await McpHost.StartAsync(McpHost.Options with { MessageBytesMax = 100_000 });
        using var http = new HttpProbe(host.Url);
        var body = Messages.Modern(3, "tools/call", Messages.Echo(new string('x', 200_000))).ToJsonString();
        using var response = await http.PostAsync(
            body, request => request.Headers.TransferEncodingChunked = !saysLength);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        using var next = await http.ModernAsync(
            Messages.Modern(4, "tools/call", Messages.Echo(new string('x', 99_000))));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PUT")]
    public async Task There_is_nothing_but_post(string method)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new(method), Host.Url);
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("POST", response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_notification_is_accepted_without_an_answer()
    {
        var message = Messages.Modern(1, "notifications/cancelled", new() { ["requestId"] = 1 });
        message.Remove("id");
        using var response = await Http.ModernAsync(message);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Closing_the_response_ends_the_waiting_and_logs_nothing()
    {
        var sent = await SendAsync("Wait for it");
        using var impatient = new CancellationTokenSource();
        var wait = Messages.Call("thread_wait", new() { ["turn_id"] = sent.TurnId, ["wait_seconds"] = 300 });
        var waiting = Http.ModernAsync(Messages.Modern(1, "tools/call", wait), null, impatient.Token);
        await Eventually.TrueAsync(() => Host.OpenHttpRequests == 1);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Eventually.TrueAsync(() => Host.OpenHttpRequests == 0);

        Host.Driver.Answer("Here I am");
        using var again = await Http.ModernAsync(Messages.Modern(2, "tools/call", wait));
        Assert.Equal(
            "Here I am",
                (string)(await HttpProbe.JsonAsync(again))["result"]!["structuredContent"]!["reply"]!["text"]!);
        Assert.Empty(Host.Log.Lines);
    }

    [Fact]
    public async Task A_door_that_is_full_says_so()
    {
        await using var host = await McpHost.StartAsync(McpHost.Options with { OpenHttpRequestsMax = 1 });
        using var http = new HttpProbe(host.Url);
        using var listening = await http.ModernAsync(
            Messages.Modern(
                1, "subscriptions/listen", new()
                {
                    ["notifications"] = new JsonObject { ["toolsListChanged"] = true },
                }));
        using var refused = await http.ModernAsync(Messages.Modern(2, "tools/list"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(2, (int)(await HttpProbe.JsonAsync(refused))["id"]!);
    }

    [Fact]
    public async Task A_daemon_that_stops_answers_what_is_open()
    {
        var sent = await SendAsync("Wait for it");
        var wait = Messages.Call("thread_wait", new() { ["turn_id"] = sent.TurnId, ["wait_seconds"] = 300 });
        var waiting = Http.ModernAsync(Messages.Modern(1, "tools/call", wait));
        await Eventually.TrueAsync(() => Host.OpenHttpRequests == 1);
        await Host.FrontEnd.DisposeAsync();
        using var response = await waiting;
        Assert.Equal(-32000, await CodeAsync(response));
    }

    private async Task<(string ThreadId, string TurnId)> SendAsync(string text)
    {
        var call = Messages.Call("thread_send", new() { ["text"] = text, ["wait_seconds"] = 0 });
        using var response = await Http.ModernAsync(Messages.Modern(1, "tools/call", call));
        var sent = (await HttpProbe.JsonAsync(response))["result"]!["structuredContent"]!;
        return ((string)sent["thread_id"]!, (string)sent["turn_id"]!);
    }

    private static async Task<int> CodeAsync(
        HttpResponseMessage response) => (int)(await HttpProbe.JsonAsync(response))["error"]!["code"]!;
}
