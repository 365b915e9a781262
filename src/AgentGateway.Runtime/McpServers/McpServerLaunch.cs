namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// Everything that is needed to reach a server now, with its secrets filled in. Never logged, stored or shown.
/// </summary>
public sealed record McpServerLaunch
{
    public required string Name { get; init; }

    public string? Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string Directory { get; init; }

    /// <summary>The whole environment of the program.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Finds what the program started, also after a crash of the daemon.</summary>
    public required string Mark { get; init; }

    public Uri? Url { get; init; }

    public required bool IsSse { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The values that must not be seen in what the server says.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    public override string ToString() => Name;
}
