using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.ToolSearch.Tools;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// Shows each connection the tools that it selected. A selected list is written briefly, because a model pays for each
/// of its words: without the schemas of answers, titles and hints that say nothing. Tools of the conformance fixtures
/// are always shown.
/// </summary>
internal sealed class ToolListing(ToolCatalogue catalogue, IReadOnlyDictionary<string, GatewayMcpTool> tools)
{
    /// <summary>Leaves of a list what the connection selected. Stands inside of the paging.</summary>
    public McpRequestHandler<ListToolsRequestParams, ListToolsResult> Selected(
        McpRequestHandler<ListToolsRequestParams, ListToolsResult> next) => async (request, cancellationToken) =>
    {
        var result = await next(request, cancellationToken);
        if (CallerIdentity.Of(request.User).Tools is not { } selection) return result;
        var shown = new List<ModelContextProtocol.Protocol.Tool>();
        foreach (var listed in result.Tools)
        {
            if (!tools.TryGetValue(listed.Name, out var tool)) shown.Add(listed);
            else if (IsShown(tool.Tool.Declared, selection)) shown.Add(selection.IsAll ? listed : tool.Brief);
        }

        result.Tools = shown;
        return result;
    };

    /// <summary>
    /// Takes a call of <c>tool_call</c> for a call of the tool that it names, before anything else looks at it: so it
    /// is checked, judged, waited for and logged like any other. A call that names no tool is passed on, and refused.
    /// </summary>
    public McpMessageHandler Unwrapped(McpMessageHandler next) => (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall, Params: JsonObject call }
            && Text(call["name"]) == ToolCallTool.Declaration.Name
            && call["arguments"] is JsonObject wrapped
            && wrapped.All(pair => pair.Key is "name" or "arguments")
            && (wrapped["arguments"] is null or JsonObject)
            && Text(wrapped["name"]) is { } name
            && catalogue.Find(name, ToolAudience.Clients) is { Declared.Toolset: not Toolsets.Search })
        {
            var arguments = wrapped["arguments"]?.DeepClone() ?? new JsonObject();
            call["name"] = name;
            call["arguments"] = arguments;
        }

        return next(context, cancellationToken);

        string? Text(JsonNode? node) =>
            node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    };

    private static bool IsShown(ToolDeclaration tool, ToolSelection selection) =>
        selection.Lists(tool.Toolset, tool.IsDefault)
        && (!selection.IsReadOnly || tool.Conduct.HasFlag(ToolConduct.ReadOnly) || tool.Toolset == Toolsets.Search);
}
