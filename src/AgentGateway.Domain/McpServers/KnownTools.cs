namespace AgentGateway.Domain.McpServers;

/// <summary>Which tools of one outside MCP server were accepted, each as it was described then.</summary>
/// <param name="Identity">
/// A digest of how the server is configured: another program or address under the same name is another server.
/// </param>
/// <param name="Tools">
/// By name, in ordinal order. A tool that is away stays known, so that it cannot come back as another.
/// </param>
public sealed record KnownTools(string Identity, IReadOnlyList<KnownTool> Tools)
{
    public static KnownTools Initial { get; } = new("", []);

    public string? DigestOf(string tool) => Tools.FirstOrDefault(known => known.Name == tool)?.Digest;
}

/// <param name="Name">As agents see it, without the server's name before it.</param>
/// <param name="Digest">Of everything that the server said of it.</param>
public sealed record KnownTool(string Name, string Digest);
