using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace AgentGateway.Process.Tests.Wire;

/// <summary>
/// Streamable HTTP in both eras: the headers mirror the body in the current one, a session follows initialize in the
/// older one.
/// </summary>
internal sealed class HttpWire(Uri endpoint, string token) : IWire
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Channel<JsonObject> _notifications = Channel.CreateUnbounded<JsonObject>();
    private string? _session;

    public ChannelReader<JsonObject> Notifications => _notifications.Reader;

    /// <summary>The revision that an older client agreed upon, which it repeats in a header from then on.</summary>
    public string? AgreedVersion { get; set; }

    public async Task<JsonObject> RequestAsync(JsonObject request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Mcp-Session-Id", out var sessions)) _session = sessions.Single();
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return await AnswerOfStreamAsync(response, request["id"]!.ToJsonString(), cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return JsonNode.Parse(body) as JsonObject
            ?? throw new InvalidDataException($"{(int)response.StatusCode}: {body}");
    }

    public async Task NotifyAsync(JsonObject notification, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(notification, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Opens the older era's stream for what the server says by itself; ends with the token.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        AddHeaders(request, null);
        request.Headers.Accept.Add(new("text/event-stream"));
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        _ = ForwardAsync(response, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ForwardAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in MessagesAsync(response, cancellationToken))
                _notifications.Writer.TryWrite(message);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or HttpRequestException)
        {
        }
        finally
        {
            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(JsonObject message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, endpoint)
            {
                Content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json"),
            };
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.Accept.Add(new("text/event-stream"));
        AddHeaders(request, message);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private void AddHeaders(HttpRequestMessage request, JsonObject? message)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var modern = message?["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.GetValue<string>();
        if (modern is not null)
        {
            request.Headers.Add("MCP-Protocol-Version", modern);
            request.Headers.Add("Mcp-Method", message!["method"]!.GetValue<string>());
            if (NameOf(message) is { } name) request.Headers.Add("Mcp-Name", name);
            return;
        }

        if (_session is not null) request.Headers.Add("Mcp-Session-Id", _session);
        if (AgreedVersion is not null) request.Headers.Add("MCP-Protocol-Version", AgreedVersion);
    }

    private static string? NameOf(JsonObject message) => message["method"]!.GetValue<string>() switch
    {
        "tools/call" or "prompts/get" => message["params"]!["name"]?.GetValue<string>(),
        "resources/read" => message["params"]!["uri"]?.GetValue<string>(),
        "tasks/get" or "tasks/update" or "tasks/cancel" => message["params"]!["taskId"]?.GetValue<string>(),
        _ => null,
    };

    private async Task<JsonObject> AnswerOfStreamAsync(
        HttpResponseMessage response, string id, CancellationToken cancellationToken)
    {
        await foreach (var message in MessagesAsync(response, cancellationToken))
        {
            if (message["method"] is null && message["id"]?.ToJsonString() == id) return message;
            _notifications.Writer.TryWrite(message);
        }

        throw new EndOfStreamException("The stream ended without the answer.");
    }

    private static async IAsyncEnumerable<JsonObject> MessagesAsync(
        HttpResponseMessage response,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
            if (item.Data.Length > 0) yield return JsonNode.Parse(item.Data)!.AsObject();
    }
}
