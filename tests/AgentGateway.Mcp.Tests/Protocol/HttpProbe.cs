using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>An HTTP client that sends exactly what a test wants.</summary>
internal sealed class HttpProbe(Uri url) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Limits.Signal };

    public void Dispose() => _http.Dispose();

    /// <summary>A request of 2026-07-28 with the headers that belong to it.</summary>
    public Task<HttpResponseMessage> ModernAsync(
        JsonObject message, Action<HttpRequestMessage>? change = null, CancellationToken cancellationToken = default)
    {
        var method = (string)message["method"]!;
        return PostAsync(message.ToJsonString(), request =>
        {
            request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            request.Headers.Add("Mcp-Method", method);
            var parameters = message["params"];
            var name = method switch { "resources/read" =>
                parameters?["uri"], "tasks/get" or "tasks/cancel" => parameters?["taskId"], _ => parameters?["name"] };
            if (name is not null) request.Headers.Add("Mcp-Name", (string)name!);
            change?.Invoke(request);
        }, cancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(
        string body, Action<HttpRequestMessage>? change = null, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        change?.Invoke(request);
        return SendAsync(request, cancellationToken);
    }

    public Task<HttpResponseMessage> SessionAsync(
        string session, JsonNode message, Action<HttpRequestMessage>? change = null) =>
        PostAsync(message.ToJsonString(), request =>
        {
            request.Headers.Add("Mcp-Session-Id", session);
            change?.Invoke(request);
        });

    public Task<HttpResponseMessage> GetAsync(
        string session, string? lastEventId = null, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Mcp-Session-Id", session);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        change?.Invoke(request);
        return SendAsync(request, CancellationToken.None);
    }

    public Task<HttpResponseMessage> DeleteAsync(string session, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, url);
        request.Headers.Add("Mcp-Session-Id", session);
        change?.Invoke(request);
        return SendAsync(request, CancellationToken.None);
    }

    /// <summary>The id of a new session of an earlier revision.</summary>
    public async Task<string> BeginSessionAsync(
        string version = "2025-11-25", string? principal = null, bool elicitation = false,
        Action<HttpRequestMessage>? change = null)
    {
        change ??= principal is null ? null : As(principal);
        using var response = await PostAsync(
            Messages.Legacy(0, "initialize", Messages.Initialize(version, elicitation)).ToJsonString(), change);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var session = Assert.Single(response.Headers.GetValues("Mcp-Session-Id"));
        await using var events = await EventProbe.OfAsync(response);
        Assert.Equal(version, (string)(await events.MessageAsync())["result"]!["protocolVersion"]!);
        using var initialized = await SessionAsync(
            session, JsonNode.Parse("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")!, change);
        Assert.Equal(HttpStatusCode.Accepted, initialized.StatusCode);
        return session;
    }

    public static Action<HttpRequestMessage> As(string principal) =>
        request => request.Headers.Add(McpHost.PrincipalHeader, principal);

    public static async Task<JsonObject> JsonAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
}
