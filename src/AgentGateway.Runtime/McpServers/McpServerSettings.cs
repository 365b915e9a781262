namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// An outside MCP server as the settings have it: a program that talks over its standard streams, or an address.
/// </summary>
public sealed record McpServerSettings
{
    /// <summary>The longest time for one call.</summary>
    public const int TimeoutSecondsMax = 3600;

    public required string Name { get; init; }

    /// <summary>The program of a stdio server; null for an address.</summary>
    public string? Command { get; init; }

    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Values may be <c>secret:NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the program starts; null for the user's home.</summary>
    public string? Directory { get; init; }

    public string? Url { get; init; }

    /// <summary>Values may be <c>secret:NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The address speaks HTTP with SSE as of 2024-11-05, and nothing newer.</summary>
    public bool IsSse { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>How long a call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public string Transport => Command is not null ? "stdio" : IsSse ? "sse" : "http";

    // Environment and headers may hold secrets.
    public override string ToString() => Name;
}
