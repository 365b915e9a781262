using System.Security.Cryptography;
using System.Text;

namespace AgentGateway.Runtime.McpServers;

/// <summary>How a server stands now.</summary>
/// <param name="Reason">Why it failed, or is not started.</param>
internal sealed record McpServerStanding(McpServerPhase Phase, string? Reason, DateTimeOffset Since)
{
    private const int ChangesCharacters = 16;

    public IReadOnlyList<OfferedTool> Tools { get; init; } = [];

    /// <summary>It has more tools than are offered.</summary>
    public bool HasMore { get; init; }

    public int? ProcessId { get; init; }

    /// <summary>How often it failed since the daemon started.</summary>
    public int Restarts { get; init; }

    public McpServerLog? Log { get; init; }

    /// <summary>Names the changed tools as they are now; null when none is.</summary>
    public string? Changes
    {
        get
        {
            var changed = Tools.Where(
                tool => tool.Standing == ToolStanding.Changed).Select(tool => $"{tool.Name} {tool.Digest}\n").ToList();
            return changed.Count == 0
                ? null
                : Convert.ToHexStringLower(
                    SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(changed))))[..ChangesCharacters];
        }
    }

    /// <summary>configured, connected, enabled or failed.</summary>
    public string Word => Phase switch
    {
        McpServerPhase.Connected when Tools.Any(tool => tool.Standing == ToolStanding.Callable) => "enabled",
        McpServerPhase.Connected => "connected",
        McpServerPhase.Failed => "failed",
        _ => "configured",
    };
}

internal enum McpServerPhase
{
    /// <summary>It stands in the settings and was not reached yet.</summary>
    Configured,

    Connected,

    Failed,
}
