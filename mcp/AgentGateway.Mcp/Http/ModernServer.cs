using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AgentGateway.Mcp.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// One server for every request of the revision without sessions. Clients number their requests each for themselves, so
/// an id is replaced on the way in and restored by the <see cref="ModernExchange"/> on the way out. One shared server
/// costs a request a third less than one of its own. It is made for the first request, because making it takes time that
/// a start of the daemon would wait for.
/// </summary>
internal sealed class ModernServer : ITransport
{
    private static readonly TimeSpan CloseMax = TimeSpan.FromSeconds(1);

    private readonly Channel<JsonRpcMessage> _incoming = Channel.CreateUnbounded<JsonRpcMessage>(
        new() { SingleReader = true });
    private readonly McpFrontEndOptions _options;
    private readonly TimeProvider _time;
    private readonly Lazy<Serving> _serving;
    private readonly ConcurrentDictionary<long, ModernExchange> _open = new();
    private long _lastId;
    private int _openCount;

    public ModernServer(
        McpFrontEndOptions options, McpServerOptions definition, ILoggerFactory loggers, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _serving = new(() =>
        {
            var server = McpServer.Create(this, definition, loggers);
            return new(server, server.RunAsync(CancellationToken.None));
        });
    }

    private static ProtocolFault Stopping { get; } = new(
        ProtocolFault.Busy, "The daemon is stopping. Try again when it runs.");

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => _incoming.Reader;

    /// <summary>Nothing is sent outside of a request in this era.</summary>
    public Task SendMessageAsync(
        JsonRpcMessage message, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task ServeAsync(HttpContext http, JsonRpcMessage message)
    {
        if (message is not JsonRpcRequest request)
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        // The count bounds the channel: every message in it belongs to an open request.
        var opened = Interlocked.Increment(ref _openCount);
        try
        {
            if (opened > _options.OpenHttpRequestsMax) Refuse(http, request);
            else await ExchangeAsync(http, request);
        }
        finally
        {
            Interlocked.Decrement(ref _openCount);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_incoming.Writer.TryComplete()) return;
        // Subscriptions have been closed by now and their answers are on the way; nothing else is worth waiting for.
        var listening = _open.Values.Where(exchange => exchange.IsListening).Select(exchange => exchange.Completion);
        await Task.WhenAll(listening).WaitAsync(CloseMax, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var exchange in _open.Values) await exchange.AnswerAsync(Stopping);
        if (!_serving.IsValueCreated) return;
        await _serving.Value.Server.DisposeAsync();
        await _serving.Value.Run;
    }

    private async Task ExchangeAsync(HttpContext http, JsonRpcRequest request)
    {
        _ = _serving.Value;
        var number = Interlocked.Increment(ref _lastId);
        var id = new RequestId(number);
        var exchange = new ModernExchange(http, request.Id, id, _options.KeepAlive, _time)
        {
            IsListening = request.Method == RequestMethods.SubscriptionsListen,
        };
        var context = request.Context!;
        context.RelatedTransport = exchange;
        _open[number] = exchange;
        try
        {
            // A client that closes the response has cancelled the request.
            using var aborted = http.RequestAborted.UnsafeRegister(_ => Cancel(exchange, number), null);
            var message = new JsonRpcRequest
            {
                Id = id, Method = request.Method, Params = request.Params, Context = context,
            };
            if (!_incoming.Writer.TryWrite(message)) await exchange.AnswerAsync(Stopping);
            await exchange.Completion;
        }
        finally
        {
            _open.TryRemove(number, out _);
            await exchange.CloseAsync();
        }
    }

    private void Cancel(ModernExchange exchange, long id)
    {
        var parameters = new JsonObject { ["requestId"] = id };
        _incoming.Writer.TryWrite(
            new JsonRpcNotification { Method = NotificationMethods.CancelledNotification, Params = parameters });
        exchange.Abandon();
    }

    private static void Refuse(HttpContext http, JsonRpcRequest request)
    {
        http.Response.Headers.RetryAfter = "1";
        var fault = new ProtocolFault(
            ProtocolFault.Busy, "Too many requests are open here. Try again in a second.", request.Id);
        HttpResponseWriter.WriteFault(http, StatusCodes.Status503ServiceUnavailable, fault);
    }

    private sealed record Serving(McpServer Server, Task Run);
}
