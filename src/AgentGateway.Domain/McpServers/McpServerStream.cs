namespace AgentGateway.Domain.McpServers;

/// <summary>What the journal and its checks know of the tools of MCP servers.</summary>
public static class McpServerStream
{
    public static StreamKind<McpServerMachine, KnownTools, McpServerCommand> Kind { get; } = new(
        () => McpServerJson.Plain.KnownTools,
        [
            EventKind.Of("mcp_server.tools_seen", () => McpServerJson.Plain.McpToolsSeen),
            EventKind.Of("mcp_server.tools_accepted", () => McpServerJson.Plain.McpToolsAccepted),
        ]);
}
