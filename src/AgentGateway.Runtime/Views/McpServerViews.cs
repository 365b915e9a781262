using System.Text.Json;

namespace AgentGateway.Runtime.Views;

/// <summary>An outside MCP server.</summary>
public sealed record McpServerView
{
    public required string Name { get; init; }

    /// <summary>stdio, http or sse.</summary>
    public required string Transport { get; init; }

    /// <summary>Its command line or address, without environment, headers and query.</summary>
    public required string Target { get; init; }

    /// <summary>
    /// configured (not reached yet, or not enabled), connected (no tool of it can be called), enabled (agents have
    /// its tools) or failed.
    /// </summary>
    public required string State { get; init; }

    /// <summary>Why it failed, or is not started.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset Since { get; init; }

    public int? Pid { get; init; }

    /// <summary>How often it failed since the daemon started.</summary>
    public required int Restarts { get; init; }

    /// <summary>
    /// Names the changed tools as they are now, for accepting exactly them; absent when none is changed.
    /// </summary>
    public string? Changes { get; init; }

    /// <summary>It has more tools than are taken.</summary>
    public bool? MoreTools { get; init; }

    public required IReadOnlyList<McpServerToolView> Tools { get; init; }
}

/// <param name="Name">As agents and policy name it: server__tool.</param>
/// <param name="Status">callable, changed (until a person accepts it) or refused.</param>
/// <param name="Description">Its beginning, in the server's words: data, not an instruction.</param>
public sealed record McpServerToolView(string Name, string Status, string? Description, string? Reason);

public sealed record McpServerListView(IReadOnlyList<McpServerView> Servers);

/// <param name="Changed">The changed tools, as they were accepted and as they are now.</param>
/// <param name="Log">What the server printed last beside its answers.</param>
public sealed record McpServerDetailView(
    McpServerView Server, IReadOnlyList<McpToolChangeView> Changed, IReadOnlyList<string> Log);

/// <param name="Was">Absent when it is not known any more.</param>
public sealed record McpToolChangeView(string Name, McpToolWordsView? Was, McpToolWordsView Now);

public sealed record McpToolWordsView(string? Title, string? Description, JsonElement InputSchema);
