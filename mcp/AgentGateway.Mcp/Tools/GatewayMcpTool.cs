using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Tool = AgentGateway.Runtime.Tools.Tool;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// A tool of the gateway as the MCP SDK calls it. Its definition is made when a client first lists it: the schemas of
/// all answers together cost as much as the rest of the daemon's start.
/// </summary>
public sealed class GatewayMcpTool(Tool tool, ToolCalls calls, TimeProvider time) : McpServerTool, IMcpServerPrimitive
{
    public Tool Tool => tool;

    /// <summary>The SDK's own would make the whole definition to say its name.</summary>
    string IMcpServerPrimitive.Id => tool.Name;

    public override ModelContextProtocol.Protocol.Tool ProtocolTool => field ??= DefinitionOf(tool.Declared);

    /// <summary>The same without what a short list leaves out: title, output schema and most hints.</summary>
    public ModelContextProtocol.Protocol.Tool Brief => field ??= BriefOf(tool.Declared);

    public override IReadOnlyList<object> Metadata => [];

    /// <summary>
    /// The tool as clients see it. Schemas are of draft 2020-12, which MCP takes for granted where none is named.
    /// </summary>
    public static ModelContextProtocol.Protocol.Tool DefinitionOf(ToolDeclaration declaration) => new()
    {
        Name = declaration.Name,
        Title = declaration.Title,
        Description = declaration.Description,
        InputSchema = declaration.InputSchema,
        OutputSchema = declaration.OutputSchema,
        Annotations = new()
        {
            Title = declaration.Title,
            ReadOnlyHint = declaration.Conduct.HasFlag(ToolConduct.ReadOnly),
            IdempotentHint = declaration.Conduct.HasFlag(ToolConduct.Idempotent),
            DestructiveHint = declaration.Conduct.HasFlag(ToolConduct.Destructive),
            OpenWorldHint = declaration.Conduct.HasFlag(ToolConduct.OpenWorld),
        },
    };

    private static ModelContextProtocol.Protocol.Tool BriefOf(ToolDeclaration declaration) => new()
    {
        Name = declaration.Name,
        Description = declaration.Description,
        InputSchema = OpenSchema(declaration.InputSchema),
        Annotations = declaration.Conduct.HasFlag(ToolConduct.ReadOnly) ? new() { ReadOnlyHint = true } : null,
    };

    /// <summary>The schema without the words that forbid other members: the call itself refuses these.</summary>
    private static JsonElement OpenSchema(JsonElement schema)
    {
        var open = JsonNode.Parse(schema.GetRawText())!.AsObject();
        open.Remove("additionalProperties");
        return JsonSerializer.SerializeToElement(open, McpJsonUtilities.DefaultOptions);
    }

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken) =>
        ToResult(await AnswerAsync(request, null, null, cancellationToken), ResultForm.Of(request));

    /// <summary>The answer of this tool in the form of the client that called it.</summary>
    public CallToolResult ToResult(ToolAnswer answer, ResultForm form) =>
        ResultWriter.Write(answer, tool.Declared.Title, form);

    /// <param name="standing">The answer that a repeated call had reached; null when the call begins here.</param>
    /// <param name="person">Elicits an answer from the person at the client; null where none can be elicited.</param>
    public async Task<ToolAnswer> AnswerAsync(
        RequestContext<CallToolRequestParams> request,
        ToolAnswer? standing,
        AskPerson? person,
        CancellationToken cancellationToken)
    {
        var call = RequestOf(request);
        if (call.Caller.Tools is { IsReadOnly: true } && !tool.Declared.Conduct.HasFlag(ToolConduct.ReadOnly)
            && tool.Declared.Toolset != Toolsets.Search)
            return ToolAnswer.Refuse(new(
                "read_only", $"This connection is read-only, and {tool.Name} changes something.",
                "Connect without --read-only to use it."));
        if (request.Params.ProgressToken is not { } token)
            return await calls.CallAsync(tool, call, standing, null, person, cancellationToken);
        await using var progress = new ProgressRelay(request.Server, token, time, cancellationToken);
        return await calls.CallAsync(
            tool, call with { Progress = progress }, standing, progress.Report, person, cancellationToken);
    }

    public static ToolRequest RequestOf(RequestContext<CallToolRequestParams> request) => new(
        CallerIdentity.Of(request.User),
        request.Params.Arguments ?? Enumerable.Empty<KeyValuePair<string, JsonElement>>());
}
