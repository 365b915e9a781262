using System.Diagnostics.CodeAnalysis;

namespace AgentGateway.Mcp.Resources;

/// <summary>How what can be read is addressed.</summary>
internal static class ResourceUris
{
    public const string Threads = "agw://threads";
    public const string Agents = "agw://agents";
    public const string ThreadTemplate = "agw://threads/{thread_id}";
    public const string AgentTemplate = "agw://agents/{agent_id}";
    public const string PageTemplate = "agw://docs/{page}";

    public static string Thread(string id) => $"agw://threads/{id}";

    public static string Agent(string id) => $"agw://agents/{id}";

    public static string Page(string name) => $"agw://docs/{name}";

    /// <summary>The value of a template's one variable, if the address is of that template.</summary>
    public static bool TryMatch(string uri, string template, [NotNullWhen(true)] out string? value)
    {
        var prefix = template.AsSpan(0, template.IndexOf('{', StringComparison.Ordinal));
        value = uri.StartsWith(prefix, StringComparison.Ordinal) ? Uri.UnescapeDataString(uri[prefix.Length..]) : null;
        if (value is "" || value?.Contains('/', StringComparison.Ordinal) == true) value = null;
        return value is not null;
    }
}
