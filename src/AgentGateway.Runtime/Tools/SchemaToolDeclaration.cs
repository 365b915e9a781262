using System.Text.Json;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// The declaration of a tool whose arguments are described and checked elsewhere, such as by an outside MCP server.
/// </summary>
public sealed class SchemaToolDeclaration : ToolDeclaration
{
    /// <summary>The JSON schema of its arguments, as it came.</summary>
    public required JsonElement Schema { get; init; }

    public override JsonElement InputSchema => Schema;
}
