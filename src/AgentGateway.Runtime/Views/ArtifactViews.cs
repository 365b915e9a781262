namespace AgentGateway.Runtime.Views;

/// <summary>What every surface shows of a file or a result that work produced.</summary>
/// <param name="Kind">file, output, page or result.</param>
/// <param name="Truncated">There was more than is kept.</param>
public sealed record ArtifactView(
    string Id,
    string Kind,
    string Name,
    string MediaType,
    long Bytes,
    string Sha256,
    bool Truncated,
    string? Agent,
    string? ThreadId,
    string? TurnId,
    string? TaskId,
    string? SessionId,
    string? Tool,
    DateTimeOffset CreatedAt);

public sealed record ArtifactListView(IReadOnlyList<ArtifactView> Artifacts, string? NextCursor);

/// <param name="Text">Untrusted text, or null where base64 is given.</param>
/// <param name="NextOffset">Where it goes on; null at its end.</param>
public sealed record ArtifactContentView(ArtifactView Artifact, string Format, string? Text, string? Base64, long Offset, long? NextOffset);
