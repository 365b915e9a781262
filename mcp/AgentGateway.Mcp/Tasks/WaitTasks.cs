using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Resources;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Waits;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tasks;

/// <summary>
/// Calls that wait for a turn, as tasks: durable, found again after a restart, and never authority over the turn. A turn that
/// failed or was cancelled is the result of a call that completed.
/// </summary>
internal sealed class WaitTasks(WaitService waits, ToolTable tools, TimeSpan pollInterval) : ITaskSource
{
    /// <summary>Makes a task of a call that would wait, if its client takes tasks. Everything else goes on as it is.</summary>
    public async ValueTask<ResultOrAlternate<CallToolResult>> CallAsync(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        if (!TasksExtension.IsDeclaredBy(request.JsonRpcRequest)
            || request.Params.RequestState is not null
            || request.MatchedPrimitive is not GatewayMcpTool { Tool: { WaitsForTurns: true } tool }) return await next(request, cancellationToken);
        var call = GatewayMcpTool.RequestOf(request);
        var begun = await tools.StartAsync(tool, call, cancellationToken);
        if (begun.Pending is not { } pending || pending.Wait <= TimeSpan.Zero) return GatewayMcpTool.ToResult(begun);
        var opened = await waits.OpenAsync(call.Caller, tool.Name, pending.TurnId, begun.Json, cancellationToken);
        if (opened.IsRejected(out var rejection)) return GatewayMcpTool.ToResult(ToolAnswer.Refuse(rejection));
        // A turn that is over by now needs no task.
        return HasEnded(opened.Value.Turn)
            ? GatewayMcpTool.ToResult(tool.Finish(begun.Json, opened.Value.Turn))
            : ResultOrAlternate<CallToolResult>.FromAlternate(CreateTaskResult.Of(State(opened.Value), pollInterval), CreateTaskResult.TypeInfo);
    }

    public async Task<TaskState?> FindAsync(Caller caller, string taskId, CancellationToken cancellationToken)
    {
        var wait = await waits.FindAsync(caller, taskId, cancellationToken);
        return wait.IsRejected(out _) ? null : State(wait.Value);
    }

    public async Task<bool> CancelAsync(Caller caller, string taskId, CancellationToken cancellationToken)
    {
        var wait = await waits.FindAsync(caller, taskId, cancellationToken);
        if (wait.IsRejected(out _)) return false;
        return HasEnded(wait.Value.Turn) || !(await waits.CancelAsync(caller, taskId, cancellationToken)).IsRejected(out _);
    }

    /// <summary>A waiting call asks its client for nothing, so there is nothing to answer.</summary>
    public async Task<bool> AnswerAsync(Caller caller, string taskId, JsonObject inputResponses, CancellationToken cancellationToken) =>
        !(await waits.FindAsync(caller, taskId, cancellationToken)).IsRejected(out _);

    private TaskState State(WaitView wait)
    {
        var status = wait.Cancelled ? "cancelled" : HasEnded(wait.Turn) ? "completed" : "working";
        return new(wait.WaitId, status, wait.OpenedAt, wait.ChangedAt, [ResourceUris.Thread(wait.Turn.ThreadId), TaskState.WatchUri(wait.WaitId)])
        {
            Message = wait.Cancelled ? "No longer waited for; the turn goes on." : $"The turn is {wait.Turn.Status}.",
            Result = status == "completed" ? Result(wait) : null,
        };
    }

    private JsonNode? Result(WaitView wait)
    {
        // A tool of an earlier version may be gone; what its call said when it began still stands.
        var answer = tools.Find(wait.Tool)?.Finish(wait.Answer, wait.Turn) ?? new ToolAnswer(wait.Answer);
        var result = GatewayMcpTool.ToResult(answer);
        result.ResultType = "complete";
        return JsonSerializer.SerializeToNode(result, McpJsonUtilities.DefaultOptions);
    }

    private static bool HasEnded(SendView turn) => turn.Status is "completed" or "failed" or "cancelled" or "interrupted";
}
