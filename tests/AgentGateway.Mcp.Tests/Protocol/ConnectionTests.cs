using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class ConnectionTests : IAsyncLifetime
{
    private const int LineBytesMax = 100_000;

    private McpHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await McpHost.StartAsync(
            McpHost.Options with { MessageBytesMax = LineBytesMax, OpenRequestsPerConnectionMax = 20 });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_current_client_needs_no_handshake()
    {
        await using var client = await LineProbe.ConnectAsync(_host, new(new("bot")));
        var discovered = (await client.AskAsync("server/discover"))["result"]!;
        Assert.Equal("""["2026-07-28"]""", discovered["supportedVersions"]!.ToJsonString());
        Assert.NotNull(discovered["capabilities"]!["extensions"]![Messages.Tasks]);
        var answer = await client.AskAsync("tools/call", Messages.Echo("hello"));
        Assert.Equal("hello", (string)answer["result"]!["structuredContent"]!["text"]!);
        Assert.Equal("bot", (string)answer["result"]!["structuredContent"]!["principal"]!);
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task A_client_of_an_earlier_revision_begins_with_initialize(string version)
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        var initialized = (await client.InitializeAsync(version))["result"]!;
        Assert.Equal(version, (string)initialized["protocolVersion"]!);
        Assert.Equal("agentgateway", (string)initialized["serverInfo"]!["name"]!);
        Assert.Contains("agent_list", (string)initialized["instructions"]!);
        Assert.Equal(
            "hello",
            (string)(await client.AskLegacyAsync(
                "tools/call", Messages.Echo("hello")))["result"]!["structuredContent"]!["text"]!);
    }

    [Theory]
    [InlineData("2099-01-01")]
    [InlineData("2026-07-28")]
    [InlineData("1.0")]
    public async Task A_version_that_has_no_handshake_is_answered_with_the_newest_that_has(string version)
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        Assert.Equal("2025-11-25", (string)(await client.InitializeAsync(version))["result"]!["protocolVersion"]!);
        Assert.NotNull((await client.AskLegacyAsync("tools/list"))["result"]);
        using var http = new HttpProbe(_host.Url);
        using var response = await http.PostAsync(
            Messages.Legacy(0, "initialize", Messages.Initialize(version)).ToJsonString());
        await using var events = await EventProbe.OfAsync(response);
        Assert.Equal("2025-11-25", (string)(await events.MessageAsync())["result"]!["protocolVersion"]!);
    }

    [Theory]
    [InlineData("nonsense", -32700, null)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,", -32700, null)]
    [InlineData("42", -32600, null)]
    [InlineData("""{"jsonrpc":"1.0","id":"a","method":"ping"}""", -32600, "a")]
    [InlineData("""[{"jsonrpc":"2.0","id":"a","method":"ping"}]""", -32600, null)]
    public async Task What_is_no_message_is_answered_and_the_connection_goes_on(string line, int code, string? id)
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await client.SendAsync(line);
        var error = await client.ReadAsync();
        Assert.Equal(code, (int)error["error"]!["code"]!);
        Assert.Equal(id, (string?)error["id"]);
        Assert.Equal(
            "on",
            (string)(await client.AskAsync(
                "tools/call", Messages.Echo("on")))["result"]!["structuredContent"]!["text"]!);
    }

    [Fact]
    public async Task Wild_bytes_are_answered_and_the_connection_goes_on()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        var random = new Random(17);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            bytes[0] = (byte)'#';
            await client.SendAsync([.. bytes.Where(b => b != '\n'), (byte)'\n']);
            Assert.NotNull((await client.ReadAsync())["error"]);
        }
        Assert.NotNull((await client.AskAsync("tools/list"))["result"]);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_answered_under_its_id_and_skipped()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await client.SendAsync(
            $$"""{"jsonrpc":"2.0","id":"huge","method":"tools/call","params":"{{new string('x', 50 * LineBytesMax)}}"}""");
        var error = await client.ReadAsync();
        Assert.Equal(-32600, (int)error["error"]!["code"]!);
        Assert.Equal("huge", (string)error["id"]!);
        Assert.Contains($"{LineBytesMax}", (string)error["error"]!["message"]!);
        Assert.NotNull((await client.AskAsync("tools/list"))["result"]);
    }

    [Fact]
    public async Task Parameters_of_a_wrong_shape_are_the_clients_fault()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        var answer = await client.AskAsync("tools/call", new() { ["name"] = 7 });
        Assert.Equal((int)McpErrorCode.InvalidParams, (int)answer["error"]!["code"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_the_parameters_are_the_answer_comes_and_is_no_internal_error(bool isLegacy)
    {
        (string Method, string[] Names)[] methods =
        [
            ("server/discover", []), ("initialize", ["protocolVersion", "capabilities", "clientInfo"]), ("ping", []),
            ("tools/list", ["cursor"]), ("tools/call", ["name", "arguments", "requestState", "inputResponses"]),
            ("resources/list", ["cursor"]), ("resources/templates/list", ["cursor"]), ("resources/read", ["uri"]),
            ("prompts/list",
                ["cursor"]), ("prompts/get", ["name", "arguments"]), ("completion/complete", ["ref", "argument"]),
            ("tasks/get", ["taskId"]), ("tasks/update", ["taskId", "inputResponses"]), ("tasks/cancel", ["taskId"]),
            ("logging/setLevel", ["level"]), ("resources/subscribe", ["uri"]), ("resources/unsubscribe", ["uri"]),
        ];
        string[] values =
        [
            "null", "true", "7", "-0.5", "1e400", "\"\"", "\"agw://threads\"", "[]", "[1]", "{}", "{\"a\":{\"b\":[]}}",
        ];
        await using var client = await LineProbe.ConnectAsync(_host);
        if (isLegacy) await client.InitializeAsync();
        foreach (var (method, names) in methods)
        foreach (var value in values)
        {
            foreach (var name in names.Prepend("_meta"))
            {
                var parameters = new JsonObject { [name] = JsonNode.Parse(value) };
                var message = isLegacy || name == "_meta"
                    ? Messages.Legacy("x", method, parameters)
                    : Messages.Modern("x", method, parameters, tasks: true);
                await AnsweredAsync(message, $"{method} {name}={value}");
            }
            var whole = Messages.Legacy("x", method);
            whole["params"] = JsonNode.Parse(value);
            await AnsweredAsync(whole, $"{method} params={value}");
        }

        async Task AnsweredAsync(JsonObject message, string what)
        {
            await client.SendAsync(message.ToJsonString());
            var answer = await client.HearAsync(heard => heard["id"] is not null);
            Assert.True(
                answer["error"] is not { } error || (int)error["code"]! != (int)McpErrorCode.InternalError,
                $"{what}: {answer.ToJsonString()}");
        }
    }

    [Fact]
    public async Task Unknown_notifications_and_empty_lines_are_ignored()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await client.SendAsync(
            "\n  \r\n{\"jsonrpc\":\"2.0\",\"method\":\"notifications/whatever\"}\n{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}");
        Assert.NotNull((await client.AskAsync("tools/list"))["result"]);
    }

    [Fact]
    public async Task A_batch_is_answered_by_one_array()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await client.InitializeAsync("2025-03-26");
        await client.SendAsync(
            """[{"jsonrpc":"2.0","id":"a","method":"ping"},{"jsonrpc":"2.0","method":"notifications/x"},"""
                + """{"jsonrpc":"2.0","id":"b","method":"no/such"}]""");
        var answers = (await client.ReadAsync()).AsArray();
        Assert.Equal(["a", "b"], answers.Select(answer => (string)answer!["id"]!).Order());
    }

    [Fact]
    public async Task A_cancelled_request_in_a_batch_does_not_hold_up_the_others()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await client.InitializeAsync("2025-03-26");
        var slow = Messages.Legacy("slow", "tools/call", Messages.Call("slow_compute", new() { ["seconds"] = 300 }));
        await client.SendAsync(new JsonArray(slow, Messages.Legacy("fast", "ping")).ToJsonString());
        await client.SendAsync(
            """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"slow"}}""");
        Assert.Equal("fast", (string)Assert.Single((await client.ReadAsync()).AsArray())!["id"]!);
    }

    [Fact]
    public async Task What_was_asked_for_before_the_input_ended_is_answered()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        for (var i = 0; i < 10; i++)
            await client.SendAsync(Messages.Modern(i, "tools/call", Messages.Echo($"{i}")).ToJsonString());
        await client.SendAsync(
            Messages.Modern("slow", "tools/call", Messages.Call("test_tool_with_logging")).ToJsonString());
        client.CloseInput();
        List<string> ids = [];
        while (await client.ReadLineAsync() is { } line)
            if (JsonNode.Parse(line)!["id"] is { } id) ids.Add(id.ToJsonString());
        Assert.Equal(11, ids.Distinct().Count());
        await client.Served.WaitAsync(Limits.Signal);
    }

    [Fact]
    public async Task A_listening_client_that_ends_its_input_ends_the_connection()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await client.SendAsync(
            Messages.Modern(
                "l",
                "subscriptions/listen",
                new() { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } }).ToJsonString());
        Assert.Equal("notifications/subscriptions/acknowledged", (string)(await client.ReadAsync())["method"]!);
        client.CloseInput();
        Assert.Null(await client.ReadLineAsync());
        await client.Served.WaitAsync(Limits.Signal);
        Assert.Equal(0, _host.Changes.Readers);
    }

    [Fact]
    public async Task More_requests_than_may_be_open_are_refused_and_the_open_ones_are_not_disturbed()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await client.InitializeAsync();
        // One more than there is room for, and one in case that initialize still counts.
        for (var i = 0; i < 22; i++)
            await client.SendAsync(
                Messages.Legacy(
                    $"slow{i}", "tools/call", Messages.Call(
                        "slow_compute", new() { ["seconds"] = 300 })).ToJsonString());
        var refused = await client.HearAsync(message => (string)message["id"]! == "slow21");
        Assert.Equal(-32000, (int)refused["error"]!["code"]!);
        await client.SendAsync(
            """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"slow7"}}""");
        using var limit = new CancellationTokenSource(Limits.Signal);
        while ((await client.AskLegacyAsync("ping"))["result"] is null) limit.Token.ThrowIfCancellationRequested();
        Assert.Empty(_host.Log.Lines);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_not_read_from_and_disturbs_no_other()
    {
        await using var stuck = await LineProbe.ConnectAsync(_host);
        var line = Encoding.UTF8.GetBytes(
            Messages.Modern(1, "tools/call", Messages.Echo(new string('x', 50_000))).ToJsonString() + "\n");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var patience = new CancellationTokenSource();
        await using var other = await LineProbe.ConnectAsync(_host, new(Principal.Operator));
        var (sending, sent) = (Task.CompletedTask, 0);
        // It is pushed back when a line cannot be sent while all of these calls of another client are answered.
        for (var answered = 0; answered < 50; answered++)
        {
            if (sending.IsCompleted)
            {
                await sending;
                Assert.InRange(++sent, 1, 1000);
                sending = stuck.Stream.WriteAsync(line, patience.Token).AsTask();
                answered = 0;
            }

            Assert.NotNull((await other.AskAsync("tools/call", Messages.Echo("prompt")))["result"]);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);
        await patience.CancelAsync();
        await sending.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
