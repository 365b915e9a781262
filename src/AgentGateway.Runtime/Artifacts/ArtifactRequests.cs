using AgentGateway.Domain.Artifacts;

namespace AgentGateway.Runtime.Artifacts;

/// <summary>A product to keep as an artifact.</summary>
/// <param name="Key">Names the product: a product that is kept again under the same key stays one artifact.</param>
/// <param name="MediaType">Null for text.</param>
public sealed record KeepArtifact(
    ArtifactKind Kind, string Name, string Key, ArtifactOrigin Origin, string? MediaType = null);

/// <summary>
/// A page of the list, newest first; filters that are null fit everything. Unchecked text from outside.
/// </summary>
public sealed record ListArtifacts(
    string? ThreadId = null, string? TaskId = null, string? SessionId =
        null, string? TurnId = null, string? Kind = null, int? Limit = null, string? Cursor = null);

/// <param name="Offset">In bytes; 0 when null.</param>
/// <param name="Format">text, or raw for base64; what fits the content when null.</param>
public sealed record ReadArtifact(string ArtifactId, long? Offset = null, int? MaxBytes = null, string? Format = null);
