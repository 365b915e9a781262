using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Agents.Registration;

/// <summary>The stored JSON of registered agents: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AgentRegistered))]
[JsonSerializable(typeof(AgentRegistrationState))]
public sealed partial class AgentRegistrationJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static AgentRegistrationJson Plain { get; } = new(StoredJson.Options());
}
