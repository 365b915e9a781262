using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Protocol;

/// <summary>
/// Messages that no decent client sends. Each gets an error of the protocol, and the next message is served as if
/// nothing had been.
/// </summary>
public sealed class MalformedMessageTests(DaemonFixture fixture)
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int MethodNotFound = -32601;
    private const int InvalidParams = -32602;

    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    public static TheoryData<string, byte[]> Garbage => new()
    {
        { "no JSON", "this is not JSON"u8.ToArray() },
        { "half a message", "{\"jsonrpc\":\"2.0\",\"id\":1,"u8.ToArray() },
        { "invalid UTF-8",
        [
            .. "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"x\":\""u8,
            0xC3,
            0x28,
            0xFF,
            .. "\"}}"u8,
        ] },
        { "nested 10,000 deep", Encoding.UTF8.GetBytes(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"x\":"
                + new string('[', 10000)
                + new string(']', 10000)
                + "}}") },
        { "no message", "{}"u8.ToArray() },
        { "a number", "42"u8.ToArray() },
        { "another version", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"tools/list\"}"u8.ToArray() },
        { "a method that is no text", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}"u8.ToArray() },
    };

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Unknown_methods_and_tools_are_errors(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);

        Assert.Equal(
            MethodNotFound, (await Assert.ThrowsAsync<McpError>(() => client.RequestAsync("threads/levitate"))).Code);
        Assert.Equal(
            InvalidParams,
            (await Assert.ThrowsAsync<McpError>(
                () => client.RequestAsync("tools/call", new { name = "thread_levitate" }))).Code);
        Assert.Equal(
            InvalidParams,
            (await Assert.ThrowsAsync<McpError>(
                () => client.RequestAsync("tools/list", new { cursor = "not-ours" }))).Code);
        await client.CallAsync("agent_list");
    }

    [Theory, MemberData(nameof(Garbage))]
    public async Task Garbage_on_stdio_is_answered_and_the_connection_goes_on(string what, byte[] bytes)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioOlder);
        var wire = Assert.IsType<StdioWire>(client.Wire);

        await wire.WriteAsync((byte[])[.. bytes, (byte)'\n'], Limits.Soon());
        var answer = await client.HearAsync(message => message["error"] is not null);

        Assert.True(
            answer["error"]!["code"]!.GetValue<int>() is ParseError or InvalidRequest,
            $"{what}: {answer.ToJsonString()}");
        await client.CallAsync("agent_list");
    }

    [Theory, MemberData(nameof(Garbage))]
    public async Task Garbage_over_http_is_answered(string what, byte[] bytes)
    {
        using var response = await PostAsync(bytes);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var code = JsonNode.Parse(body)!["error"]!["code"]!.GetValue<int>();
        Assert.True(code is ParseError or InvalidRequest, $"{what}: {body}");
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        await client.CallAsync("agent_list");
    }

    [Fact]
    public async Task A_body_of_a_hundred_megabytes_is_refused_and_costs_no_memory()
    {
        const int Megabyte = 1024 * 1024;
        var before = ResidentBytes();

        // The server may hang up on the body as soon as it knows its length, which a client sees as a broken pipe.
        try
        {
            using var response = await PostAsync(new byte[100 * Megabyte]);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }
        catch (HttpRequestException)
        {
        }

        Assert.InRange(ResidentBytes() - before, long.MinValue, 40 * Megabyte);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        await client.CallAsync("agent_list");
    }

    [Fact]
    public async Task Headers_that_contradict_the_body_are_refused()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var message = client.Message("tools/call", new { name = "agent_list", arguments = new { } });
        using var response = await PostAsync(
            Encoding.UTF8.GetBytes(message.ToJsonString()),
            ("MCP-Protocol-Version", ConnectionKinds.Modern),
            ("Mcp-Method", "tools/call"),
            ("Mcp-Name", "thread_list"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;
        Assert.Equal(-32020, error["code"]!.GetValue<int>());
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(fixture.Daemon.Url, "mcp")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Daemon.Token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await http.SendAsync(request, Limits.Soon());
    }

    private long ResidentBytes()
    {
        using var daemon = OsProcess.GetProcessById(fixture.Daemon.Pid);
        return daemon.WorkingSet64;
    }
}
