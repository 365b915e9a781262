using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>
/// The gateway socket of the test server: hello, heartbeats, sessions whose events are kept for a resume, and the ways
/// in which a socket goes wrong.
/// </summary>
internal sealed class DiscordGateway(DiscordWorld world, Func<string> address) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, Session> _sessions = [];
    private TaskCompletionSource _isOpen = Opening(isOpen: true);
    private WebSocket? _socket;
    private Session? _current;
    private int _sessionCount;

    /// <summary>The sessions that were opened anew.</summary>
    public Signal<string> Identified { get; } = new();

    /// <summary>The sequence numbers from which a session was resumed.</summary>
    public Signal<long?> Resumed { get; } = new();

    /// <summary>What a client acknowledged with each heartbeat.</summary>
    public Signal<long?> Beats { get; } = new();

    /// <summary>The codes with which a client closed its socket; null where it only went away.</summary>
    public Signal<int?> Closed { get; } = new();

    /// <summary>The paths on which sockets were opened.</summary>
    public Signal<string> Opened { get; } = new();

    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>Whether the server says nothing to heartbeats any more.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Whether the socket is opened without a greeting.</summary>
    public bool IsMute { get; set; }

    /// <summary>The code with which an identification is refused; null: it is accepted.</summary>
    public int? RefusedWith { get; set; }

    /// <summary>Whether a resumption is answered with an invalid session, which may be resumed again.</summary>
    public bool RefusesResume { get; set; }

    public string Address => address().Replace("http", "ws", StringComparison.Ordinal) + "/gateway";

    public async Task HandleAsync(HttpContext context)
    {
        await _isOpen.Task.WaitAsync(_end.Token);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        Opened.Add(context.Request.Path);
        try
        {
            if (!IsMute)
                await WriteAsync(socket, Frame(10, null, null, new JsonObject
                {
                    ["heartbeat_interval"] = (long)HeartbeatInterval.TotalMilliseconds,
                }));
            await ReadAsync(socket);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException
            or ObjectDisposedException or IOException or InvalidOperationException)
        {
            Closed.Add(null);
        }
    }

    /// <summary>An event happens: it is kept for a resume, and sent where a socket is open.</summary>
    /// <returns>Its sequence number.</returns>
    public async Task<long> DispatchAsync(string type, JsonObject data)
    {
        await _writing.WaitAsync(_end.Token);
        try
        {
            if (_current is not { } session) return 0;
            var frame = session.Keep(type, data);
            if (_socket is { State: WebSocketState.Open } socket) await TryWriteAsync(socket, frame);
            return session.Sequence;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Sends anything, without a session keeping it.</summary>
    public async Task SendRawAsync(string text) => await WriteAsync(_socket!, text);

    /// <summary>The connection breaks without a word.</summary>
    public void Drop() => _socket?.Abort();

    /// <summary>The connection breaks after half of a message.</summary>
    public async Task DropMidFrameAsync()
    {
        var socket = _socket!;
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("{\"op\":0,\"t\":\"MESS"), WebSocketMessageType.Text, false, _end.Token);
        socket.Abort();
    }

    public async Task CloseAsync(int code) =>
        await _socket!.CloseOutputAsync((WebSocketCloseStatus)code, "", _end.Token);

    public Task AskToReconnectAsync() => SendRawAsync(Frame(7, null, null, null));

    public Task InvalidateAsync(bool isResumable) => SendRawAsync(Frame(9, null, null, JsonValue.Create(isResumable)));

    /// <summary>Sends an event of the session once more, as a resume can.</summary>
    public async Task RepeatAsync(long sequence) => await WriteAsync(_socket!, _current!.Log[(int)sequence - 1]);

    /// <summary>Discord forgets the session; what happens from now on is not kept.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _sessions.Clear();
            _current = null;
        }
    }

    /// <summary>No further socket is opened until <see cref="AdmitsSockets"/>.</summary>
    public void HoldsSockets() => _isOpen = Opening(isOpen: false);

    public void AdmitsSockets() => _isOpen.TrySetResult();

    public ValueTask DisposeAsync()
    {
        _end.Cancel();
        _socket?.Abort();
        _end.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Opening(bool isOpen)
    {
        var opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (isOpen) opening.SetResult();
        return opening;
    }

    private async Task ReadAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), _end.Token);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                Closed.Add((int?)socket.CloseStatus);
                return;
            }

            using var frame = JsonDocument.Parse(buffer.AsMemory(0, read.Count));
            await TakeAsync(socket, frame.RootElement);
        }
    }

    private async Task TakeAsync(WebSocket socket, JsonElement frame)
    {
        var data = frame.GetProperty("d");
        switch (frame.GetProperty("op").GetInt32())
        {
            case 1:
                Beats.Add(data.ValueKind == JsonValueKind.Number ? data.GetInt64() : null);
                if (!IsFrozen) await WriteAsync(socket, Frame(11, null, null, null));
                break;
            case 2:
                await IdentifyAsync(socket, data);
                break;
            case 6:
                await ResumeAsync(socket, data);
                break;
            default:
                await socket.CloseOutputAsync((WebSocketCloseStatus)4001, "", _end.Token);
                break;
        }
    }

    private async Task IdentifyAsync(WebSocket socket, JsonElement data)
    {
        var isKnown = data.GetProperty("token").GetString() == DiscordServer.Token;
        if (!isKnown || RefusedWith is not null)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)(RefusedWith ?? 4004), "", _end.Token);
            return;
        }

        Session session;
        lock (_gate)
        {
            session = new($"session-{++_sessionCount}");
            _sessions[session.Id] = session;
        }

        string ready, guild;
        lock (world.Gate)
        {
            ready = session.Keep("READY", new()
            {
                ["v"] = 10,
                ["user"] = DiscordWorld.BotUser(),
                ["guilds"] = new JsonArray(new JsonObject { ["id"] = DiscordWorld.Guild, ["unavailable"] = true }),
                ["session_id"] = session.Id,
                ["resume_gateway_url"] = address().Replace("http", "ws", StringComparison.Ordinal) + "/resume",
                ["application"] = new JsonObject { ["id"] = DiscordServer.Application, ["flags"] = 0 },
            });
            guild = session.Keep("GUILD_CREATE", world.GuildCreate());
        }

        await AttachAsync(socket, session, [ready, guild]);
        Identified.Add(session.Id);
    }

    private async Task ResumeAsync(WebSocket socket, JsonElement data)
    {
        Session? session;
        lock (_gate) session = _sessions.GetValueOrDefault(data.GetProperty("session_id").GetString()!);
        var from = data.GetProperty("seq").ValueKind == JsonValueKind.Number
            ? data.GetProperty("seq").GetInt64()
            : (long?)null;
        Resumed.Add(from);
        if (session is null || RefusesResume)
        {
            await WriteAsync(socket, Frame(9, null, null, JsonValue.Create(session is not null)));
            return;
        }

        await AttachAsync(socket, session, null, from ?? 0);
    }

    /// <summary>From now on the session's events go to this socket, after those that it has missed.</summary>
    private async Task AttachAsync(WebSocket socket, Session session, string[]? first, long from = 0)
    {
        await _writing.WaitAsync(_end.Token);
        try
        {
            foreach (var missed in first ?? [.. session.Log.Skip((int)from)]) await TryWriteAsync(socket, missed);
            if (first is null) await TryWriteAsync(socket, session.Keep("RESUMED", []));
            (_socket, _current) = (socket, session);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task WriteAsync(WebSocket socket, string text)
    {
        await _writing.WaitAsync(_end.Token);
        try
        {
            await TryWriteAsync(socket, text);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task TryWriteAsync(WebSocket socket, string text)
    {
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, _end.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or IOException
            or InvalidOperationException)
        {
            // The socket is gone; the session keeps the event.
        }
    }

    private static string Frame(int operation, string? type, long? sequence, JsonNode? data) => new JsonObject
    {
        ["op"] = operation,
        ["t"] = type,
        ["s"] = sequence,
        ["d"] = data,
    }.ToJsonString();

    /// <summary>A session and its events in order, each as it was sent.</summary>
    private sealed class Session(string id)
    {
        public string Id => id;

        public long Sequence => Log.Count;

        public List<string> Log { get; } = [];

        public string Keep(string type, JsonObject data)
        {
            var frame = Frame(0, type, Log.Count + 1, data);
            Log.Add(frame);
            return frame;
        }
    }
}
