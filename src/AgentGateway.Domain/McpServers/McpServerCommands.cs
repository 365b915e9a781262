namespace AgentGateway.Domain.McpServers;

public abstract record McpServerCommand;

/// <summary>
/// These tools are offered. Those that were never seen are accepted, because a person configured the server; a changed
/// one is not.
/// </summary>
public sealed record SightTools(string Identity, IReadOnlyList<KnownTool> Tools) : McpServerCommand;

/// <summary>A person accepts the tools as they are now, and nothing else is known from then on.</summary>
public sealed record AcceptTools(string Identity, IReadOnlyList<KnownTool> Tools, string By) : McpServerCommand;
