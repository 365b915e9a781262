namespace AgentGateway.Mcp.Tools.Schemas;

/// <summary>Arguments that mean the same wherever a workspace is spoken of.</summary>
internal static class WorkspaceArguments
{
    public static readonly ToolArgument Name = ToolArgument.Text(
        "name", "Name of the workspace: at most 64 letters, digits, -, _ and dots.").Required();
}
