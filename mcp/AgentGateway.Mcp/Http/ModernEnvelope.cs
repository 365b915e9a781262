using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// The parameters of a message of revision 2026-07-28, with the metadata and the protocol version in them.
/// </summary>
internal readonly record struct ModernEnvelope(JsonObject? Parameters, JsonObject? Meta, string? Version)
{
    public static ModernEnvelope Of(JsonRpcMessage message)
    {
        var parameters = message switch
        {
            JsonRpcRequest request => request.Params as JsonObject,
            JsonRpcNotification notification => notification.Params as JsonObject,
            _ => null,
        };
        var meta = parameters?["_meta"] as JsonObject;
        return new(parameters, meta, Text(meta, MetaKeys.ProtocolVersion));
    }

    /// <summary>A string property; null if there is none, or it is something else.</summary>
    public static string? Text(JsonObject? holder, string name) =>
        holder?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
