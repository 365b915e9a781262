namespace AgentGateway.Benchmarks.Gateway;

internal static class ToolCall
{
    /// <summary>A tools/call in the current revision, as bytes to be sent as often as one likes.</summary>
    public static byte[] Request(
        Uri server, string path, string token, string tool, string arguments) => HttpConnection.Post(
        server,
        path,
        token,
        $$$"""
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{
          "name":"{{{tool}}}",
          "arguments":{{{arguments}}},
          "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{} } } }
        """,
        "MCP-Protocol-Version: 2026-07-28",
        "Mcp-Method: tools/call",
        $"Mcp-Name: {tool}");
}
