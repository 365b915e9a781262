using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Questions;

/// <summary>The stored JSON of questions: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(QuestionAsked))]
[JsonSerializable(typeof(QuestionAnswered))]
[JsonSerializable(typeof(QuestionExpired))]
[JsonSerializable(typeof(QuestionCancelled))]
[JsonSerializable(typeof(QuestionReported))]
[JsonSerializable(typeof(QuestionDeleted))]
[JsonSerializable(typeof(QuestionErased))]
[JsonSerializable(typeof(Question))]
public sealed partial class QuestionJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static QuestionJson Plain { get; } = new(StoredJson.Options());
}
