using System.Security.Claims;
using AgentGateway.Domain;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Runtime.Principals;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Stdio;

/// <summary>
/// One local connection, of either era: a server of its own, whose options are shared with all connections but those
/// that are told something of their own. Every message is answered or, where the protocol has no answer for it,
/// ignored; only the client or the daemon ends the connection.
/// </summary>
internal sealed class McpConnection(
    McpFrontEndOptions options, Func<Caller, McpServerOptions> definitionOf, LegacySubscriptions subscriptions,
        ConnectedClients clients, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>
    /// Serves the client until it closes the connection, and answers the requests that are open then.
    /// </summary>
    public async Task RunAsync(Stream stream, Caller caller, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var transport = new LineTransport(
            stream, options.OpenRequestsPerConnectionMax, options.SubscribedResourcesMax, ended);
        await using var server = McpServer.Create(transport, definitionOf(caller), loggers);
        var run = server.RunAsync(ended.Token);
        Task? notifying = null;
        if (caller.Tools is { } tools)
            tools.Changed += () => transport.Subscription.Offer(new(ResourceChangeKind.ToolList));
        try
        {
            await ReadAsync(stream, caller, transport, server, Notify, ended.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException
            or IOException
            or ObjectDisposedException)
        {
            // The connection is over, which everything below is there for.
        }
        transport.CompleteInput();
        await run.WaitAsync(
            options.AnswerAfterInputMax, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended.CancelAsync();
        await run;
        if (notifying is not null) await notifying;

        void Notify() => notifying ??= subscriptions.RunAsync(transport.Subscription, server, ended.Token);
    }

    /// <summary>Answers the first request of a client with the reason of the refusal, and ends.</summary>
    public async Task RefuseAsync(Stream stream, Rejection refused, CancellationToken cancellationToken)
    {
        var reader = new LineReader(stream, options.MessageBytesMax);
        var text = refused.Hint is { } hint ? $"{refused.Message} {hint}" : refused.Message;
        while (await reader.ReadAsync(cancellationToken) is { } line)
        {
            if (MessageParser.Parse(line.Bytes.Span).Message is not JsonRpcRequest request) continue;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await using var transport = new LineTransport(
                stream, options.OpenRequestsPerConnectionMax, options.SubscribedResourcesMax, ended);
            await transport.SendMessageAsync(
                (ProtocolFault.NotARequest(text) with { Id = request.Id }).ToError(), cancellationToken);
            return;
        }
    }

    private async Task ReadAsync(
        Stream stream, Caller caller, LineTransport transport, McpServer server, Action onInitialized,
            CancellationToken cancellationToken)
    {
        using var connection = clients.Enter(caller.Workspace);
        var user = CallerIdentity.ToUser(caller);
        var reader = new LineReader(stream, options.MessageBytesMax);
        while (await reader.ReadAsync(cancellationToken) is { } line)
        {
            if (line.Bytes.Span.Trim(" \t\r"u8).IsEmpty) continue;
            foreach (var parsed in Messages(line, server, transport))
            {
                if (parsed.Message is JsonRpcNotification { Method: NotificationMethods.InitializedNotification })
                    onInitialized();
                if (parsed.Message is { } message && ClaimedName.Of(message) is { } name && name != connection.Client)
                {
                    connection.Client = name;
                    user = CallerIdentity.ToUser(caller with { Client = name });
                }

                if (Receive(parsed, user, transport) is { } fault)
                    await transport.SendMessageAsync(fault.ToError(), cancellationToken);
            }
            await transport.ReadyAsync(cancellationToken);
        }
    }

    private IReadOnlyList<ParsedMessage> Messages(Line line, McpServer server, LineTransport transport)
    {
        if (line.IsTooLong)
            return [ProtocolFault.TooLong(options.MessageBytesMax, MessageParser.IdOfBeginning(line.Bytes.Span))];
        var parsed = MessageParser.Parse(line.Bytes.Span);
        if (parsed.Batch is not { } batch) return [parsed];
        if (server.NegotiatedProtocolVersion != ProtocolVersions.WithBatches)
            return [ProtocolFault.NotARequest(
                $"Only revision {ProtocolVersions.WithBatches} has batches. Send one message at a time.")];
        transport.Gather(
            new([.. batch.Select(part => part.Message).OfType<JsonRpcRequest>().Select(request => request.Id)]));
        return batch;
    }

    private ProtocolFault? Receive(ParsedMessage parsed, ClaimsPrincipal user, LineTransport transport)
    {
        if (parsed.Message is not { } received) return parsed.Fault;
        Handshake.ChooseVersion(received);
        received.Context = new() { User = user, RelatedTransport = transport };
        if (transport.TryReceive(received) || received is not JsonRpcRequest request) return null;
        var message =
            $"More than {options.OpenRequestsPerConnectionMax} requests are open on this connection. Wait for some "
                + "to end.";
        return new(ProtocolFault.Busy, message, request.Id);
    }
}
