namespace AgentGateway.Domain.McpServers;

/// <summary>Tools of a configured server were seen for the first time.</summary>
public sealed record McpToolsSeen(string Identity, IReadOnlyList<KnownTool> Tools) : DomainEvent;

/// <summary>A person accepted the server's tools as they were then.</summary>
public sealed record McpToolsAccepted(string Identity, IReadOnlyList<KnownTool> Tools, string By) : DomainEvent;
