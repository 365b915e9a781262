using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Approvals;

/// <summary>The stored JSON of approvals: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ApprovalRequested))]
[JsonSerializable(typeof(ApprovalSeen))]
[JsonSerializable(typeof(ApprovalDecided))]
[JsonSerializable(typeof(ApprovalUsed))]
[JsonSerializable(typeof(ApprovalExpired))]
[JsonSerializable(typeof(ApprovalCancelled))]
[JsonSerializable(typeof(ApprovalReported))]
[JsonSerializable(typeof(ApprovalDeleted))]
[JsonSerializable(typeof(ApprovalErased))]
[JsonSerializable(typeof(Approval))]
public sealed partial class ApprovalJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static ApprovalJson Plain { get; } = new(StoredJson.Options());
}
