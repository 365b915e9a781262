using AgentGateway.Mcp.Subscriptions;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>Fixtures that tell the client something while a call runs.</summary>
internal sealed class NotificationFixtures(SubscriptionHub hub, TimeProvider time)
{
    public const string Reconnection = "test_reconnection";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public IEnumerable<McpServerTool> Tools =>
    [
        FixtureTool.Create("test_tool_with_progress", ProgressAsync),
        FixtureTool.Create("test_tool_with_logging", LogAsync),
        FixtureTool.Create("test_logging_tool", (RequestContext<CallToolRequestParams> request) =>
        {
            Logger(request).LogHello();
            return "logged";
        }),
        FixtureTool.Create(Reconnection, async (CancellationToken cancellationToken) =>
        {
            await Task.Delay(2 * Pause, time, cancellationToken);
            return "Reconnection test completed";
        }),
        FixtureTool.Create("test_trigger_tool_change", () => Changed(ResourceChangeKind.ToolList)),
        FixtureTool.Create("test_trigger_prompt_change", () => Changed(ResourceChangeKind.PromptList)),
    ];

    private static ILogger Logger(
        RequestContext<CallToolRequestParams> request) =>
            request.Server.AsClientLoggerProvider().CreateLogger("fixture");

    private async Task<string> ProgressAsync(
        IProgress<ProgressNotificationValue> progress, CancellationToken cancellationToken)
    {
        foreach (var percent in (float[])[0, 50, 100])
        {
            progress.Report(new() { Progress = percent, Total = 100 });
            await Task.Delay(Pause, time, cancellationToken);
        }
        return "done";
    }

    private async Task<string> LogAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var logger = Logger(request);
        logger.LogStarted();
        await Task.Delay(Pause, time, cancellationToken);
        logger.LogProcessing();
        await Task.Delay(Pause, time, cancellationToken);
        logger.LogCompleted();
        return "logged";
    }

    private string Changed(ResourceChangeKind kind)
    {
        hub.Publish(new(kind));
        return "changed";
    }
}
