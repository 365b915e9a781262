namespace AgentGateway.Runtime.Tools;

/// <summary>Arguments that mean the same wherever a workspace is spoken of.</summary>
public static class WorkspaceToolArguments
{
    public static readonly ToolArgument<string> Name = ToolArgument.Text(
        "name", "Name of the workspace: at most 64 letters, digits, -, _ and dots.").Required();
}
