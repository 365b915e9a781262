using System.Text.Json.Nodes;
using AgentGateway.Domain.Clients;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Protocol;

/// <summary>
/// Reads the name that a client gives itself: before 2026-07-28 once, in <c>initialize</c>; since then in the metadata of
/// each request. The client's program writes both; the arguments that a model gives to a tool are not looked at.
/// </summary>
internal static class ClaimedName
{
    /// <summary>Null where the message does not say it.</summary>
    public static ClientName? Of(JsonRpcMessage message)
    {
        if (message is not JsonRpcRequest { Params: JsonObject parameters } request) return null;
        var client = request.Method == RequestMethods.Initialize
            ? parameters["clientInfo"]
            : (parameters["_meta"] as JsonObject)?[MetaKeys.ClientInfo];
        return client is JsonObject said && said["name"] is JsonValue name && name.TryGetValue<string>(out var text)
            ? ClientName.Of(text)
            : null;
    }
}
