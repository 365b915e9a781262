using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Protocol;

/// <summary>
/// The beginning of a connection or session of an earlier revision. A client that asks for a version that does not
/// begin like this is offered the newest that does, as those revisions demand; the SDK would refuse it.
/// </summary>
internal static class Handshake
{
    public static void Settle(JsonRpcMessage message)
    {
        if (message is not JsonRpcRequest { Method: RequestMethods.Initialize, Params: JsonObject parameters }
            || parameters["protocolVersion"] is not JsonValue asked
            || !asked.TryGetValue<string>(out var version)
            || ProtocolVersions.Legacy.Contains(version)) return;
        parameters["protocolVersion"] = ProtocolVersions.Legacy[0];
    }
}
