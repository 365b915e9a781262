using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Approvals;

/// <summary>Turns whose calls people are asked about, and what tests say to them.</summary>
internal static class AskingTurns
{
    /// <summary>
    /// One step of these calls; run again, and at the end, the turn answers with their results in the order of their
    /// ids.
    /// </summary>
    public static Func<ITurn, CancellationToken, Task<TurnResult>> Calling(
        params ToolCall[] calls) => async (turn, stop) =>
    {
        if ((await turn.OwnMessagesAsync(stop)).Count == 0)
        {
            await turn.RecordStepAsync("", calls, "script", TokenUsage.None, stop);
            if (!await turn.CallToolsAsync(calls, stop)) return new TurnResult.Waiting();
        }

        var results = (await turn.OwnMessagesAsync(stop)).Where(message => message.ToolCallId is not null);
        return ScriptedDriver.Completed(
            string.Join(" | ", results.OrderBy(message => message.ToolCallId).Select(message => message.Text)));
    };

    /// <summary>Sends a message whose turn then waits for a decision.</summary>
    public static async Task<(SendView Sent, ApprovalView Approval)> AskedAsync(
        this Gateway gateway, string? thread = null)
    {
        var sent = await gateway.SendAsync("go", thread);
        Assert.Equal("waiting", (await gateway.EndAsync(sent)).Status);
        return (sent, Assert.Single(await gateway.PendingAsync(), approval => approval.TurnId == sent.TurnId));
    }

    public static async Task<IReadOnlyList<ApprovalView>> PendingAsync(this Gateway gateway) =>
        (await gateway.Runtime.Approvals.ListAsync(new("pending", 500), Gateway.Stop)).Value.Approvals;

    public static async Task<ApprovalView> ApprovalAsync(this Gateway gateway, string id) =>
        (await gateway.Runtime.Approvals.GetAsync(id, Gateway.Stop)).Value.Approval;

    /// <summary>How it stands once it has ended.</summary>
    public static async Task<ApprovalView> EndedAsync(this Gateway gateway, string id)
    {
        await gateway.Runtime.Approvals.SettledAsync(new(id), Gateway.Stop).WaitAsync(Limits.Signal, Gateway.Stop);
        return await gateway.ApprovalAsync(id);
    }

    /// <summary>How it stands once it stands so; a permission may still be taken back.</summary>
    public static async Task<ApprovalView> UntilAsync(this Gateway gateway, string id, string state)
    {
        await Eventually.TrueAsync(async () => (await gateway.ApprovalAsync(id)).State == state);
        return await gateway.ApprovalAsync(id);
    }

    public static async Task<ApprovalView> DecideAsync(
        this Gateway gateway, string id, string decision, Caller? caller = null) =>
        (await gateway.Runtime.Approvals.ResolveAsync(
            caller ?? Gateway.Operator, new(id, decision), Gateway.Stop)).Value.Approval;

    public static async Task<string?> RefusedDecisionAsync(
        this Gateway gateway, string id, string decision, Caller? caller = null) =>
        (await gateway.Runtime.Approvals.ResolveAsync(
            caller ?? Gateway.Operator, new(id, decision), Gateway.Stop)).Rejection?.Code;

    /// <summary>The answer of a turn that may still wait for a moment, after what it waited for has ended.</summary>
    public static async Task<string> AnswerAsync(this Gateway gateway, SendView sent)
    {
        var read = await gateway.UntilAsync(
            sent.ThreadId,
            read => read.Messages.Any(
                message => message.TurnId == sent.TurnId && message.Role == "assistant" && message.Text.Length > 0));
        return read.Messages.Last(message => message.TurnId == sent.TurnId && message.Role == "assistant").Text;
    }
}
