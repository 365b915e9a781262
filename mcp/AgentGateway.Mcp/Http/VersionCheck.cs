using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// Refuses revisions that the server does not speak, and names those that the client could use instead.
/// </summary>
internal static class VersionCheck
{
    public static ProtocolFault? Refuse(string? header, string? inBody, JsonRpcMessage message)
    {
        var id = message is JsonRpcRequest request ? request.Id : default;
        if (header is not null && !ProtocolVersions.All.Contains(header))
            return Unsupported(header, inBody is null ? ProtocolVersions.All : [ProtocolVersions.Modern], id);
        // A body that differs from its header is refused by ModernRequestCheck. Without a header the body names the
        // revision, and only one revision is named in bodies.
        return inBody is not null && inBody != ProtocolVersions.Modern && (header is null || header == inBody)
            ? Unsupported(inBody, [ProtocolVersions.Modern], id)
            : null;
    }

    private static ProtocolFault Unsupported(string requested, IEnumerable<string> supported, RequestId id) => new(
        (int)McpErrorCode.UnsupportedProtocolVersion,
        $"Protocol version '{requested}' is not supported.",
        id,
        new JsonObject
        {
            ["supported"] = new JsonArray([.. supported.Select(version => JsonValue.Create(version))]),
            ["requested"] = requested,
        });
}
