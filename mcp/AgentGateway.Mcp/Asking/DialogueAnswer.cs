using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Asking;

/// <summary>A client's answer as it came.</summary>
internal static class DialogueAnswer
{
    /// <summary>Null when it is none.</summary>
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
