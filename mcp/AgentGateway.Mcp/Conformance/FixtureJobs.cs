using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Mcp.Tasks;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>Fixture calls that run as tasks, in memory.</summary>
internal sealed class FixtureJobs(SubscriptionHub hub, TimeProvider time) : ITaskSource
{
    private const int JobsMax = 1000;

    private readonly ConcurrentDictionary<string, FixtureJob> _jobs = new();

    public async ValueTask<ResultOrAlternate<CallToolResult>> CallAsync(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        if (!BecomesTask(request.Params)) return await next(request, cancellationToken);
        if (!TasksExtension.IsDeclaredBy(request.JsonRpcRequest))
            return request.Params.Name == JobFixtures.Failing
                ? throw TasksExtension.Undeclared()
                : await next(request, cancellationToken);
        if (_jobs.Count >= JobsMax)
            throw new McpProtocolException("There are too many fixture jobs.", McpErrorCode.InternalError);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var changed = ResourceChange.Updated(TaskState.WatchUri(id));
        var job = new FixtureJob(
            id, CallerIdentity.Of(request.User).Principal, new(), time, () => hub.Publish(changed));
        _jobs[id] = job;
        // What the tool asks its client is kept with the job instead of being sent on a response that is over.
        var server = request.Server.WithOutgoingRequestInterceptor(
            (method, parameters, ct) => new(job.AskAsync(method, parameters, ct)));
        var detached = new RequestContext<CallToolRequestParams>(server, request.JsonRpcRequest, request.Params)
        {
            MatchedPrimitive = request.MatchedPrimitive,
        };
        _ = Task.Run(() => RunAsync(job, async ct => (await next(detached, ct)).Result), CancellationToken.None);
        var created = CreateTaskResult.Of(job.State, FixtureJob.PollInterval);
        return ResultOrAlternate<CallToolResult>.FromAlternate(created, CreateTaskResult.TypeInfo);
    }

    public Task<TaskState?> FindAsync(TaskClient client, string taskId, CancellationToken cancellationToken) =>
        Task.FromResult(Find(client.Caller, taskId)?.State);

    public Task<bool> CancelAsync(Caller caller, string taskId, CancellationToken cancellationToken)
    {
        var job = Find(caller, taskId);
        job?.Cancel();
        return Task.FromResult(job is not null);
    }

    public Task<bool> AnswerAsync(
        Caller caller, string taskId, JsonObject inputResponses, CancellationToken cancellationToken)
    {
        var job = Find(caller, taskId);
        job?.Answer(inputResponses);
        return Task.FromResult(job is not null);
    }

    private FixtureJob? Find(Caller caller, string taskId) =>
        _jobs.TryGetValue(taskId, out var job) && job.Owner == caller.Principal ? job : null;

    private static bool BecomesTask(CallToolRequestParams call) => call.Name switch
    {
        JobFixtures.Compute
            or JobFixtures.Failing
            or JobFixtures.ProtocolError
            or JobFixtures.Delete
            or JobFixtures.Inputs =>
            true,
        JobFixtures.AskThenRun => call.InputResponses is { Count: > 0 },
        _ => false,
    };

    private static async Task RunAsync(FixtureJob job, Func<CancellationToken, Task<CallToolResult?>> work)
    {
        try
        {
            job.End("completed", result: JsonSerializer.SerializeToNode(
                await work(job.Cancelled), McpJsonUtilities.DefaultOptions));
        }
        catch (OperationCanceledException)
        {
            job.End("cancelled");
        }
        catch (McpProtocolException exception)
        {
            job.End("failed", error: new JsonObject
            {
                ["code"] = (int)exception.ErrorCode,
                ["message"] = exception.Message,
            });
        }
        catch (Exception exception)
        {
            var content = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = exception.Message });
            job.End("completed", result: new JsonObject { ["isError"] = true, ["content"] = content });
        }
    }
}
