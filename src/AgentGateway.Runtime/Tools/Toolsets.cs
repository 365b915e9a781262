namespace AgentGateway.Runtime.Tools;

/// <summary>The names of the groups in which connections enable tools.</summary>
public static class Toolsets
{
    public const string Agents = "agents";
    public const string Approvals = "approvals";
    public const string Artifacts = "artifacts";
    public const string Files = "files";
    public const string Gateways = "gateways";
    public const string Memory = "memory";
    public const string McpServers = "mcp_servers";
    public const string Search = Principals.ToolSelection.Search;
    public const string Sessions = "sessions";
    public const string Skills = "skills";
    public const string Tasks = "tasks";
    public const string Threads = "threads";
    public const string Web = "web";
    public const string Workspaces = "workspaces";

    /// <summary>The toolsets that clients list, in the order in which they are listed.</summary>
    private static readonly string[] Listed =
        [
            Agents, Threads, Sessions, Workspaces, McpServers, Approvals, Tasks, Artifacts, Memory, Skills, Gateways,
            Search,
        ];

    /// <summary>
    /// Tools as they are listed: first those that only agents have, then toolset by toolset, and behind them the
    /// toolsets of further modules. Within each the order of registration stays.
    /// </summary>
    internal static IReadOnlyList<Tool> InOrder(IEnumerable<Tool> tools) =>
        [.. tools.OrderBy(tool => Place(tool.Declared))];

    private static int Place(ToolDeclaration tool) =>
        tool.Audience == ToolAudience.Agents ? -1
        : Array.IndexOf(Listed, tool.Toolset) is var place and >= 0 ? place
        : Listed.Length;
}
