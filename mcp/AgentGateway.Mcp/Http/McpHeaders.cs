using Microsoft.AspNetCore.Http;

namespace AgentGateway.Mcp.Http;

/// <summary>The HTTP headers of MCP.</summary>
internal static class McpHeaders
{
    public const string ProtocolVersion = "MCP-Protocol-Version";
    public const string SessionId = "Mcp-Session-Id";
    public const string LastEventId = "Last-Event-ID";
    public const string Method = "Mcp-Method";
    public const string Name = "Mcp-Name";
    public const string ParameterPrefix = "Mcp-Param-";

    /// <summary>The header's value without white space around it; null if there is none.</summary>
    public static string? Text(HttpRequest request, string name)
    {
        if (!request.Headers.TryGetValue(name, out var values)) return null;
        var text = values.ToString().Trim();
        return text.Length == 0 ? null : text;
    }
}
