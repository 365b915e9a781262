namespace AgentGateway.Runtime.Artifacts;

/// <summary>How much is kept of what work produces: the settings <c>Artifacts</c>.</summary>
public sealed class ArtifactOptions
{
    /// <summary>The most of one artifact, in bytes; what is longer is cut.</summary>
    public long EachBytesMax { get; set; } = 16 * 1024 * 1024;

    /// <summary>All of them together; the oldest go first.</summary>
    public long TotalBytesMax { get; set; } = 1024L * 1024 * 1024;

    /// <summary>So many are kept; the oldest go first.</summary>
    public int CountMax { get; set; } = 10_000;
}
