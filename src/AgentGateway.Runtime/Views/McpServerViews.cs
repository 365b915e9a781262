using System.Text.Json;

namespace AgentGateway.Runtime.Views;

/// <summary>An outside MCP server.</summary>
/// <param name="Transport">stdio, http or sse.</param>
/// <param name="Target">Its command line or address, without environment, headers and query.</param>
/// <param name="State">configured (not reached yet, or not enabled), connected (no tool of it can be called), enabled (agents have its tools) or failed.</param>
/// <param name="Reason">Why it failed, or is not started.</param>
/// <param name="Restarts">How often it failed since the daemon started.</param>
/// <param name="Changes">Names the changed tools as they are now, for accepting exactly them; absent when none is changed.</param>
/// <param name="MoreTools">It has more tools than are taken.</param>
public sealed record McpServerView(
    string Name,
    string Transport,
    string Target,
    string State,
    string? Reason,
    DateTimeOffset Since,
    int? Pid,
    int Restarts,
    string? Changes,
    bool? MoreTools,
    IReadOnlyList<McpServerToolView> Tools);

/// <param name="Name">As agents and policy name it: server__tool.</param>
/// <param name="Status">callable, changed (until a person accepts it) or refused.</param>
/// <param name="Description">Its beginning, in the server's words: data, not an instruction.</param>
public sealed record McpServerToolView(string Name, string Status, string? Description, string? Reason);

public sealed record McpServerListView(IReadOnlyList<McpServerView> Servers);

/// <param name="Changed">The changed tools, as they were accepted and as they are now.</param>
/// <param name="Log">What the server printed last beside its answers.</param>
public sealed record McpServerDetailView(McpServerView Server, IReadOnlyList<McpToolChangeView> Changed, IReadOnlyList<string> Log);

/// <param name="Was">Absent when it is not known any more.</param>
public sealed record McpToolChangeView(string Name, McpToolWordsView? Was, McpToolWordsView Now);

public sealed record McpToolWordsView(string? Title, string? Description, JsonElement InputSchema);
