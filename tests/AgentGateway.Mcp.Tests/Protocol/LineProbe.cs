using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>A local client that says exactly what a test wants, well-formed or not, over a real socket.</summary>
internal sealed class LineProbe : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;
    private readonly CancellationTokenSource _daemon = new();
    private int _lastId;

    private LineProbe(Socket socket, Socket accepted, Func<Stream, CancellationToken, Task> serve)
    {
        _stream = new(socket, ownsSocket: true);
        _reader = new(_stream, Encoding.UTF8);
        Served = ServeAsync(accepted, serve);
    }

    /// <summary>Ends when the server is done with the connection.</summary>
    public Task Served { get; }

    public Stream Stream => _stream;

    public static Task<LineProbe> ConnectAsync(McpHost host, Caller? caller = null) => ConnectAsync(
        (stream, stop) => host.FrontEnd.RunConnectionAsync(stream, caller ?? new(Principal.Client), stop));

    /// <summary>A client of the bridge, which says where it works.</summary>
    public static Task<LineProbe> ConnectInAsync(McpHost host, ConnectionRequest request) => ConnectAsync(
        (stream, stop) => host.FrontEnd.ServeAsync(stream, request, stop));

    private static async Task<LineProbe> ConnectAsync(Func<Stream, CancellationToken, Task> serve)
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * 1024, NoDelay = true };
        await socket.ConnectAsync(listener.LocalEndpoint);
        var accepted = await listener.AcceptSocketAsync();
        accepted.SendBufferSize = 16 * 1024;
        return new(socket, accepted, serve);
    }

    public Task SendAsync(string line) => SendAsync(Encoding.UTF8.GetBytes(line + "\n"));

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask().WaitAsync(Limits.Signal);

    public async Task<JsonNode> ReadAsync()
    {
        var line = await _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limits.Signal);
        return JsonNode.Parse(line ?? throw new IOException("The connection was closed."))!;
    }

    /// <summary>Null when the server closed the connection.</summary>
    public async Task<string?> ReadLineAsync() =>
        await _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limits.Signal);

    /// <summary>What comes until a message fits; that message.</summary>
    public async Task<JsonObject> HearAsync(Func<JsonObject, bool> fits)
    {
        while (true)
            if (await ReadAsync() is JsonObject message && fits(message)) return message;
    }

    /// <summary>A request of 2026-07-28, and its answer.</summary>
    public async Task<JsonObject> AskAsync(string method, JsonObject? parameters = null, bool elicitation = false)
    {
        var request = Messages.Modern(++_lastId, method, parameters, elicitation: elicitation);
        await SendAsync(request.ToJsonString());
        return await HearAsync(message => message["id"]?.ToJsonString() == $"{_lastId}");
    }

    /// <summary>A request of an earlier revision, and its answer.</summary>
    public async Task<JsonObject> AskLegacyAsync(string method, JsonObject? parameters = null)
    {
        await SendAsync(Messages.Legacy(++_lastId, method, parameters).ToJsonString());
        return await HearAsync(message => message["id"]?.ToJsonString() == $"{_lastId}");
    }

    public async Task<JsonObject> InitializeAsync(string version = "2025-11-25", bool elicitation = false)
    {
        var answer = await AskLegacyAsync("initialize", Messages.Initialize(version, elicitation));
        await SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return answer;
    }

    /// <summary>Says that nothing more will be sent, and goes on listening.</summary>
    public void CloseInput() => _stream.Socket.Shutdown(SocketShutdown.Send);

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _stream.DisposeAsync();
        await _daemon.CancelAsync();
        await Served.WaitAsync(Limits.Signal);
        _daemon.Dispose();
    }

    private async Task ServeAsync(Socket accepted, Func<Stream, CancellationToken, Task> serve)
    {
        await using var stream = new NetworkStream(accepted, ownsSocket: true);
        await serve(stream, _daemon.Token);
    }
}
