using System.Reflection;
using AgentGateway.Mcp.Elicitation;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Skills;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Mcp.Tasks;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp;

/// <summary>
/// The options of every MCP server of the daemon: created once and shared, since nothing in them belongs to one client.
/// </summary>
internal static class ServerDefinition
{
    /// <summary>Lists change rarely, and clients are notified; resources change at any moment.</summary>
    private static readonly TimeSpan ListsFresh = TimeSpan.FromMinutes(5);

    public static McpServerOptions Create(
        McpSurface surface, TasksExtension tasks, WaitTasks waits, ElicitingCalls eliciting, ListenHandler listen)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new()
            {
                Name = "agentgateway",
                Title = "AgentGateway",
                Version = typeof(ServerDefinition).Assembly
                    .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
                Description = "Persisted threads with agents, tasks, and terminal sessions.",
            },
            ServerInstructions = ServerInstructions.Text,
            // A scope per request serves dependency injection, which nothing here uses.
            ScopeRequests = false,
            Capabilities = new()
            {
                Tools = new() { ListChanged = true },
                Prompts = new() { ListChanged = true },
                Resources = new() { ListChanged = true, Subscribe = true },
            },
        };
        surface.Configure(options);
        tasks.Configure(options);
        new SkillsExtension(surface.Services.Skills).Configure(options);
        options.Handlers.SubscriptionsListenHandler = listen.ListenAsync;
        options.Handlers.SubscribeToResourcesHandler = LegacySubscriptions.SubscribeAsync;
        options.Handlers.UnsubscribeFromResourcesHandler = LegacySubscriptions.UnsubscribeAsync;
        options.Filters.Message.IncomingFilters.Add(ClientFaultFilter.Around);
        options.Filters.Request.CallToolWithAlternateFilters.Add(waits.CallAsync);
        options.Filters.Request.CallToolFilters.Add(eliciting.Around);
        AddFreshness(options.Filters.Request);
        return options;
    }

    /// <summary>The same for a connection whose directory is no workspace: its instructions say so.</summary>
    /// <param name="why">One sentence.</param>
    public static McpServerOptions WithoutWorkspace(McpServerOptions definition, string why) => new()
    {
        ServerInfo = definition.ServerInfo,
        ServerInstructions = $"{ServerInstructions.Text}\n{why} {ServerInstructions.WithoutWorkspace}",
        ScopeRequests = definition.ScopeRequests,
        Capabilities = definition.Capabilities,
        Handlers = definition.Handlers,
        RequestHandlers = definition.RequestHandlers,
        Filters = definition.Filters,
        ToolCollection = definition.ToolCollection,
        PromptCollection = definition.PromptCollection,
        ResourceCollection = definition.ResourceCollection,
    };

    private static void AddFreshness(McpRequestFilters filters)
    {
        filters.ListToolsFilters.Add(next => async (request, ct) => Fresh(await next(request, ct), ListsFresh));
        filters.ListPromptsFilters.Add(next => async (request, ct) => Fresh(await next(request, ct), ListsFresh));
        filters.ListResourcesFilters.Add(next => async (request, ct) => Fresh(await next(request, ct), ListsFresh));
        filters.ListResourceTemplatesFilters.Add(
            next => async (request, ct) => Fresh(await next(request, ct), ListsFresh));
        filters.ReadResourceFilters.Add(next => async (request, ct) => Fresh(await next(request, ct), TimeSpan.Zero));
    }

    /// <summary>Private, because what a client may see depends on who it is.</summary>
    private static T Fresh<T>(T result, TimeSpan duration)
        where T : ICacheableResult
    {
        result.TimeToLive = duration;
        result.CacheScope = CacheScope.Private;
        return result;
    }
}
