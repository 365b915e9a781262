namespace AgentGateway.Runtime.Views;

/// <summary>A file or a result that work produced, as every front end shows it.</summary>
public sealed record ArtifactView
{
    public required string Id { get; init; }

    /// <summary>file, output, page or result.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string MediaType { get; init; }

    public required long Bytes { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>There was more than is kept.</summary>
    public required bool Truncated { get; init; }

    public string? Agent { get; init; }

    public string? ThreadId { get; init; }

    public string? TurnId { get; init; }

    public string? TaskId { get; init; }

    public string? SessionId { get; init; }

    public string? Tool { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed record ArtifactListView(IReadOnlyList<ArtifactView> Artifacts, string? NextCursor);

/// <param name="Text">Untrusted text, or null where base64 is given.</param>
/// <param name="NextOffset">Where it goes on; null at its end.</param>
public sealed record ArtifactContentView(
    ArtifactView Artifact, string Format, string? Text, string? Base64, long Offset, long? NextOffset);
