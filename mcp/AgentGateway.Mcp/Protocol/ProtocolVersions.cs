namespace AgentGateway.Mcp.Protocol;

/// <summary>The revisions of MCP that are spoken, and what differs between them here.</summary>
internal static class ProtocolVersions
{
    /// <summary>The first revision without sessions; every request says by itself what it needs.</summary>
    public const string Modern = "2026-07-28";

    /// <summary>The only revision in which several messages may come as one array.</summary>
    public const string WithBatches = "2025-03-26";

    /// <summary>The first revision whose event streams begin with an empty event that carries an id.</summary>
    private const string FirstWithPriming = "2025-11-25";

    /// <summary>Revisions that begin with <c>initialize</c>, newest first.</summary>
    public static readonly IReadOnlyList<string> Legacy = [FirstWithPriming, "2025-06-18", WithBatches, "2024-11-05"];

    public static readonly IReadOnlyList<string> All = [Modern, .. Legacy];

    public static bool IsModern(string? version) => string.CompareOrdinal(version, Modern) >= 0;

    public static bool BeginsStreamsWithAnId(string? version) => string.CompareOrdinal(version, FirstWithPriming) >= 0;
}
