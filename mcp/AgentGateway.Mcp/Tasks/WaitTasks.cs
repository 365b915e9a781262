using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Mcp.Elicitation;
using AgentGateway.Mcp.Resources;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Waits;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Tool = AgentGateway.Runtime.Tools.Tool;

namespace AgentGateway.Mcp.Tasks;

/// <summary>
/// Calls that wait for a turn or for tasks of the gateway, as tasks of the protocol: durable, and found again after a
/// restart. Cancelling one ends the wait, not the work. A turn or task that failed or was cancelled is the result of a
/// call that completed.
/// </summary>
internal sealed class WaitTasks(
    WaitService waits, ToolCatalogue tools, ToolCalls calls, ElicitationService elicitations, TimeSpan pollInterval)
        : ITaskSource
{
    /// <summary>
    /// Makes a task of a call that would wait, if its client takes tasks. Everything else goes on as it is.
    /// </summary>
    public async ValueTask<ResultOrAlternate<CallToolResult>> CallAsync(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        if (!TasksExtension.IsDeclaredBy(request.JsonRpcRequest)
            || request.Params.RequestState is not null
            || request.MatchedPrimitive is not GatewayMcpTool { Tool: { Declared.Waits: true } tool } primitive)
            return await next(request, cancellationToken);
        var call = GatewayMcpTool.RequestOf(request);
        var client = TaskClient.Of(request.JsonRpcRequest);
        var begun = await calls.StartAsync(tool, call, cancellationToken);
        // The call itself needs an approval: the same call, made once more, finds that approval and elicits a decision.
        if (begun is { IsRefused: true, Requests: not null }) return await next(request, cancellationToken);
        if (await OpenAsync(call.Caller, tool, begun, cancellationToken) is not { } opened)
            return primitive.ToResult(begun, client.Form);
        if (opened.IsRejected(out var rejection)) return primitive.ToResult(ToolAnswer.Refuse(rejection), client.Form);
        var (state, wait) = await StateAsync(client, opened.Value, cancellationToken);
        // A wait that is over, or that needs a person whom this client cannot reach, needs no task.
        return state.HasEnded
            ? primitive.ToResult(Answer(wait), client.Form)
            : ResultOrAlternate<CallToolResult>.FromAlternate(
                CreateTaskResult.Of(state, pollInterval), CreateTaskResult.TypeInfo);
    }

    public async Task<TaskState?> FindAsync(TaskClient client, string taskId, CancellationToken cancellationToken)
    {
        if (PrefixedId.Parse<WaitId>(taskId) is not { } id) return null;
        var wait = await waits.FindAsync(client.Caller, id, cancellationToken);
        return wait.IsRejected(out _) ? null : (await StateAsync(client, wait.Value, cancellationToken)).State;
    }

    public async Task<bool> CancelAsync(Caller caller, string taskId, CancellationToken cancellationToken)
    {
        if (PrefixedId.Parse<WaitId>(taskId) is not { } id) return false;
        var wait = await waits.FindAsync(caller, id, cancellationToken);
        if (wait.IsRejected(out _)) return false;
        return wait.Value.IsOver || !(await waits.CancelAsync(caller, id, cancellationToken)).IsRejected(out _);
    }

    /// <summary>
    /// Applies the answers of the client's person to the requests that the work waits for, and to no others. After an
    /// answer that decides nothing the wait ends with the state of the work, and the form is not sent again.
    /// </summary>
    /// <exception cref="McpProtocolException">
    /// An answer is refused with a sentence; the task still requires it.
    /// </exception>
    public async Task<bool> AnswerAsync(
        Caller caller, string taskId, JsonObject inputResponses, CancellationToken cancellationToken)
    {
        if (PrefixedId.Parse<WaitId>(taskId) is not { } id) return false;
        var found = await waits.FindAsync(caller, id, cancellationToken);
        if (found.IsRejected(out _, out var wait)) return false;
        if (wait.Cancelled || wait.Settled) return true;
        foreach (var (key, response) in inputResponses)
        {
            if (PersonRequestId.Parse(key) is not { } pendingId || !wait.Requests.Contains(pendingId)) continue;
            var answer = response is null
                ? null
                : ElicitationAnswer.Read(JsonSerializer.SerializeToElement(response, McpJsonUtilities.DefaultOptions));
            var outcome = await elicitations.ApplyAsync(
                caller, pendingId, answer, declineDenies: true, cancellationToken);
            if (outcome.Refused is { } refused)
                throw new McpProtocolException($"{refused.Message} {refused.Hint}", McpErrorCode.InvalidParams);
            if (!outcome.IsDecided)
                await waits.SettleAsync(caller, id, wait.Requests, cancellationToken);
        }

        return true;
    }

    /// <summary>Null when the call leaves nothing to wait for.</summary>
    private async Task<Outcome<WaitView>?> OpenAsync(
        Caller caller, Tool tool, ToolAnswer begun, CancellationToken cancellationToken) =>
        begun is { Pending: { } pending, Json: { } json }
            ? await waits.OpenAsync(caller, tool.Name, pending.Target, json, cancellationToken)
            : (Outcome<WaitView>?)null;

    private async Task<(TaskState State, WaitView Wait)> StateAsync(
        TaskClient client, WaitView wait, CancellationToken cancellationToken)
    {
        var (requests, goesOn) = ((JsonObject?)null, false);
        if (wait is { Cancelled: false, Settled: false, Requests: [var pendingId, ..] pendingIds })
        {
            requests = client.CanElicit ? await RequestsAsync(client.Caller, pendingId, cancellationToken) : null;
            // Work whose request was just decided continues; otherwise the answer is that it waits.
            goesOn = requests is not null || await elicitations.HasEndedAsync(pendingId, cancellationToken);
            if (!goesOn
                && !(await waits.SettleAsync(
                    client.Caller, wait.WaitId, pendingIds, cancellationToken)).IsRejected(out _, out var settled))
                wait = settled;
        }

        var status = wait.Cancelled
            ? "cancelled"
            : requests is not null ? "input_required" : wait.IsOver && !goesOn ? "completed" : "working";
        return (StateOf(wait, status, client.Form) with { InputRequests = requests }, wait);
    }

    private async Task<JsonObject?> RequestsAsync(
        Caller caller, PersonRequestId pendingId, CancellationToken cancellationToken) =>
        await elicitations.FormAsync(caller, pendingId, null, cancellationToken) is { } form
            ? new JsonObject
            {
                [pendingId.Value] = JsonSerializer.SerializeToNode(
                    InputRequest.ForElicitation(form), McpJsonUtilities.DefaultOptions),
            }
            : null;

    private TaskState StateOf(WaitView wait, string status, ResultForm form)
    {
        var watched = wait.Tasks?.Tasks.Select(task => ResourceUris.Task(task.Id))
            ?? [ResourceUris.Thread(wait.Turn!.ThreadId)];
        var id = wait.WaitId.Value;
        return new(id, status, wait.OpenedAt, wait.ChangedAt, [.. watched, TaskState.WatchUri(id)])
        {
            Message = wait.Cancelled ? "No longer waited for; the work goes on."
                : wait.Tasks is { } tasks ? string.Join(' ', tasks.Tasks.Select(task => $"{task.Id} is {task.Status}."))
                : $"The turn is {wait.Turn!.Status}.",
            Result = status == "completed" ? Result(wait, form) : null,
        };
    }

    private JsonNode? Result(WaitView wait, ResultForm form)
    {
        var title = tools.Find(wait.Tool)?.Declared.Title ?? wait.Tool;
        var result = ResultWriter.Write(Answer(wait), title, form);
        result.ResultType = "complete";
        return JsonSerializer.SerializeToNode(result, McpJsonUtilities.DefaultOptions);
    }

    /// <summary>A tool of an earlier version may be gone; what its call said when it began still stands.</summary>
    private ToolAnswer Answer(WaitView wait) => wait.Tasks is { } tasks
        ? new(JsonSerializer.Serialize(tasks, ViewJson.Plain.TaskWaitView))
        : tools.Find(wait.Tool)?.Finish(wait.Answer, wait.Turn!) ?? new ToolAnswer(wait.Answer);
}
