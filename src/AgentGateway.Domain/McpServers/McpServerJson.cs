using System.Text.Json.Serialization;

namespace AgentGateway.Domain.McpServers;

/// <summary>The stored JSON of the tools of MCP servers: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(McpToolsSeen))]
[JsonSerializable(typeof(McpToolsAccepted))]
[JsonSerializable(typeof(KnownTools))]
public sealed partial class McpServerJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static McpServerJson Plain { get; } = new(StoredJson.Options());
}
