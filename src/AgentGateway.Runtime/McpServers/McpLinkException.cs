namespace AgentGateway.Runtime.McpServers;

/// <summary>An outside MCP server failed. The message is a sentence for people, without secrets.</summary>
public sealed class McpLinkException(string message) : Exception(message);
