using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Artifacts;

/// <summary>
/// A file or a result that work produced, as it was at that moment. Its content is kept beside the journal, under its
/// digest.
/// </summary>
/// <param name="Content">Null before it was recorded.</param>
/// <param name="RemovedAt">From then on its content is not kept; null while it is.</param>
public sealed record Artifact(
    ArtifactId Id,
    ArtifactContent? Content,
    ArtifactOrigin Origin,
    DateTimeOffset RecordedAt,
    DateTimeOffset? RemovedAt)
{
    public static Artifact Initial { get; } = new(default, null, ArtifactOrigin.None, default, null);
}

/// <param name="Name">A path in the workspace, or what it is the output of.</param>
/// <param name="Digest">SHA-256, hexadecimal.</param>
/// <param name="IsCut">There was more than is kept.</param>
public sealed record ArtifactContent(
    ArtifactKind Kind, string Name, string MediaType, long Bytes, string Digest, bool IsCut = false);

/// <summary>What produced it; each part is null where it has none.</summary>
public sealed record ArtifactOrigin(
    string? Agent = null,
    ThreadId? Thread = null,
    TurnId? Turn = null,
    TaskId? Task = null,
    SessionId? Session = null,
    string? Tool = null)
{
    public static readonly ArtifactOrigin None = new();
}

/// <summary>What an artifact is.</summary>
public enum ArtifactKind
{
    /// <summary>A file as it was written.</summary>
    File,

    /// <summary>What a program printed.</summary>
    Output,

    /// <summary>A page that was fetched.</summary>
    Page,

    /// <summary>What a tool or a task answered.</summary>
    Result,
}
