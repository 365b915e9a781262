using System.Diagnostics.CodeAnalysis;

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
    public const string ThreadTemplate = "agw://threads/{thread_id}";
    public const string AgentTemplate = "agw://agents/{agent_id}";
    public const string SessionTemplate = "agw://sessions/{session_id}";
    public const string ScreenTemplate = "agw://sessions/{session_id}/screen";
    public const string OutputTemplate = "agw://sessions/{session_id}/output";
    public const string ApprovalTemplate = "agw://approvals/{approval_id}";
    public const string QuestionTemplate = "agw://questions/{question_id}";
    public const string TaskTemplate = "agw://tasks/{task_id}";
    public const string PageTemplate = "agw://docs/{page}";

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

    /// <summary>The value of a template's one variable, if the address is of that template.</summary>
    public static bool TryMatch(string uri, string template, [NotNullWhen(true)] out string? value)
    {
        var prefix = template.AsSpan(0, template.IndexOf('{', StringComparison.Ordinal));
        var suffix = template.AsSpan(template.IndexOf('}', StringComparison.Ordinal) + 1);
        value = uri.Length > prefix.Length + suffix.Length
            && uri.StartsWith(prefix, StringComparison.Ordinal) && uri.EndsWith(suffix, StringComparison.Ordinal)
                ? Uri.UnescapeDataString(uri[prefix.Length..^suffix.Length])
                : null;
        if (value?.Contains('/', StringComparison.Ordinal) == true) value = null;
        return value is not null;
    }
}
