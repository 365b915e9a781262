using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp;

/// <summary>
/// What a local client requests for its connection before it speaks MCP. It grants no rights.
/// </summary>
/// <param name="Directory">The directory that it works in; null for none.</param>
/// <param name="Toolsets">The toolsets to list, such as <c>threads,tasks</c>; null for the setting.</param>
/// <param name="IsReadOnly">Whether tools that change something are left out and refused.</param>
/// <param name="Agent">The agent that everything over the connection is done as; null for none.</param>
public sealed record ConnectionRequest(
    string? Directory = null, string? Toolsets = null, bool IsReadOnly = false, string? Agent = null)
{
    /// <summary>Where the client's process stands, as the host found out.</summary>
    public CallerOrigin Origin { get; init; } = CallerOrigin.Outside;
}
