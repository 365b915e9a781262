using AgentGateway.Domain;
using AgentGateway.Mcp.Prompts;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Resources;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp;

/// <summary>Everything that an MCP client finds here: tools, resources, prompts and completions.</summary>
/// <param name="tools">Clients are offered those whose audience they are.</param>
public sealed class McpSurface(ToolCatalogue tools, ToolCalls calls, McpSurfaceServices services, TimeProvider time)
{
    /// <summary>
    /// The first revision in which an unknown resource is a wrong parameter; before, it had a code of its own.
    /// </summary>
    private const string WrongParameterSince = "2026-07-28";

    private readonly ResourceReader _reader = new(services.Threads, services.Resources);

    public ToolCatalogue Tools => tools;

    public ToolCalls Calls => calls;

    public McpSurfaceServices Services => services;

    /// <summary>
    /// Fills the options of a server. Fixtures may be added to its collections afterwards; the handlers leave them
    /// alone.
    /// </summary>
    public void Configure(McpServerOptions options)
    {
        var offered = tools.For(ToolAudience.Clients).Select(tool => new GatewayMcpTool(tool, calls, time)).ToList();
        options.ToolCollection = new OrderedPrimitives<McpServerTool>(offered);
        var listing = new ToolListing(tools, offered.ToDictionary(tool => tool.Tool.Name));
        options.PromptCollection = new OrderedPrimitives<McpServerPrompt>(
            GatewayPrompts.All(_reader, services.Threads, services.Agents));
        var completions = new Completions(options, services);
        options.Handlers.CompleteHandler = (request, cancellationToken) =>
            AnswerAsync(() => completions.CompleteAsync(request.Params, cancellationToken));
        options.Handlers.ListResourcesHandler = (request, cancellationToken) => AnswerAsync(async () =>
            new ListResourcesResult
            {
                Resources = ResourceList.Fixed(
                    await services.Resources.OfAsync(CallerIdentity.Of(request.User), cancellationToken)),
            });
        options.Handlers.ListResourceTemplatesHandler = (request, cancellationToken) => AnswerAsync(async () =>
            new ListResourceTemplatesResult
            {
                ResourceTemplates = ResourceList.Templates(
                    await services.Resources.OfAsync(CallerIdentity.Of(request.User), cancellationToken)),
            });
        options.Handlers.ReadResourceHandler = (request, cancellationToken) =>
            AnswerAsync(() => ReadAsync(request, cancellationToken));
        ListPaging.AddTo(options.Filters.Request);
        options.Filters.Request.ListToolsFilters.Add(listing.Selected);
        options.Filters.Message.IncomingFilters.Add(listing.Unwrapped);
    }

    private async Task<ReadResourceResult> ReadAsync(
        RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        var uri = request.Params.Uri;
        var content = await _reader.ReadAsync(CallerIdentity.Of(request.User), uri, cancellationToken);
        if (!content.IsRejected(out var rejection)) return new() { Contents = [content.Value] };
        var version = request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion;
        var code = string.CompareOrdinal(version, WrongParameterSince) >= 0
            ? McpErrorCode.InvalidParams
            : McpErrorCode.ResourceNotFound;
        throw new McpProtocolException(TextOf(rejection), code) { Data = { ["uri"] = uri } };
    }

    /// <summary>
    /// Outside of tool calls MCP has no form for a refusal, so it becomes the message of a protocol error.
    /// </summary>
    private static async ValueTask<T> AnswerAsync<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (JournalUnavailableException unavailable)
        {
            throw new McpProtocolException(TextOf(unavailable.Reason), unavailable, McpErrorCode.InternalError);
        }
    }

    private static string TextOf(Rejection rejection) =>
        rejection.Hint is null ? rejection.Message : $"{rejection.Message} {rejection.Hint}";
}
