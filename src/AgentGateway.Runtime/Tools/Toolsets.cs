namespace AgentGateway.Runtime.Tools;

/// <summary>The names of the groups in which connections enable tools.</summary>
public static class Toolsets
{
    public const string Agents = "agents";
    public const string Approvals = "approvals";
    public const string Artifacts = "artifacts";
    public const string Files = "files";
    public const string McpServers = "mcp_servers";
    public const string Search = Principals.ToolSelection.Search;
    public const string Sessions = "sessions";
    public const string Tasks = "tasks";
    public const string Threads = "threads";
    public const string Web = "web";
    public const string Workspaces = "workspaces";
}
