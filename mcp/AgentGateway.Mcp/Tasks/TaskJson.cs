using System.Text.Json.Serialization;

namespace AgentGateway.Mcp.Tasks;

/// <summary>The JSON of the one result type that the SDK does not know.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateTaskResult))]
internal sealed partial class TaskJson : JsonSerializerContext;
