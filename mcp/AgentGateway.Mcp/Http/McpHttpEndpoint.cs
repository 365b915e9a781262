using AgentGateway.Domain;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Principals;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// Streamable HTTP of both eras on one path. The host has already checked the Host and Origin headers and the token;
/// this endpoint checks the body, and decides to which era the request belongs.
/// </summary>
internal sealed class McpHttpEndpoint(
    McpFrontEndOptions options, ModernServer modern, ModernRequestCheck check, LegacyHttp legacy,
        ConnectedClients clients)
{
    public Task HandleAsync(HttpContext http, Caller caller)
    {
        var method = http.Request.Method;
        if (HttpMethods.IsPost(method)) return PostAsync(http, caller);
        var sessionsOnly = HttpMethods.IsGet(method) || HttpMethods.IsDelete(method);
        if (!sessionsOnly || http.Request.Headers[McpHeaders.ProtocolVersion] == ProtocolVersions.Modern)
        {
            http.Response.Headers.Allow = sessionsOnly ? "POST" : "POST, GET, DELETE";
            HttpResponseWriter.WriteFault(
                http, StatusCodes.Status405MethodNotAllowed, ProtocolFault.NotARequest("Messages are sent by POST."));
            return Task.CompletedTask;
        }
        return HttpMethods.IsGet(method) ? legacy.GetAsync(http, caller) : legacy.DeleteAsync(http, caller);
    }

    /// <summary>Refuses a request whose query is wrong.</summary>
    public static Task RefuseAsync(HttpContext http, Rejection refused)
    {
        var message = refused.Hint is { } hint ? $"{refused.Message} {hint}" : refused.Message;
        HttpResponseWriter.WriteFault(http, StatusCodes.Status400BadRequest, ProtocolFault.NotARequest(message));
        return Task.CompletedTask;
    }

    private async Task PostAsync(HttpContext http, Caller caller)
    {
        if (MediaTypes.Refuse(http.Request) is var (status, reason))
        {
            HttpResponseWriter.WriteFault(http, status, ProtocolFault.NotARequest(reason));
            return;
        }
        if (await RequestBody.ReadAsync(http, options.MessageBytesMax) is not { } parsed) return;
        if (parsed.Fault is { } fault)
        {
            HttpResponseWriter.WriteFault(http, StatusCodes.Status400BadRequest, fault);
            return;
        }
        var header = McpHeaders.Text(http.Request, McpHeaders.ProtocolVersion);
        if (parsed.Batch is { } batch) await legacy.PostBatchAsync(http, caller, batch, header);
        else await PostMessageAsync(http, caller, parsed.Message!, header);
    }

    private async Task PostMessageAsync(HttpContext http, Caller caller, JsonRpcMessage message, string? header)
    {
        var envelope = ModernEnvelope.Of(message);
        if (VersionCheck.Refuse(header, envelope.Version, message) is { } refused)
        {
            HttpResponseWriter.WriteFault(http, StatusCodes.Status400BadRequest, refused);
            return;
        }
        message.Context = new() { User = CallerIdentity.ToUser(caller), ProtocolVersion = header };
        if (header != ProtocolVersions.Modern && envelope.Version != ProtocolVersions.Modern)
        {
            await legacy.PostAsync(http, caller, message);
            return;
        }
        var client = ClaimedName.Of(message);
        if (client is not null) clients.Seen(client);
        message.Context.User = CallerIdentity.ToUser(
            caller with { Tools = caller.Tools?.ForRequest(), Client = client });
        if (check.Refuse(http.Request, message, envelope, header) is var (status, fault))
            HttpResponseWriter.WriteFault(http, status, fault);
        else
            await modern.ServeAsync(http, message);
    }
}
