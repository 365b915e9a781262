using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.McpServers;

namespace AgentGateway.McpClients.Tests;

/// <summary>Servers at an address. The person who configured one may mean this machine.</summary>
public sealed class HttpServerTests
{
    [Fact]
    public async Task An_address_is_called_with_its_headers_and_its_answers_are_bounded()
    {
        using var listener = Listen(out var url);
        var stopped = ServeAsync(listener);
        await using var outside = await OutsideServers.StartAsync(new McpServerSettings
        {
            Name = "web", Url = url + "mcp?key=hidden", Headers = new Dictionary<string, string> { ["X-Key"] = "k1" },
        });
        var server = await outside.UntilAsync("web", "enabled");
        Assert.Equal(("http", url + "mcp"), (server.Transport, server.Target));
        Assert.Equal("k1", (await outside.CallAsync("web__small")).Text);
        var large = await outside.CallAsync("web__large");
        Assert.True(large.IsRefused);
        Assert.Contains("mcp_server_failed", large.Text, StringComparison.Ordinal);
        listener.Stop();
        await stopped;
    }

    [Fact]
    public async Task An_address_without_a_server_and_one_that_redirects_fail_with_the_reason()
    {
        using var listener = Listen(out var url);
        var stopped = ServeAsync(listener);
        await using var outside = await OutsideServers.StartAsync(
            new McpServerSettings
            {
                Name = "away",
                Url = url + "redirect",
            }, new McpServerSettings { Name = "odd", Url = "ftp://127.0.0.1/" });
        Assert.Contains("302", (await outside.UntilAsync("away", "failed")).Reason, StringComparison.Ordinal);
        Assert.Contains("not an http", (await outside.UntilAsync("odd", "failed")).Reason, StringComparison.Ordinal);
        listener.Stop();
        await stopped;
    }

    [Fact]
    public async Task An_address_that_goes_is_noticed_by_the_call_that_fails_and_used_again_when_it_is_back()
    {
        using var first = Listen(out var url);
        var stopped = ServeAsync(first);
        await using var outside = await OutsideServers.StartAsync(new McpServerSettings
        {
            Name = "web", Url = url, Headers = new Dictionary<string, string> { ["X-Key"] = "k1" },
        });
        await outside.UntilAsync("web", "enabled");
        first.Stop();
        await stopped;

        Assert.True((await outside.CallAsync("web__small")).IsRefused);
        Assert.Contains(
            "cannot be reached", (await outside.UntilAsync("web", "failed")).Reason, StringComparison.Ordinal);

        using var second = new HttpListener { Prefixes = { url } };
        second.Start();
        stopped = ServeAsync(second);
        await outside.UntilAsync("web", "enabled");
        Assert.False((await outside.CallAsync("web__small")).IsRefused);
        second.Stop();
        await stopped;
    }

    [Fact]
    public async Task An_address_that_has_forgotten_the_conversation_is_asked_for_a_new_one()
    {
        using var first = Listen(out var url);
        var stopped = ServeAsync(first, "one");
        await using var outside = await OutsideServers.StartAsync(new McpServerSettings
        {
            Name = "web", Url = url, Headers = new Dictionary<string, string> { ["X-Key"] = "k1" },
        });
        var before = await outside.UntilAsync("web", "enabled");
        first.Stop();
        await stopped;
        using var second = new HttpListener { Prefixes = { url } };
        second.Start();
        stopped = ServeAsync(second, "two");

        Assert.Contains("session", (await outside.CallAsync("web__small")).Text, StringComparison.Ordinal);
        await outside.UntilAsync("web", server => server.State == "enabled" && server.Since > before.Since);
        Assert.Equal("k1", (await outside.CallAsync("web__small")).Text);
        second.Stop();
        await stopped;
    }

    private static HttpListener Listen(out string url)
    {
        // HttpListener takes no port 0, so a free one is asked for; another program may be quicker, then the next is
        // tried.
        while (true)
        {
            using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            free.Start();
            url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            free.Stop();
            var listener = new HttpListener { Prefixes = { url } };
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private static async Task ServeAsync(HttpListener listener, string? session = null)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                await AnswerAsync(context, session);
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException or IOException)
            {
                // Stopped, or the client hung up.
            }
        }
    }

    private static async Task AnswerAsync(HttpListenerContext context, string? session)
    {
        using var response = context.Response;
        if (context.Request.Url!.AbsolutePath == "/redirect")
            (response.StatusCode, response.RedirectLocation) = (302, "http://127.0.0.1:1/");
        else if (context.Request.HttpMethod != "POST") response.StatusCode = 405;
        else
        {
            var request = (await JsonNode.ParseAsync(context.Request.InputStream))!;
            if (request["id"] is null)
            {
                response.StatusCode = 202;
                return;
            }

            response.ContentType = "application/json";
            var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request["id"]!.DeepClone() };
            if (session is not null) response.Headers["Mcp-Session-Id"] = session;
            if (session is not null
                && (string?)request["method"] != "initialize"
                && context.Request.Headers["Mcp-Session-Id"] != session)
            {
                response.StatusCode = 400;
                answer["error"] = new JsonObject
                {
                    ["code"] = -32000,
                    ["message"] = "Bad Request: No valid session ID provided",
                };
            }
            else if (Result(request, context.Request.Headers["X-Key"]) is { } result) answer["result"] = result;
            else answer["error"] = new JsonObject { ["code"] = -32601, ["message"] = "unknown method" };
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()));
        }
    }

    private static JsonNode? Result(JsonNode request, string? key) => (string?)request["method"] switch
    {
        "initialize" => JsonNode.Parse(
            """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"web","version":"1"}}"""),
        "tools/list" => JsonNode.Parse(
            """{"tools":[{"name":"small","inputSchema":{"type":"object"}},{"name":"large","inputSchema":{"type":"object"}}]}"""),
        "tools/call" => new JsonObject
        {
            ["content"] = new JsonArray(new JsonObject
            {
                ["type"] = "text", ["text"] = (string?)request["params"]!["name"] == "large"
                    ? new string('x', LineTransport.LineBytesMax)
                    : key,
            }),
        },
        _ => null,
    };
}
