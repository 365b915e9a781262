using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Skills;

/// <summary>The stored JSON of what is allowed of skills: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SkillsAllowed))]
[JsonSerializable(typeof(SkillsDisallowed))]
[JsonSerializable(typeof(SkillAllowance))]
public sealed partial class SkillJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static SkillJson Plain { get; } = new(StoredJson.Options());
}
