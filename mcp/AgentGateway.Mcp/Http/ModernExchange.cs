using System.Text.Json.Nodes;
using System.Threading.Channels;
using AgentGateway.Mcp.Protocol;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// The response of one request: plain JSON if its answer is the first message that is sent, else an event stream that
/// ends with the answer. Writing waits for a slow client, so that it holds up its own request and nothing else.
/// </summary>
internal sealed class ModernExchange(
    HttpContext http, RequestId outer, RequestId inner, TimeSpan keepAlive, TimeProvider time) : ITransport
{
    private const int UnsentMax = 4;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SseWriter? _events;
    private int _unsent;
    private bool _closed;

    public bool IsListening { get; init; }

    /// <summary>Ends when the answer is written or the client is gone; never fails.</summary>
    public Task Completion => _completion.Task;

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => throw new NotSupportedException("An exchange only sends.");

    public ValueTask DisposeAsync() => default;

    /// <summary>The client is gone, so the answer is no longer needed.</summary>
    public void Abandon() => _completion.TrySetResult();

    /// <summary>From here on nothing touches the response, which ends with its request.</summary>
    public async Task CloseAsync()
    {
        await _writing.WaitAsync();
        Close();
        _writing.Release();
    }

    /// <summary>Answers in place of the server, which is stopping.</summary>
    public Task AnswerAsync(ProtocolFault fault) => SendMessageAsync((fault with { Id = inner }).ToError());

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (message is JsonRpcRequest)
            throw new InvalidOperationException($"{ProtocolVersions.Modern} has no requests from server to client.");
        // A client that does not read its progress is sent no more of it.
        if (message is JsonRpcNotification { Method: NotificationMethods.ProgressNotification }
            && Volatile.Read(ref _unsent) > UnsentMax)
            return;
        var isAnswer = IsAnswer(message);
        Interlocked.Increment(ref _unsent);
        try
        {
            await _writing.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _unsent);
        }
        try
        {
            if (_closed) return;
            await WriteAsync(Outward(message), isAnswer, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client is gone, which its own cancellation makes known to the handler.
        }
        finally
        {
            if (isAnswer) Close();
            _writing.Release();
        }
    }

    private async ValueTask WriteAsync(JsonRpcMessage message, bool isAnswer, CancellationToken cancellationToken)
    {
        if (_events is null && isAnswer)
        {
            http.Response.StatusCode = HttpResponseWriter.StatusOf(message);
            HttpResponseWriter.WriteJson(http, message);
            return;
        }
        if (_events is null)
        {
            HttpResponseWriter.BeginEvents(http);
            _events = new(http.Response.BodyWriter);
            _ = KeepAliveAsync(_events, http.RequestAborted);
        }
        await _events.WriteAsync(message, cancellationToken);
    }

    private async Task KeepAliveAsync(SseWriter events, CancellationToken aborted)
    {
        while (true)
        {
            await Completion.WaitAsync(
                keepAlive, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Completion.IsCompleted) return;
            if (!_writing.Wait(0, CancellationToken.None)) continue;
            try
            {
                if (!_closed) await events.WriteKeepAliveAsync(aborted);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The abort of the request ends the exchange.
            }
            finally
            {
                _writing.Release();
            }
        }
    }

    private bool IsAnswer(JsonRpcMessage message) =>
        message is JsonRpcResponse or JsonRpcError && ((JsonRpcMessageWithId)message).Id == inner;

    /// <summary>The message as the client knows it, with the id that it chose.</summary>
    private JsonRpcMessage Outward(JsonRpcMessage message) => message switch
    {
        JsonRpcResponse response => new JsonRpcResponse { Id = outer, Result = WithSubscriptionId(response.Result) },
        JsonRpcError error => new JsonRpcError { Id = outer, Error = error.Error },
        JsonRpcNotification notification =>
            new JsonRpcNotification { Method = notification.Method, Params = WithSubscriptionId(notification.Params) },
        _ => message,
    };

    private JsonNode? WithSubscriptionId(JsonNode? content)
    {
        if ((content as JsonObject)?["_meta"] is JsonObject meta && meta.ContainsKey(MetaKeys.SubscriptionId))
            meta[MetaKeys.SubscriptionId] = outer.Id switch { long number => number, string text => text, _ => null };
        return content;
    }

    private void Close()
    {
        _closed = true;
        _completion.TrySetResult();
    }
}
