using System.Buffers;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Subscriptions;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Stdio;

/// <summary>
/// One message, one line. Writing waits for the client; while many messages wait, nothing more is read from it, so that
/// a client that does not read is pushed back by its own pipe.
/// </summary>
internal sealed class LineTransport(
    Stream stream, int openRequestsMax, int subscribedResourcesMax, CancellationTokenSource ended)
        : ITransport, ILastingConnection
{
    private const int UnsentMessagesMax = 32;
    private const int UnsentProgressMax = 4;
    private const int KeptBufferBytesMax = 256 * 1024;

    private readonly Channel<JsonRpcMessage> _incoming = Channel.CreateUnbounded<JsonRpcMessage>(
        new() { SingleReader = true });
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Lock _lock = new();
    private readonly HashSet<RequestId> _listening = [];
    private readonly List<LineBatch> _batches = [];
    private ArrayBufferWriter<byte> _buffer = new(4096);
    private int _openRequests;
    private int _unsent;

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => _incoming.Reader;

    public Subscription Subscription { get; } = new(subscribedResourcesMax);

    /// <summary>Hands a message to the server; false when it is a request and too many are open.</summary>
    public bool TryReceive(JsonRpcMessage message)
    {
        if (message is JsonRpcRequest request)
        {
            if (Interlocked.Increment(ref _openRequests) > openRequestsMax)
            {
                Interlocked.Decrement(ref _openRequests);
                return false;
            }
            if (request.Method == RequestMethods.SubscriptionsListen)
                lock (_lock) _listening.Add(request.Id);
        }
        return _incoming.Writer.TryWrite(message);
    }

    /// <summary>Gathers the answers to these requests, which come back as one array.</summary>
    public void Gather(LineBatch batch)
    {
        lock (_lock) _batches.Add(batch);
    }

    /// <summary>Waits, where a lot is still unsent, until it has been sent.</summary>
    public async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _unsent) <= UnsentMessagesMax) return;
        await _writing.WaitAsync(cancellationToken);
        _writing.Release();
    }

    /// <summary>The client sends no more. Its open requests are still answered; its subscriptions end.</summary>
    public void CompleteInput()
    {
        Subscription.Complete();
        lock (_lock)
        {
            foreach (var id in _listening)
            {
                JsonNode? requestId = id.Id switch { long number => number, string text => text, _ => null };
                var parameters = new JsonObject { ["requestId"] = requestId };
                _incoming.Writer.TryWrite(
                    new JsonRpcNotification
                    {
                        Method = NotificationMethods.CancelledNotification,
                        Params = parameters,
                    });
            }
        }
        _incoming.Writer.TryComplete();
    }

    public void RequestEnded(RequestId id, bool cancelled)
    {
        Interlocked.Decrement(ref _openRequests);
        LineBatch? finished = null;
        lock (_lock)
        {
            _listening.Remove(id);
            if (cancelled) finished = Answer(id, null);
        }
        // This send is not awaited: the request that it would belong to was cancelled.
        if (finished is not null) _ = WriteAsync(finished.Answers, isBatch: true, CancellationToken.None);
    }

    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        // A client that does not read is sent no more progress.
        if (message is JsonRpcNotification { Method: NotificationMethods.ProgressNotification }
            && Volatile.Read(ref _unsent) > UnsentProgressMax)
            return Task.CompletedTask;
        if (_batches.Count > 0 && message is JsonRpcResponse or JsonRpcError)
        {
            lock (_lock)
            {
                var inBatch = _batches.Exists(batch => batch.TryAnswer(((JsonRpcMessageWithId)message).Id, message));
                if (inBatch)
                    return TakeFinished() is { } finished
                        ? WriteAsync(finished.Answers, isBatch: true, cancellationToken)
                        : Task.CompletedTask;
            }
        }
        return WriteAsync([message], isBatch: false, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _incoming.Writer.TryComplete();
        return default;
    }

    private LineBatch? Answer(RequestId id, JsonRpcMessage? answer) =>
        _batches.Exists(batch => batch.TryAnswer(id, answer)) ? TakeFinished() : null;

    private LineBatch? TakeFinished()
    {
        if (_batches.Find(batch => batch.IsComplete) is not { } finished) return null;
        _batches.Remove(finished);
        return finished.Answers.Count > 0 ? finished : null;
    }

    private async Task WriteAsync(
        IReadOnlyList<JsonRpcMessage> messages, bool isBatch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _unsent);
        try
        {
            await _writing.WaitAsync(cancellationToken);
            try
            {
                // Half a line would spoil the next one, so only the end of the connection stops one that was begun.
                await stream.WriteAsync(Serialize(messages, isBatch), ended.Token);
            }
            finally
            {
                _writing.Release();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            await ended.CancelAsync();
        }
        finally
        {
            Interlocked.Decrement(ref _unsent);
        }
    }

    private ReadOnlyMemory<byte> Serialize(IReadOnlyList<JsonRpcMessage> messages, bool isBatch)
    {
        if (_buffer.Capacity > KeptBufferBytesMax) _buffer = new(4096);
        _buffer.ResetWrittenCount();
        if (isBatch) _buffer.Write("["u8);
        for (var i = 0; i < messages.Count; i++)
        {
            if (i > 0) _buffer.Write(","u8);
            WireJson.Serialize(_buffer, messages[i]);
        }
        _buffer.Write(isBatch ? "]\n"u8 : "\n"u8);
        return _buffer.WrittenMemory;
    }
}
