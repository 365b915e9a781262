using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>Reads a client's answer to an elicitation.</summary>
internal static class ElicitationAnswer
{
    /// <summary>Null when it is not the result of an elicitation.</summary>
    public static ElicitResult? Read(JsonElement raw)
    {
        try
        {
            return raw.ValueKind == JsonValueKind.Object
                ? (ElicitResult?)raw.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ElicitResult)))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
