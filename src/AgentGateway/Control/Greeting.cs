namespace AgentGateway.Control;

/// <summary>The first line of a connection to <c>agw.sock</c>.</summary>
internal sealed record Greeting
{
    /// <summary>mcp or control.</summary>
    public string? Role { get; init; }

    /// <summary>Where the process runs: the default workspace of threads that it creates.</summary>
    public string? Directory { get; init; }

    /// <summary>The version of the program that connects.</summary>
    public string? Version { get; init; }

    /// <summary>For mcp: the toolsets to list; null for the setting <c>Mcp:Toolsets</c>.</summary>
    public string? Toolsets { get; init; }

    /// <summary>For mcp: whether tools that change something are left out and refused.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>For mcp: the agent that everything over the connection is done as.</summary>
    public string? Agent { get; init; }
}
