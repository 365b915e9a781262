namespace AgentGateway.Runtime.McpServers;

/// <summary>A tool of a server as it stands with us.</summary>
/// <param name="Name">As agents and policy know it, <c>server__tool</c>.</param>
/// <param name="Digest">Of everything that the server says of it.</param>
/// <param name="Reason">Why it cannot be called.</param>
internal sealed record OfferedTool(
    string Name, McpToolDefinition Definition, string Digest, ToolStanding Standing, string? Reason = null);

internal enum ToolStanding
{
    /// <summary>Agents may call it, as far as the gate lets them.</summary>
    Callable,

    /// <summary>It is not what was accepted: a person has to accept it first.</summary>
    Changed,

    /// <summary>It cannot be offered at all.</summary>
    Refused,
}
