using System.Text.Json.Nodes;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Tests.Protocol;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tests.Approvals;

/// <summary>
/// An MCP server before a gateway whose agent <c>mokosh</c> needs an approval for what it is told to do.
/// </summary>
internal sealed class GatewayWithApprovals : IAsyncDisposable
{
    private GatewayWithApprovals(McpHost host) => Host = host;

    public McpHost Host { get; }

    public ApprovalService Approvals => Host.Gateway.Runtime.Approvals;

    public static async Task<GatewayWithApprovals> OpenAsync(
        ApprovalOptions? approvals = null, PolicyRules? rules = null) =>
        new(await McpHost.StartAsync(approvals: approvals, rules: rules));

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A new thread of the agent that asks.</summary>
    public async Task<string> ThreadAsync() =>
        (await Host.Gateway.Runtime.Threads.CreateAsync(Gateway.Operator, new(Agent: "mokosh"), Gateway.Stop))
            .Value.Thread.Id;

    /// <summary>The arguments of a message that makes the agent do something.</summary>
    public async Task<JsonObject> SendAsync(string text, int waitSeconds = 30) =>
        Messages.Call(
            "thread_send",
            new() { ["thread_id"] = await ThreadAsync(), ["text"] = text, ["wait_seconds"] = waitSeconds });

    /// <summary>Waits for the one approval that is pending.</summary>
    public async Task<ApprovalView> PendingAsync()
    {
        IReadOnlyList<ApprovalView> pending = [];
        await Eventually.TrueAsync(async () =>
        {
            pending = (await Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals;
            return pending.Count == 1;
        });
        return pending[0];
    }

    public async Task<ApprovalView> DecideAsync(string id, string decision, string? reason = null) =>
        (await Approvals.ResolveAsync(Gateway.Operator, new(id, decision, reason), Gateway.Stop)).Value.Approval;
}
