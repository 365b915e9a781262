using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary>Arguments that mean the same wherever a workspace is spoken of.</summary>
public static class WorkspaceToolArguments
{
    public static readonly ToolArgument<string> Name = ToolArgument.Text(
        "name", "Name of the workspace: at most 64 letters, digits, -, _ and dots.").Required();

    /// <summary>A file that a tool of agents works on.</summary>
    public static readonly ToolArgument<string> Path = ToolArgument.Text(
        "path", "Relative to the thread's workspace; outside of it a person is asked.").Required();
}
