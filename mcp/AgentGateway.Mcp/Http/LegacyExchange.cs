using System.Buffers;
using System.Threading.Channels;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Subscriptions;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// The response of one POST to a session, which carries one request or a batch of them. What is sent goes to a stream
/// that outlives the HTTP response: a client that loses the connection has not cancelled anything, and reads on with a
/// GET.
/// </summary>
internal sealed class LegacyExchange(
    LegacySession session, EventStream stream, IEnumerable<RequestId> unanswered) : ITransport, ILastingConnection
{
    private readonly Lock _lock = new();
    private readonly HashSet<RequestId> _unanswered = [.. unanswered];

    public EventStream Stream => stream;

    public string? SessionId => session.SessionId;

    public ChannelReader<JsonRpcMessage> MessageReader => throw new NotSupportedException("An exchange only sends.");

    public Subscription Subscription => session.Subscription;

    public void RequestEnded(RequestId id, bool cancelled)
    {
        session.RequestEnded();
        if (cancelled) Answered(id);
    }

    public ValueTask DisposeAsync() => default;

    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        stream.Append(Bytes(message));
        if (message is JsonRpcResponse or JsonRpcError) Answered(((JsonRpcMessageWithId)message).Id);
        return Task.CompletedTask;
    }

    /// <summary>The session ends, so that what is open gets an error for an answer.</summary>
    public void End()
    {
        RequestId[] open;
        lock (_lock) open = [.. _unanswered];
        var ended = new ProtocolFault(
            ProtocolFault.UnknownSession, "The session has ended. Begin a new one with 'initialize'.");
        foreach (var id in open)
        {
            stream.Append(Bytes((ended with { Id = id }).ToError()));
            Answered(id);
        }
    }

    /// <summary>
    /// Ends the response before the answer is there; the client reconnects after the pause and finds it.
    /// </summary>
    public void Release(TimeSpan pause) => stream.Release(pause);

    internal static byte[] Bytes(JsonRpcMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        WireJson.Serialize(buffer, message);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The request has its answer, or was cancelled and gets none. After the last one nothing follows.
    /// </summary>
    private void Answered(RequestId id)
    {
        lock (_lock)
        {
            if (!_unanswered.Remove(id) || _unanswered.Count > 0) return;
        }
        stream.Complete();
        session.Answered(this);
    }
}
