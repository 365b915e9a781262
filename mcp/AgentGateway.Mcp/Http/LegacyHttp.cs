using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Principals;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// HTTP of the revisions with sessions: POST hands messages to a session and answers as an event stream, GET listens or
/// reads on where a connection broke, DELETE ends. Closing a response cancels nothing here.
/// </summary>
internal sealed class LegacyHttp(LegacySessions sessions, McpFrontEndOptions options, TimeProvider time)
{
    public async Task PostAsync(HttpContext http, Caller caller, JsonRpcMessage message)
    {
        Handshake.ChooseVersion(message);
        var id = McpHeaders.Text(http.Request, McpHeaders.SessionId);
        if (id is null && message is JsonRpcRequest { Method: RequestMethods.Initialize })
        {
            if (await sessions.CreateAsync(caller with { Client = ClaimedName.Of(message) }) is not { } created)
            {
                Busy(http, ((JsonRpcRequest)message).Id, "Every session here is in use. Try again later.");
                return;
            }
            id = created.SessionId;
        }
        await PostAsync(http, caller, id, [message]);
    }

    public async Task PostBatchAsync(
        HttpContext http, Caller caller, IReadOnlyList<ParsedMessage> batch, string? header)
    {
        var id = McpHeaders.Text(http.Request, McpHeaders.SessionId);
        var session = id is null || header == ProtocolVersions.Modern ? null : sessions.Enter(id, caller.Principal);
        try
        {
            if (session?.Version != ProtocolVersions.WithBatches)
            {
                Refuse(http, ProtocolFault.NotARequest(
                    $"Only revision {ProtocolVersions.WithBatches} has batches. Send one message at a time."));
                return;
            }
            if (batch.FirstOrDefault(part => part.Fault is not null).Fault is { } fault)
            {
                Refuse(http, fault);
                return;
            }
            foreach (var part in batch)
                part.Message!.Context = new() { User = CallerIdentity.ToUser(caller), ProtocolVersion = header };
            await PostAsync(http, caller, id, [.. batch.Select(part => part.Message!)]);
        }
        finally
        {
            if (session is not null) sessions.Leave(session);
        }
    }

    public async Task GetAsync(HttpContext http, Caller caller)
    {
        if (!MediaTypes.Accepts(http.Request, MediaTypes.EventStream))
        {
            var unacceptable = ProtocolFault.NotARequest($"The client has to accept {MediaTypes.EventStream}.");
            HttpResponseWriter.WriteFault(http, StatusCodes.Status406NotAcceptable, unacceptable);
            return;
        }
        if (McpHeaders.Text(http.Request, McpHeaders.SessionId) is not { } id)
        {
            http.Response.Headers.Allow = "POST";
            HttpResponseWriter.WriteFault(http, StatusCodes.Status405MethodNotAllowed, NoSessionNamed);
            return;
        }
        await InSessionAsync(http, caller, id, default, async session =>
        {
            var standalone = session.Standalone;
            if (McpHeaders.Text(http.Request, McpHeaders.LastEventId) is not { } last)
                await SendAsync(
                    http,
                    session,
                    standalone,
                    standalone.LastNumber,
                    ProtocolVersions.BeginsStreamsWithAnId(session.Version));
            else if (session.Find(last) is var (stream, number))
                await SendAsync(http, session, stream, number, beginWithId: false);
            else
                Refuse(http, ProtocolFault.NotARequest(
                    $"{McpHeaders.LastEventId} names an event that is not kept any more. Repeat what was open."));
        });
    }

    public async Task DeleteAsync(HttpContext http, Caller caller)
    {
        if (McpHeaders.Text(http.Request, McpHeaders.SessionId) is not { } id) Refuse(http, NoSessionNamed);
        else if (!await sessions.EndAsync(id, caller.Principal)) Unknown(http, default);
    }

    private static ProtocolFault NoSessionNamed { get; } = ProtocolFault.NotARequest(
        $"The header {McpHeaders.SessionId} is missing. A session begins with 'initialize'; "
            + $"{ProtocolVersions.Modern} needs none.");

    private async Task PostAsync(HttpContext http, Caller caller, string? id, IReadOnlyList<JsonRpcMessage> messages)
    {
        var requestId = messages is [JsonRpcRequest request] ? request.Id : default;
        if (id is null)
        {
            Refuse(http, NoSessionNamed with { Id = requestId });
            return;
        }
        await InSessionAsync(http, caller, id, requestId, async session =>
        {
            // The tools that the session enabled stay enabled for it, even when a later request goes to another
            // address.
            var user = CallerIdentity.ToUser(
                caller with { Tools = session.Tools, Client = session.Connection.Client });
            foreach (var message in messages) message.Context!.User = user;
            var hasRequests = messages.Any(message => message is JsonRpcRequest);
            var version = messages[0].Context!.ProtocolVersion ?? session.Version ?? RequestedVersion(messages[0]);
            if (session.Post(
                messages, hasRequests && ProtocolVersions.BeginsStreamsWithAnId(version)) is not { } stream)
                Busy(http, requestId, "Too many requests are open in this session. Wait for some to end.");
            else if (hasRequests)
                await SendAsync(http, session, stream, after: 0, beginWithId: false);
            else
                http.Response.StatusCode = StatusCodes.Status202Accepted;
        });
    }

    /// <summary>The version that <c>initialize</c> requests, before one is negotiated.</summary>
    private static string? RequestedVersion(JsonRpcMessage message) =>
        ModernEnvelope.Text(ModernEnvelope.Of(message).Parameters, "protocolVersion");

    private async Task InSessionAsync(
        HttpContext http, Caller caller, string id, RequestId requestId, Func<LegacySession, Task> work)
    {
        if (sessions.Enter(id, caller.Principal) is not { } session)
        {
            Unknown(http, requestId);
            return;
        }
        try
        {
            await work(session);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client closed the response, which is its right.
        }
        finally
        {
            sessions.Leave(session);
        }
    }

    private async Task SendAsync(
        HttpContext http, LegacySession session, EventStream stream, long after, bool beginWithId)
    {
        http.Response.Headers[McpHeaders.SessionId] = session.SessionId;
        HttpResponseWriter.BeginEvents(http);
        var writer = new SseWriter(http.Response.BodyWriter);
        if (beginWithId) await writer.WriteAsync(stream.IdOf(after), default, null, http.RequestAborted);
        else await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        await foreach (var events in stream.ReadAsync(after, options.KeepAlive, time, http.RequestAborted))
        {
            if (events.Count == 0) await writer.WriteKeepAliveAsync(http.RequestAborted);
            foreach (var e in events)
                await writer.WriteAsync(stream.IdOf(e.Number), e.Data, e.Retry, http.RequestAborted);
        }
    }

    private static void Refuse(
        HttpContext http, ProtocolFault fault) =>
            HttpResponseWriter.WriteFault(http, StatusCodes.Status400BadRequest, fault);

    private static void Unknown(HttpContext http, RequestId id) => HttpResponseWriter.WriteFault(
        http, StatusCodes.Status404NotFound, new(
            ProtocolFault.UnknownSession, "There is no such session. Begin a new one with 'initialize'.", id));

    private static void Busy(HttpContext http, RequestId id, string message)
    {
        http.Response.Headers.RetryAfter = "1";
        HttpResponseWriter.WriteFault(
            http, StatusCodes.Status503ServiceUnavailable, new(ProtocolFault.Busy, message, id));
    }
}
