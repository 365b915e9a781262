namespace AgentGateway.Domain.Policy;

/// <summary>
/// The rules that are there without anybody writing one. A direct call of an MCP client may do up to R2 what that
/// client's own user is asked about by that client.
/// </summary>
internal static class ShippedRules
{
    public const string Client = "client";

    private static readonly string[] ClientTools = ["session_*", "workspace_*", "task_*", "thread_*", "agent_*"];

    public static readonly IReadOnlyList<PolicyRule> All =
    [
        .. ClientTools.Select(tool =>
            new PolicyRule($"shipped:client:{tool}", PolicyDecision.Allow, PolicySource.Shipped)
            {
                Agent = Client,
                Tool = tool,
                UpTo = RiskClass.R2,
                Reason = "an MCP client asks its own user before it calls",
            }),
    ];
}
