using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
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
/// Calls that wait for a turn or for tasks of the gateway, as tasks of the protocol: durable, found again after a restart, and never
/// authority over what is waited for. A turn or task that failed or was cancelled is the result of a call that completed.
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
            || request.MatchedPrimitive is not GatewayMcpTool { Tool: { Waits: true } tool }) return await next(request, cancellationToken);
        var call = GatewayMcpTool.RequestOf(request);
        var begun = await tools.StartAsync(tool, call, cancellationToken);
        if (await OpenAsync(call.Caller, tool, begun, cancellationToken) is not { } opened) return GatewayMcpTool.ToResult(begun);
        if (opened.IsRejected(out var rejection)) return GatewayMcpTool.ToResult(ToolAnswer.Refuse(rejection));
        // What is over by now needs no task.
        return opened.Value.IsOver
            ? GatewayMcpTool.ToResult(Answer(opened.Value))
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
        return wait.Value.IsOver || !(await waits.CancelAsync(caller, taskId, cancellationToken)).IsRejected(out _);
    }

    /// <summary>A waiting call asks its client for nothing, so there is nothing to answer.</summary>
    public async Task<bool> AnswerAsync(Caller caller, string taskId, JsonObject inputResponses, CancellationToken cancellationToken) =>
        !(await waits.FindAsync(caller, taskId, cancellationToken)).IsRejected(out _);

    /// <summary>Null when the call leaves nothing to wait for.</summary>
    private async Task<Outcome<WaitView>?> OpenAsync(Caller caller, GatewayTool tool, ToolAnswer begun, CancellationToken cancellationToken) => begun switch
    {
        { PendingTasks: { } tasks } => await waits.OpenAsync(caller, tool.Name, tasks.Waited, begun.Json, cancellationToken),
        { Pending: { } turn } when turn.Wait > TimeSpan.Zero => await waits.OpenAsync(caller, tool.Name, turn.TurnId, begun.Json, cancellationToken),
        _ => (Outcome<WaitView>?)null,
    };

    private TaskState State(WaitView wait)
    {
        var status = wait.Cancelled ? "cancelled" : wait.IsOver ? "completed" : "working";
        var watched = wait.Tasks?.Tasks.Select(task => ResourceUris.Task(task.Id)) ?? [ResourceUris.Thread(wait.Turn!.ThreadId)];
        return new(wait.WaitId, status, wait.OpenedAt, wait.ChangedAt, [.. watched, TaskState.WatchUri(wait.WaitId)])
        {
            Message = wait.Cancelled ? "No longer waited for; the work goes on."
                : wait.Tasks is { } tasks ? string.Join(' ', tasks.Tasks.Select(task => $"{task.Id} is {task.Status}."))
                : $"The turn is {wait.Turn!.Status}.",
            Result = status == "completed" ? Result(wait) : null,
        };
    }

    private JsonNode? Result(WaitView wait)
    {
        var result = GatewayMcpTool.ToResult(Answer(wait));
        result.ResultType = "complete";
        return JsonSerializer.SerializeToNode(result, McpJsonUtilities.DefaultOptions);
    }

    /// <summary>A tool of an earlier version may be gone; what its call said when it began still stands.</summary>
    private ToolAnswer Answer(WaitView wait) => wait.Tasks is { } tasks
        ? new(JsonSerializer.Serialize(tasks, ViewJson.Plain.TaskWaitView))
        : tools.Find(wait.Tool)?.Finish(wait.Answer, wait.Turn!) ?? new ToolAnswer(wait.Answer);
}
