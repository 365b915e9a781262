using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Protocol;

/// <summary>
/// The version of a connection or session of an earlier revision. A client that requests a version without
/// <c>initialize</c> is offered the newest version with it, as those revisions demand; the SDK would refuse it.
/// </summary>
internal static class Handshake
{
    public static void ChooseVersion(JsonRpcMessage message)
    {
        if (message is not JsonRpcRequest { Method: RequestMethods.Initialize, Params: JsonObject parameters }
            || parameters["protocolVersion"] is not JsonValue requested
            || !requested.TryGetValue<string>(out var version)
            || ProtocolVersions.Legacy.Contains(version)) return;
        parameters["protocolVersion"] = ProtocolVersions.Legacy[0];
    }
}
