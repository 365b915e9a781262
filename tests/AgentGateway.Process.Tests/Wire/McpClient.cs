using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Wire;

/// <summary>
/// A client of our own that shares no code with the server: it builds every message by hand, in the era of its connection.
/// </summary>
internal sealed class McpClient : IAsyncDisposable
{
    private readonly ConnectionKind _door;
    private int _lastId;

    private McpClient(ConnectionKind kind, IWire wire) => (_door, Wire) = (kind, wire);

    public IWire Wire { get; }

    /// <summary>What the server said of itself: the result of initialize or of server/discover.</summary>
    public JsonObject Server { get; private set; } = [];

    /// <summary>What this client says that it can do.</summary>
    public JsonObject Capabilities { get; init; } = [];

    /// <param name="toolsets">What <c>tools/list</c> is to show; null for the default.</param>
    public static async Task<McpClient> ConnectAsync(
        Daemon daemon, ConnectionKind kind, JsonObject? capabilities = null, string? directory = null, string? toolsets = null)
    {
        IWire wire = kind.IsStdio()
            ? StdioWire.Spawn(daemon.Data, directory, toolsets is null ? [] : ["--toolsets", toolsets])
            : new HttpWire(new(daemon.Url, toolsets is null ? "mcp" : $"mcp?toolsets={toolsets}"), daemon.Token);
        return await ConnectAsync(wire, kind, capabilities);
    }

    public static async Task<McpClient> ConnectAsync(IWire wire, ConnectionKind kind, JsonObject? capabilities = null)
    {
        var client = new McpClient(kind, wire) { Capabilities = capabilities ?? [] };
        if (kind.IsModern())
        {
            client.Server = await client.RequestAsync("server/discover");
            return client;
        }

        client.Server = await client.RequestAsync("initialize", new
        {
            protocolVersion = ConnectionKinds.Older,
            capabilities = client.Capabilities,
            clientInfo = new { name = "agw-tests", version = "1" },
        });
        Assert.Equal(ConnectionKinds.Older, client.Server["protocolVersion"]!.GetValue<string>());
        if (wire is HttpWire http) http.AgreedVersion = ConnectionKinds.Older;
        await client.NotifyAsync("notifications/initialized");
        return client;
    }

    /// <summary>A message as this era writes it.</summary>
    public JsonObject Message(string method, object? parameters = null, bool request = true)
    {
        var body = parameters is null ? [] : JsonSerializer.SerializeToNode(parameters)!.AsObject();
        if (_door.IsModern() && request)
        {
            var meta = body["_meta"] as JsonObject ?? [];
            body.Remove("_meta");
            meta["io.modelcontextprotocol/protocolVersion"] = ConnectionKinds.Modern;
            meta["io.modelcontextprotocol/clientCapabilities"] = Capabilities.DeepClone();
            meta["io.modelcontextprotocol/clientInfo"] ??= new JsonObject { ["name"] = "agw-tests", ["version"] = "1" };
            body["_meta"] = meta;
        }

        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method };
        if (request) message["id"] = Interlocked.Increment(ref _lastId);
        if (body.Count > 0) message["params"] = body;
        return message;
    }

    /// <exception cref="McpError">The answer is an error.</exception>
    public async Task<JsonObject> RequestAsync(string method, object? parameters = null, TimeSpan? limit = null)
    {
        using var late = new CancellationTokenSource(limit ?? Limits.Signal);
        var answer = await Wire.RequestAsync(Message(method, parameters), late.Token);
        Assert.Equal("2.0", answer["jsonrpc"]!.GetValue<string>());
        if (answer["error"] is JsonObject error) throw McpError.Of(error);
        var result = Assert.IsType<JsonObject>(answer["result"]);
        if (_door.IsModern()) Assert.NotNull(result["resultType"]);
        return result;
    }

    public async Task NotifyAsync(string method, object? parameters = null) =>
        await Wire.NotifyAsync(Message(method, parameters, request: false), Limits.Soon());

    /// <summary>Calls a tool; refused or not.</summary>
    public async Task<ToolResult> TryAsync(string tool, object? arguments = null, TimeSpan? limit = null) =>
        ToolResult.Of(await RequestAsync("tools/call", new { name = tool, arguments = arguments ?? new { } }, limit));

    /// <summary>Calls a tool that must not refuse.</summary>
    public async Task<ToolResult> CallAsync(string tool, object? arguments = null, TimeSpan? limit = null) =>
        (await TryAsync(tool, arguments, limit)).Accepted();

    /// <summary>Waits for a message of the server's own that fits.</summary>
    public async Task<JsonObject> HearAsync(Func<JsonObject, bool> fits)
    {
        var late = Limits.Soon();
        await foreach (var message in Wire.Notifications.ReadAllAsync(late))
            if (fits(message)) return message;
        throw new EndOfStreamException("The server went away before it said what was waited for.");
    }

    /// <summary>Listens for changes of those resources while the action runs.</summary>
    public async Task ListenAsync(string[] uris, Func<Task> action)
    {
        using var listening = new CancellationTokenSource(Limits.Signal);
        var stream = Wire.RequestAsync(
            Message("subscriptions/listen", new { notifications = new { resourceSubscriptions = uris } }),
            listening.Token);
        await HearAsync(message => message["method"].String() == "notifications/subscriptions/acknowledged");
        await action();
        await listening.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream);
    }

    /// <summary>Waits until a change of each of those resources was told.</summary>
    public async Task HearOfAsync(string[] uris)
    {
        var heard = new HashSet<string>();
        while (!heard.IsSupersetOf(uris))
        {
            var updated = await HearAsync(
                message => message["method"].String() == "notifications/resources/updated");
            heard.Add(updated["params"]!["uri"].String()!);
        }
    }

    public async ValueTask DisposeAsync() => await Wire.DisposeAsync();
}
