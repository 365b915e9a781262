namespace AgentGateway.Mcp.Resources;

/// <summary>How what can be read is addressed.</summary>
internal static class ResourceUris
{
    public const string Threads = "agw://threads";
    public const string Agents = "agw://agents";
    public const string Sessions = "agw://sessions";
    public const string Workspaces = "agw://workspaces";
    public const string Approvals = "agw://approvals";
    public const string Questions = "agw://questions";
    public const string Tasks = "agw://tasks";

    public static string Thread(string id) => $"agw://threads/{id}";

    public static string Agent(string id) => $"agw://agents/{id}";

    /// <param name="address">Its id or its name.</param>
    public static string Session(string address) => $"agw://sessions/{Uri.EscapeDataString(address)}";

    public static string Screen(string address) => $"{Session(address)}/screen";

    public static string Output(string address) => $"{Session(address)}/output";

    public static string Approval(string id) => $"agw://approvals/{id}";

    public static string Question(string id) => $"agw://questions/{id}";

    public static string Task(string id) => $"agw://tasks/{id}";

    public static string Page(string name) => $"agw://docs/{name}";
}
