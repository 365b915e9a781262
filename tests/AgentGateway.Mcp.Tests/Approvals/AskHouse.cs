using System.Text.Json.Nodes;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Tests.Protocol;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tests.Approvals;

/// <summary>A door before a workshop whose agent <c>mokosh</c> asks for what it is told to do.</summary>
internal sealed class AskHouse : IAsyncDisposable
{
    public static readonly Caller Operator = new(Principal.Operator);

    private AskHouse(DoorHost host) => Host = host;

    public DoorHost Host { get; }

    public ApprovalService Approvals => Host.Workshop.Runtime.Approvals;

    public static async Task<AskHouse> OpenAsync(ApprovalOptions? approvals = null, PolicyRules? rules = null) =>
        new(await DoorHost.StartAsync(approvals: approvals, rules: rules));

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A new thread of the agent that asks.</summary>
    public async Task<string> ThreadAsync() =>
        (await Host.Workshop.Runtime.Threads.CreateAsync(Operator, new(Agent: "mokosh"), TestContext.Current.CancellationToken)).Value.Thread.Id;

    /// <summary>The arguments of a message that makes the agent do something.</summary>
    public async Task<JsonObject> SendAsync(string text, int waitSeconds = 30) =>
        Messages.Call("thread_send", new() { ["thread_id"] = await ThreadAsync(), ["text"] = text, ["wait_seconds"] = waitSeconds });

    /// <summary>Waits for the one approval that is pending.</summary>
    public async Task<ApprovalView> PendingAsync()
    {
        using var limit = new CancellationTokenSource(Limits.Generous);
        while (true)
        {
            if ((await Approvals.ListAsync(new("pending"), limit.Token)).Value.Approvals is [var approval]) return approval;
            await Task.Delay(5, limit.Token);
        }
    }

    public async Task<ApprovalView> DecideAsync(string id, string decision, string? reason = null) =>
        (await Approvals.ResolveAsync(Operator, new(id, decision, reason), TestContext.Current.CancellationToken)).Value.Approval;
}
