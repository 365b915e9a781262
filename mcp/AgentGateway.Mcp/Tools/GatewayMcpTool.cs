using System.Text.Json;
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
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var call = RequestOf(request);
        if (request.Params.ProgressToken is not { } token) return ToResult(await table.CallAsync(tool, call, null, cancellationToken));
        await using var progress = new ProgressRelay(request.Server, token, time, cancellationToken);
        return ToResult(await table.CallAsync(tool, call with { Progress = progress }, progress.Report, cancellationToken));
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
