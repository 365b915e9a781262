using AgentGateway.Domain.Clients;

namespace AgentGateway.Domain.Policy;

/// <summary>
/// The rules that hold without being written. They allow direct calls of MCP clients up to R2, because a client asks
/// its own user before it calls.
/// </summary>
internal static class ShippedRules
{
    private static readonly string[] ClientTools = ["session_*", "workspace_*", "task_*", "thread_*", "agent_*"];

    public static readonly IReadOnlyList<PolicyRule> All =
    [
        .. ClientTools.Select(tool =>
            new PolicyRule($"shipped:client:{tool}", PolicyDecision.Allow, PolicySource.Shipped)
            {
                Agent = ClientName.Any,
                Tool = tool,
                UpTo = RiskClass.R2,
                Reason = "an MCP client asks its own user before it calls",
            }),
    ];
}
