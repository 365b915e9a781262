using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// Refuses requests of revision 2026-07-28 whose headers differ from the body, because proxies route by the headers,
/// and methods that the revision removed.
/// </summary>
internal sealed class ModernRequestCheck(HeaderParameters parameters)
{
    public (int Status, ProtocolFault Fault)? Refuse(
        HttpRequest http, JsonRpcMessage message, ModernEnvelope envelope, string? header)
    {
        if (message is not JsonRpcRequest request) return null;
        if (Mismatch(http, request, envelope, header) is { } mismatch)
            return (StatusCodes.Status400BadRequest, mismatch with { Id = request.Id });
        if (request.Method is not ("initialize"
            or "ping"
            or "logging/setLevel"
            or "resources/subscribe"
            or "resources/unsubscribe"))
            return null;
        var gone = new ProtocolFault(
            (int)McpErrorCode.MethodNotFound,
            $"Method '{request.Method}' is not available in {ProtocolVersions.Modern}.",
            request.Id);
        return (StatusCodes.Status404NotFound, gone);
    }

    private ProtocolFault? Mismatch(HttpRequest http, JsonRpcRequest request, ModernEnvelope envelope, string? header)
    {
        if (header is null) return HeaderFault($"The header {McpHeaders.ProtocolVersion} is missing.");
        if (envelope.Version is null) return InvalidParams($"'_meta/{MetaKeys.ProtocolVersion}' is missing.");
        if (header != envelope.Version) return HeaderFault($"{McpHeaders.ProtocolVersion} does not match the body.");
        var method = McpHeaders.Text(http, McpHeaders.Method);
        if (method is null) return HeaderFault($"The header {McpHeaders.Method} is missing.");
        if (method != request.Method) return HeaderFault($"{McpHeaders.Method} does not match the body.");
        if (Target(request.Method, envelope.Parameters) is { } target)
        {
            if (NameMismatch(http, target) is { } fault) return fault;
            if (request.Method == RequestMethods.ToolsCall
                && parameters.Mismatch(http, target, envelope.Parameters) is { } wrong)
                return wrong;
        }

        return envelope.Meta?[MetaKeys.ClientCapabilities] is JsonObject
            ? null
            : InvalidParams($"'_meta/{MetaKeys.ClientCapabilities}' must be an object.");
    }

    private static ProtocolFault? NameMismatch(HttpRequest http, string target)
    {
        var raw = McpHeaders.Text(http, McpHeaders.Name);
        if (raw is null) return HeaderFault($"The header {McpHeaders.Name} is missing.");
        if (!HeaderParameters.TryDecode(raw, out var name)) return HeaderFault($"{McpHeaders.Name} is malformed.");
        return name == target ? null : HeaderFault($"{McpHeaders.Name} does not match the body.");
    }

    /// <summary>
    /// The tool, prompt, resource or task of the request, for the methods that name it in a header too.
    /// </summary>
    private static string? Target(string method, JsonObject? parameters) => method switch
    {
        RequestMethods.ToolsCall or RequestMethods.PromptsGet => ModernEnvelope.Text(parameters, "name"),
        RequestMethods.ResourcesRead => ModernEnvelope.Text(parameters, "uri"),
        "tasks/get" or "tasks/update" or "tasks/cancel" => ModernEnvelope.Text(parameters, "taskId"),
        _ => null,
    };

    internal static ProtocolFault HeaderFault(string message) => new((int)McpErrorCode.HeaderMismatch, message);

    private static ProtocolFault InvalidParams(string message) => new((int)McpErrorCode.InvalidParams, message);
}
