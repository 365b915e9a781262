using System.Text.Json.Serialization;

namespace AgentGateway.Terminal.Status;

/// <summary>Reading pattern files.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PatternFile))]
internal sealed partial class PatternJson : JsonSerializerContext;
