using AgentGateway.Domain;
using AgentGateway.Mcp.Elicitation;
using AgentGateway.Mcp.Conformance;
using AgentGateway.Mcp.Http;
using AgentGateway.Mcp.Logging;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Stdio;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Mcp.Tasks;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Waits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Mcp;

/// <summary>
/// The MCP server of both eras, over HTTP and over local connections. The host establishes the caller before it passes
/// on a connection or a request; the name that a client gives itself is a claim beside it.
/// </summary>
public sealed class McpFrontEnd : IAsyncDisposable
{
    private readonly SubscriptionHub _hub;
    private readonly ModernServer _modern;
    private readonly LegacySessions _sessions;
    private readonly McpHttpEndpoint _http;
    private readonly McpConnection _connections;
    private readonly McpFrontEndOptions _options;
    private readonly McpSurface _surface;
    private readonly ConnectedClients _clients;

    public McpFrontEnd(
        McpFrontEndOptions options,
        McpSurface surface,
        WaitService waits,
        IResourceChanges changes,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        (_options, _surface, _clients) = (options, surface, new(time));
        var sdkLoggers = new SdkLoggerFactory(loggers);
        var states = new RequestState(options.RequestStateKey);
        _hub = new(changes, loggers.CreateLogger<SubscriptionHub>(), time);
        var fixtures = options.Conformance ? new ConformanceFixtures(_hub, states, time) : null;
        var elicitations = new ElicitationService(surface.Services.Requests);
        var waitTasks = new WaitTasks(waits, surface.Tools, surface.Calls, elicitations, options.TaskPollInterval);
        var tasks = new TasksExtension(
            fixtures is null ? [waitTasks] : [waitTasks, fixtures.Jobs], _hub, options.TaskPollInterval);
        var listen = new ListenHandler(_hub, tasks, options.SubscribedResourcesMax);
        var definition = ServerDefinition.Create(
            surface, tasks, waitTasks, new ElicitingCalls(states, elicitations), listen);
        fixtures?.AddTo(definition);

        var subscriptions = new LegacySubscriptions(_hub);
        _modern = new(options, definition, sdkLoggers, time);
        _sessions = new(options, (id, caller) => new(id, caller, options, definition, subscriptions, sdkLoggers, _clients), time);
        var check = new ModernRequestCheck(new HeaderParameters(definition.ToolCollection ?? []));
        _http = new(options, _modern, check, new LegacyHttp(_sessions, options, time), _clients);
        _connections = new(
            options,
            caller => caller.WhyNoWorkspace is { } why
                ? ServerDefinition.WithoutWorkspace(definition, why)
                : definition,
            subscriptions,
            _clients,
            sdkLoggers,
            time);
    }

    /// <summary>The clients that are connected now.</summary>
    public ConnectedClients Clients => _clients;

    /// <summary>Why <see cref="McpFrontEndOptions.Toolsets"/> is wrong; null where it is right.</summary>
    public Rejection? WrongSetting =>
        Select(null, isReadOnly: false).IsRejected(out var refused, out _)
            ? refused with { Message = $"The setting Mcp:Toolsets is wrong: {refused.Message}" }
            : null;

    /// <summary>
    /// Answers one HTTP request to the MCP path. Ends when the response is complete, or the client is gone.
    /// </summary>
    /// <remarks>
    /// <c>?toolsets=</c> and <c>?read_only=true</c> in the address select what the client lists.
    /// </remarks>
    public Task HandleHttpAsync(HttpContext http, Caller caller)
    {
        var query = http.Request.Query;
        var selected = Select(query["toolsets"], query["read_only"] == "true");
        return selected.IsRejected(out var refused, out var tools)
            ? McpHttpEndpoint.RefuseAsync(http, refused)
            : _http.HandleAsync(http, caller with { Tools = tools });
    }

    /// <summary>
    /// Serves one local connection as its client requested. A connection that requests an unknown toolset or agent is
    /// refused in answer to its first request, and ended.
    /// </summary>
    public Task ServeAsync(Stream stream, ConnectionRequest request, CancellationToken cancellationToken)
    {
        if (Select(request.Toolsets, request.IsReadOnly).IsRejected(out var refused, out var tools))
            return _connections.RefuseAsync(stream, refused, cancellationToken);
        var principal = Principal.Client;
        if (request.Agent is { } name)
        {
            if (_surface.Services.Agents.Get(name).IsRejected(out refused, out var agent))
                return _connections.RefuseAsync(stream, refused, cancellationToken);
            principal = new(agent.Agent.Id) { Agent = agent.Agent.Id };
        }

        var caller = new Caller(principal) { Tools = tools, Origin = request.Origin };
        if (request.Directory is { } directory)
            caller = _surface.Services.Workspaces.OfConnection(directory).IsRejected(out refused, out var workspace)
                ? caller with { WhyNoWorkspace = refused.Message }
                : caller with { Workspace = workspace };
        return RunConnectionAsync(stream, caller, cancellationToken);
    }

    /// <summary>
    /// Answers the first request of a local connection with the reason why it is not served, and ends it.
    /// </summary>
    public Task RefuseAsync(Stream stream, Rejection reason, CancellationToken cancellationToken) =>
        _connections.RefuseAsync(stream, reason, cancellationToken);

    /// <summary>
    /// Serves one local connection, which carries one JSON message a line, until the client closes it or
    /// <paramref name="cancellationToken"/> ends it. The stream stays the caller's to dispose of.
    /// </summary>
    public Task RunConnectionAsync(Stream stream, Caller caller, CancellationToken cancellationToken) =>
        _connections.RunAsync(stream, caller, cancellationToken);

    /// <summary>
    /// Closes gracefully: listening clients get the answer that ends their subscription, open requests an error.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _sessions.DisposeAsync();
        await _modern.DisposeAsync();
    }

    private Outcome<ToolSelection> Select(string? toolsets, bool isReadOnly) => ToolSelection.Read(
        string.IsNullOrWhiteSpace(toolsets) ? _options.Toolsets : toolsets, isReadOnly, _surface.Tools.Toolsets);
}
