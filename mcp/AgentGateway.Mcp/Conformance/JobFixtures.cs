using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>
/// Fixtures that run long enough to become tasks. A client that follows the task is given the questions that it asks.
/// </summary>
internal sealed class JobFixtures(TimeProvider time)
{
    public const string Compute = "slow_compute";
    public const string Failing = "failing_job";
    public const string ProtocolError = "protocol_error_job";
    public const string Delete = "confirm_delete";
    public const string Inputs = "multi_input";
    public const string AskThenRun = "test_tool_with_task";

    public IEnumerable<McpServerTool> Tools =>
    [
        FixtureTool.Create("greet", (string name) => $"Hello, {name}!"),
        FixtureTool.Create(Compute, async (CancellationToken cancellationToken, double seconds = 1) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
            return $"computed in {seconds}s";
        }),
        FixtureTool.Create(Failing, async (CancellationToken cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = "job failed" }] };
        }),
        FixtureTool.Create(ProtocolError, async Task<string> (CancellationToken cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            throw new McpProtocolException("The job broke.", McpErrorCode.InternalError);
        }),
        FixtureTool.Create(
            Delete,
            async (
                RequestContext<CallToolRequestParams> request, string filename, CancellationToken cancellationToken) =>
            {
                var form = FixtureTool.Form("Delete?", "confirm", "boolean");
                var answer = await request.Server.ElicitAsync(form, cancellationToken);
                return $"delete {filename}: {answer.Action}";
            }),
        FixtureTool.Create(
            Inputs, async (RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken) =>
        {
            var answers = await Task.WhenAll(
                request.Server.ElicitAsync(FixtureTool.Form("First?", "first"), cancellationToken).AsTask(),
                request.Server.ElicitAsync(FixtureTool.Form("Second?", "second"), cancellationToken).AsTask());
            return string.Join(" | ", answers.Select(answer => answer.Action));
        }),
        FixtureTool.Create(AskThenRun, (RequestContext<CallToolRequestParams> request) =>
            FixtureTool.Field(request.Params, "user_name", "name") is { } name
                ? $"task for {name}"
                : throw new InputRequiredException(new Dictionary<string, InputRequest>
                {
                    ["user_name"] = InputRequest.ForElicitation(FixtureTool.Form("Name?", "name")),
                })),
    ];
}
