using System.Text.Json.Serialization;

namespace AgentGateway.Domain.RememberedRules;

/// <summary>The stored JSON of remembered rules: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RuleMade))]
[JsonSerializable(typeof(RuleRevoked))]
[JsonSerializable(typeof(RememberedRule))]
public sealed partial class RuleJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static RuleJson Plain { get; } = new(StoredJson.Options());
}
