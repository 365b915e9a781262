using System.Text.Json;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// A conversation with one server. Disposing it ends the server, where it is a program, with all that it started.
/// </summary>
public interface IMcpLink : IAsyncDisposable
{
    /// <summary>The server's program; null for an address.</summary>
    int? ProcessId { get; }

    /// <summary>Completes when the conversation is over, with a sentence that says why. Never faults.</summary>
    Task<string> Ended { get; }

    /// <summary>At most <paramref name="most"/> tools.</summary>
    /// <exception cref="McpLinkException">The server refused, answered nonsense, or is gone.</exception>
    Task<McpToolList> ListToolsAsync(int most, CancellationToken cancellationToken);

    /// <summary>What the server answers, also when it refuses.</summary>
    /// <param name="arguments">By name; where a name occurs twice, the last counts.</param>
    /// <exception cref="McpLinkException">It answered nonsense, or is gone.</exception>
    Task<ToolAnswer> CallAsync(
        string tool, IEnumerable<KeyValuePair<string, JsonElement>> arguments, CancellationToken cancellationToken);
}

/// <summary>A tool in the server's own words.</summary>
/// <param name="InputSchema">Any JSON, if the server gave none that is an object.</param>
public sealed record McpToolDefinition(string Name, string? Title, string? Description, JsonElement InputSchema);

/// <param name="More">The server has more tools than were asked for.</param>
public sealed record McpToolList(IReadOnlyList<McpToolDefinition> Tools, bool More);
