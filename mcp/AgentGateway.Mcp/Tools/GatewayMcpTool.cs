using System.Text.Json;
using AgentGateway.Mcp.Asking;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tools;

/// <summary>A tool of the table as the MCP SDK calls it.</summary>
public sealed class GatewayMcpTool(GatewayTool tool, ToolTable table, TimeProvider time) : McpServerTool
{
    public GatewayTool Tool => tool;

    public override Tool ProtocolTool => tool.Definition;

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken) =>
        ToResult(await AnswerAsync(request, null, null, cancellationToken));

    /// <param name="standing">What the call had to say when people were asked; null when it begins here.</param>
    /// <param name="person">Asks the person behind the call; null where there is none.</param>
    public async Task<ToolAnswer> AnswerAsync(
        RequestContext<CallToolRequestParams> request, ToolAnswer? standing, AskPerson? person, CancellationToken cancellationToken)
    {
        var call = RequestOf(request);
        if (request.Params.ProgressToken is not { } token) return await table.CallAsync(tool, call, standing, null, person, cancellationToken);
        await using var progress = new ProgressRelay(request.Server, token, time, cancellationToken);
        return await table.CallAsync(tool, call with { Progress = progress }, standing, progress.Report, person, cancellationToken);
    }

    public static ToolRequest RequestOf(RequestContext<CallToolRequestParams> request) =>
        new(CallerIdentity.Of(request.User), request.Params.Arguments ?? Enumerable.Empty<KeyValuePair<string, JsonElement>>());

    /// <summary>
    /// The answer twice, structured and as text, because many clients show their model only the text. What is meant to be looked at
    /// follows as it is: a screen is hard to read in JSON.
    /// </summary>
    public static CallToolResult ToResult(ToolAnswer answer) => new()
    {
        Content = answer.Shown is { } shown
            ? [new TextContentBlock { Text = answer.Json }, new TextContentBlock { Text = shown }]
            : [new TextContentBlock { Text = answer.Json }],
        StructuredContent = answer.IsPlainText ? null : JsonElement.Parse(answer.Json),
        IsError = answer.Refused ? true : null,
    };
}
