using AgentGateway.Mcp.Elicitation;
using AgentGateway.Mcp.Http;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Mcp.Tasks;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>
/// The tools, prompts and resources that the public conformance suite calls by name. They are served on request only,
/// beside what the gateway itself offers and through the same machinery.
/// </summary>
internal sealed class ConformanceFixtures(SubscriptionHub hub, RequestState states, TimeProvider time)
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(500);

    private readonly FixtureJobs _jobs = new(hub, time);

    /// <summary>The tasks that fixtures become; they live as long as the daemon.</summary>
    public ITaskSource Jobs => _jobs;

    public void AddTo(McpServerOptions options)
    {
        IEnumerable<McpServerTool> tools =
        [
            .. ContentFixtures.Tools,
            .. new NotificationFixtures(hub, time).Tools,
            .. ClientFixtures.Tools,
            .. new InputRequiredFixtures(states).Tools,
            .. new JobFixtures(time).Tools,
        ];
        options.ToolCollection ??= [];
        foreach (var tool in tools) options.ToolCollection.Add(tool);
        var prompts = options.PromptCollection ??= [];
        foreach (var prompt in PromptFixtures.Prompts) prompts.Add(prompt);
        options.ResourceCollection = [.. ResourceFixtures.Resources];
        options.Filters.Request.CallToolWithAlternateFilters.Add(_jobs.CallAsync);
        options.Filters.Request.CallToolFilters.Add(next => async (request, cancellationToken) =>
        {
            var result = await next(request, cancellationToken);
            if (request.Params.Name == NotificationFixtures.Reconnection) Release(request);
            return result;
        });
    }

    /// <summary>The suite wants to see a response that ends before its answer, which the client then fetches.</summary>
    private static void Release(RequestContext<CallToolRequestParams> request) =>
        (request.JsonRpcRequest.Context?.RelatedTransport as LegacyExchange)?.Release(ReconnectAfter);
}
