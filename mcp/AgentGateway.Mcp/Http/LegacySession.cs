using System.Threading.Channels;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Runtime.Principals;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// A client of a revision before 2026-07-28: its server, what it subscribed to, and the events that were sent to it
/// lately. It belongs to the principal that began it.
/// </summary>
internal sealed class LegacySession : ITransport
{
    /// <summary>The stream of messages that belong to no request, read by the session's GET.</summary>
    private const string StandaloneName = "0";

    private readonly Channel<JsonRpcMessage> _incoming = Channel.CreateUnbounded<JsonRpcMessage>(
        new() { SingleReader = true });
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private readonly List<EventStream> _streams = [];
    private readonly HashSet<LegacyExchange> _exchanges = [];
    private readonly McpFrontEndOptions _options;
    private readonly LegacySubscriptions _subscriptions;
    private readonly McpServer _server;
    private readonly Task _run;
    private Task _notifying = Task.CompletedTask;
    private int _lastStream;
    private int _openRequests;

    public LegacySession(
        string id,
        Caller caller,
        McpFrontEndOptions options,
        McpServerOptions definition,
        LegacySubscriptions subscriptions,
        ILoggerFactory loggers,
        ConnectedClients clients)
    {
        (SessionId, Principal, Tools, _options,
            _subscriptions) = (id, caller.Principal, caller.Tools, options, subscriptions);
        Connection = clients.Enter(caller.Workspace);
        Connection.Client = caller.Client;
        Subscription = new(options.SubscribedResourcesMax);
        if (Tools is not null) Tools.Changed += () => Subscription.Offer(new(ResourceChangeKind.ToolList));
        Standalone = new(StandaloneName, options.ReplayBytesPerSessionMax);
        _streams.Add(Standalone);
        _server = McpServer.Create(this, definition, loggers);
        _run = _server.RunAsync(CancellationToken.None);
    }

    public string SessionId { get; }

    public Principal Principal { get; }

    /// <summary>Which tools it lists, from its beginning on.</summary>
    public ToolSelection? Tools { get; }

    /// <summary>Its place among the connected clients, with the name that its client gave in <c>initialize</c>.</summary>
    public ConnectedClients.Connection Connection { get; }

    public EventStream Standalone { get; }

    public Subscription Subscription { get; }

    /// <summary>When the session was last used, a timestamp that the table of sessions sets.</summary>
    public long UsedAt { get; set; }

    /// <summary>HTTP requests that are open on it now; a session with one is in use.</summary>
    public int OpenResponses { get; set; }

    public string? Version => _server.NegotiatedProtocolVersion;

    public ChannelReader<JsonRpcMessage> MessageReader => _incoming.Reader;

    /// <summary>
    /// Sends a message that belongs to no request, on the standalone stream, where a repeated notification is kept
    /// once.
    /// </summary>
    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        Standalone.Append(LegacyExchange.Bytes(message), isHint: message is JsonRpcNotification);
        return Task.CompletedTask;
    }

    /// <summary>Hands in messages that came with one POST; null when too many requests are open already.</summary>
    public EventStream? Post(IReadOnlyList<JsonRpcMessage> messages, bool beginWithId)
    {
        var requests = messages.OfType<JsonRpcRequest>().Select(request => request.Id).ToArray();
        if (Interlocked.Add(ref _openRequests, requests.Length) > _options.OpenRequestsPerConnectionMax)
        {
            Interlocked.Add(ref _openRequests, -requests.Length);
            return null;
        }
        var exchange = Open(requests);
        if (beginWithId) exchange.Stream.Append([]);
        foreach (var message in messages)
        {
            if (message is JsonRpcNotification { Method: NotificationMethods.InitializedNotification })
                BeginNotifying();
            message.Context!.RelatedTransport = exchange;
            if (!_incoming.Writer.TryWrite(message)) exchange.End();
        }
        return exchange.Stream;
    }

    /// <summary>
    /// The stream that an event's id belongs to, and the event's number; null if it is no longer kept.
    /// </summary>
    public (EventStream Stream, long Number)? Find(string eventId)
    {
        if (eventId.Split('.') is not [var name, var number] || !long.TryParse(number, out var after)) return null;
        lock (_lock) return _streams.Find(stream => stream.Name == name) is { } stream ? (stream, after) : null;
    }

    public void RequestEnded() => Interlocked.Decrement(ref _openRequests);

    /// <summary>
    /// Called when every request of one POST has its answer. While the finished streams take more than the limit, the
    /// oldest are forgotten; a response that still reads one of them reads it to its end.
    /// </summary>
    public void Answered(LegacyExchange exchange)
    {
        lock (_lock)
        {
            _exchanges.Remove(exchange);
            var bytes = _streams.Sum(stream => stream.Bytes);
            while (bytes > _options.ReplayBytesPerSessionMax || _streams.Count > _options.OpenRequestsPerConnectionMax)
            {
                if (_streams.Find(stream => stream.IsComplete) is not { } oldest) return;
                _streams.Remove(oldest);
                bytes -= oldest.Bytes;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_incoming.Writer.TryComplete()) return;
        Connection.Dispose();
        await _ended.CancelAsync();
        LegacyExchange[] open;
        lock (_lock) open = [.. _exchanges];
        foreach (var exchange in open) exchange.End();
        Standalone.Complete();
        await _server.DisposeAsync();
        await _run;
        await _notifying;
        _ended.Dispose();
    }

    private LegacyExchange Open(RequestId[] requests)
    {
        lock (_lock)
        {
            var exchange = new LegacyExchange(
                this, new EventStream($"{++_lastStream}", _options.ReplayBytesPerSessionMax), requests);
            if (requests.Length == 0) return exchange;
            _streams.Add(exchange.Stream);
            _exchanges.Add(exchange);
            return exchange;
        }
    }

    private void BeginNotifying()
    {
        lock (_lock)
        {
            if (_notifying == Task.CompletedTask)
                _notifying = _subscriptions.RunAsync(Subscription, _server, _ended.Token);
        }
    }
}
