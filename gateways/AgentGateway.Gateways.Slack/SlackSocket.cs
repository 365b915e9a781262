using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Wire;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// One socket of Socket Mode. Each envelope is acknowledged on the socket that it came over, after its content is
/// stored; what is not acknowledged Slack delivers again.
/// </summary>
internal sealed class SlackSocket : IAsyncDisposable
{
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(30);

    private readonly TextSocket _socket;
    private readonly TaskCompletionSource _replacementAsked =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SlackSocket(TextSocket socket) => _socket = socket;

    /// <summary>How many sockets the app has, this one among them, as Slack said when it was opened.</summary>
    public long Connections { get; private set; }

    /// <summary>Completes when Slack is about to close the socket.</summary>
    public Task ReplacementAsked => _replacementAsked.Task;

    /// <summary>Opens a socket and waits until Slack says hello on it.</summary>
    public static async Task<SlackSocket> OpenAsync(
        SlackClient client, TimeProvider time, TimeSpan pingInterval, CancellationToken cancellationToken)
    {
        var address = await client.OpenSocketAsync(cancellationToken);
        using var limit = new CancellationTokenSource(OpenLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        SlackSocket? opened = null;
        try
        {
            opened = new(await TextSocket.OpenAsync(address, SlackClient.UserAgent, pingInterval, both.Token));
            await opened.WaitForHelloAsync(both.Token);
            return opened;
        }
        catch (Exception exception)
        {
            if (opened is not null) await opened.DisposeAsync();
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new ChatException(
                    ChatFaultKind.Unavailable,
                    $"{address.Host} opened no socket within {OpenLimit.TotalSeconds:0} seconds.",
                    exception);
            throw;
        }
    }

    /// <summary>
    /// Takes envelopes until the socket is lost. What fails while an envelope is taken is told to
    /// <paramref name="broken"/>, and the envelope is not acknowledged.
    /// </summary>
    public async Task ReadAsync(
        SlackIntake intake, SlackBot bot, TaskCompletionSource broken, CancellationToken cancellationToken)
    {
        while (await _socket.ReadAsync(cancellationToken) is { } message)
        {
            if (message.IsBinary || SlackJson.Parse(message.Bytes) is not { } json)
            {
                intake.Warn("Slack sent something on the socket that is not JSON.");
                continue;
            }

            if (json.Text("type") == "disconnect") Disconnecting(json.Text("reason"));
            else if (json.Text("envelope_id") is { } id)
                await TakeAsync(json, id, intake, bot, broken, cancellationToken);
        }
    }

    public Task CloseAsync(CancellationToken cancellationToken) => _socket.CloseAsync(1000, cancellationToken);

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    private async Task WaitForHelloAsync(CancellationToken cancellationToken)
    {
        while (await _socket.ReadAsync(cancellationToken) is { } message)
            if (!message.IsBinary && SlackJson.Parse(message.Bytes) is { } json)
                switch (json.Text("type"))
                {
                    case "hello":
                        Connections = json.Number("num_connections") ?? 1;
                        return;
                    case "disconnect":
                        Disconnecting(json.Text("reason"));
                        throw new ChatException(
                            ChatFaultKind.Unavailable, "Slack took a new connection back before it was in use.");
                }

        throw new ChatException(ChatFaultKind.Unavailable, "Slack closed a new connection before it was in use.");
    }

    private void Disconnecting(string? reason)
    {
        if (reason == "link_disabled")
            throw new ChatException(ChatFaultKind.Misconfigured, "Socket Mode was turned off for the Slack app.")
            {
                Hint = "Turn Socket Mode on for the app at api.slack.com/apps, or set Gateways:Slack:Mode to http.",
            };
        if (reason == "too_many_websockets")
            throw new ChatException(
                ChatFaultKind.OtherReceiver, "The Slack app has more connections than Slack allows.")
            {
                Hint = "End the other programs that use the same AppToken.",
            };
        _replacementAsked.TrySetResult();
    }

    private async Task TakeAsync(
        JsonElement envelope, string id, SlackIntake intake, SlackBot bot, TaskCompletionSource broken,
        CancellationToken cancellationToken)
    {
        var taking = await intake.BeginAsync(
            envelope.Text("type") ?? "",
            envelope.Object("payload") ?? default,
            bot,
            () => AcknowledgeAsync(id, cancellationToken),
            cancellationToken);
        _ = ObserveAsync(taking, broken);
    }

    private async Task AcknowledgeAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.WriteAsync(new JsonObject { ["envelope_id"] = id }.ToJsonString(), cancellationToken);
        }
        catch (Exception exception) when (exception is ChatException or ObjectDisposedException)
        {
            // The socket is gone: Slack delivers the envelope again, and what is stored already is not stored twice.
        }
    }

    private static async Task ObserveAsync(Task taking, TaskCompletionSource broken)
    {
        try
        {
            await taking;
        }
        catch (OperationCanceledException)
        {
            // It was not stored, so it is not acknowledged.
        }
        catch (Exception exception)
        {
            broken.TrySetException(exception);
        }
    }
}
