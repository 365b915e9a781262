using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>
/// Delivers to the app as Socket Mode does: each envelope to one of the open sockets, and again to another while it is
/// not acknowledged and its socket is gone.
/// </summary>
internal sealed class SlackDeliveries : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SlackServerSocket> _sockets = [];
    private readonly List<Delivery> _unacknowledged = [];
    private readonly Channel<SlackServerSocket> _opened = Channel.CreateUnbounded<SlackServerSocket>();
    private readonly ConcurrentQueue<string> _acknowledged = [];
    private readonly SlackRequests _requests = new();
    private int _envelopes;
    private int _turn;

    /// <summary>The address that the app is called at instead of over sockets; null for sockets.</summary>
    public Uri? RequestUrl { get; set; }

    /// <summary>Ids of envelopes in the order in which they were acknowledged.</summary>
    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    /// <summary>Sockets that are connected, whether they take payloads or not.</summary>
    public int Connected
    {
        get
        {
            lock (_gate) return _sockets.Count;
        }
    }

    /// <summary>The socket that was opened last.</summary>
    public SlackServerSocket Newest
    {
        get
        {
            lock (_gate) return _sockets[^1];
        }
    }

    public async Task<SlackServerSocket> NextSocketAsync() => await _opened.Reader.ReadAsync(Limits.Soon());

    /// <summary>Serves a socket until it ends.</summary>
    public async Task ServeAsync(SlackServerSocket socket, string hello)
    {
        await socket.SendAsync(hello);
        List<Delivery> waiting;
        lock (_gate)
        {
            _sockets.Add(socket);
            waiting = [.. _unacknowledged.Where(delivery => delivery.Socket is not { IsOpen: true })];
        }

        _opened.Writer.TryWrite(socket);
        foreach (var delivery in waiting) await SendAsync(delivery, "timeout");
        await socket.ReadAsync(Acknowledge);
        List<Delivery> again;
        lock (_gate)
        {
            _sockets.Remove(socket);
            again = [.. _unacknowledged.Where(delivery => delivery.Socket == socket)];
        }

        foreach (var delivery in again) await SendAsync(delivery, "connection_failed");
    }

    /// <summary>Delivers a payload; completes when it is on its way or waits for a socket.</summary>
    /// <returns>Completes when it is acknowledged.</returns>
    public async Task<Task> DeliverAsync(string kind, JsonObject payload)
    {
        if (RequestUrl is { } url) return _requests.DeliverAsync(url, kind, payload);
        var delivery = new Delivery(
            $"envelope-{Interlocked.Increment(ref _envelopes)}",
            kind,
            payload,
            new(TaskCreationOptions.RunContinuationsAsynchronously));
        await SendAsync(delivery, null);
        return delivery.Done.Task.WaitAsync(Limits.Signal);
    }

    public void Dispose()
    {
        _requests.Dispose();
        lock (_gate)
            foreach (var socket in _sockets)
                socket.Dispose();
    }

    private async Task SendAsync(Delivery delivery, string? retryReason)
    {
        SlackServerSocket socket;
        var envelope = new JsonObject
        {
            ["envelope_id"] = delivery.Id,
            ["type"] = delivery.Kind,
            ["payload"] = delivery.Payload.DeepClone(),
            ["accepts_response_payload"] = delivery.Kind != "events_api",
        };
        lock (_gate)
        {
            // At once with the choice of its socket, so that a socket that opens now does not deliver it a second time.
            if (retryReason is null) _unacknowledged.Add(delivery);
            var open = _sockets.Where(candidate => candidate.IsOpen).ToList();
            if (open.Count == 0)
            {
                delivery.Socket = null;
                return;
            }

            // Slack promises no order among sockets.
            socket = open[_turn++ % open.Count];
            delivery.Socket = socket;
            if (delivery.Kind == "events_api")
            {
                envelope["retry_attempt"] = delivery.Attempts;
                envelope["retry_reason"] = retryReason ?? "";
            }

            delivery.Attempts++;
        }

        await socket.SendAsync(envelope.ToJsonString());
    }

    private void Acknowledge(string id)
    {
        Delivery? delivery;
        lock (_gate)
        {
            delivery = _unacknowledged.Find(waiting => waiting.Id == id);
            if (delivery is not null) _unacknowledged.Remove(delivery);
        }

        _acknowledged.Enqueue(id);
        delivery?.Done.TrySetResult();
    }

    private sealed record Delivery(string Id, string Kind, JsonObject Payload, TaskCompletionSource Done)
    {
        public SlackServerSocket? Socket { get; set; }

        public int Attempts { get; set; }
    }
}
