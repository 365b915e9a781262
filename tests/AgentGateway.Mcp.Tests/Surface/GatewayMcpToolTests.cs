using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Surface;

public sealed class GatewayMcpToolTests
{
    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-06-18")]
    public async Task An_answer_is_given_structured_and_as_the_same_text(string protocolVersion)
    {
        const string Json = """{"text":"zażółć <b> \"x\" 🦆","seq":3}""";
        await using var link = await SurfaceLink.OpenAsync(
            Surface(new FakeTool("say", Json)), protocolVersion: protocolVersion);
        var result = await link.Client.CallToolAsync("say", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(result.IsError);
        Assert.Equal(Json, TextOf(result));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Json), result.StructuredContent!.Value));
    }

    [Fact]
    public async Task What_is_to_be_looked_at_is_sent_once_as_it_is()
    {
        const string Json = """{"text":"one\n  two","rows":2}""";
        var answer = new ToolAnswer(Json) { Shown = "one\n  two" };
        await using var link = await SurfaceLink.OpenAsync(
            Surface(new FakeTool("show", (_, _) => Task.FromResult(answer))));
        var result = await link.Client.CallToolAsync("show", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ["""{"rows":2}""", "one\n  two"], result.Content.Cast<TextContentBlock>().Select(block => block.Text));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"rows":2}"""), result.StructuredContent!.Value));
    }

    [Fact]
    public async Task A_refusal_is_a_tool_error_both_ways()
    {
        var refusal = ToolAnswer.Refuse(new("queue_full", "The queue is full.", "Wait."));
        await using var link = await SurfaceLink.OpenAsync(
            Surface(new FakeTool("refuse", (_, _) => Task.FromResult(refusal))));
        var result = await link.Client.CallToolAsync(
            "refuse", cancellationToken: TestContext.Current.CancellationToken);
        AssertRefused(result, """{"code":"queue_full","message":"The queue is full.","hint":"Wait."}""");
    }

    [Fact]
    public async Task A_fault_inside_is_told_without_what_only_the_log_may_know()
    {
        await using var link = await SurfaceLink.OpenAsync(
            Surface(new FakeTool("break", (_, _) => throw new InvalidDataException("a secret"))));
        var result = await link.Client.CallToolAsync("break", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.IsError);
        Assert.Equal("internal_error", result.StructuredContent!.Value.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", TextOf(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_says_why()
    {
        await using var link = await SurfaceLink.OpenAsync(Surface(new FakeTool(
            "write", (_, _) =>
                throw new JournalUnavailableException(new("disk_full", "The disk is full.", "Make room.")))));
        var result = await link.Client.CallToolAsync("write", cancellationToken: TestContext.Current.CancellationToken);
        AssertRefused(result, """{"code":"disk_full","message":"The disk is full.","hint":"Make room."}""");
    }

    [Fact]
    public async Task A_tool_is_told_who_calls_and_with_what()
    {
        ToolRequest? heard = null;
        var tool = new FakeTool("hear", (request, _) =>
        {
            heard = request with { Arguments = [.. request.Arguments] };
            return Task.FromResult(new ToolAnswer("{}"));
        });
        var caller = new Caller(new Principal("ci"), "/srv/project");
        await using var link = await SurfaceLink.OpenAsync(Surface(tool), caller);
        await link.Client.CallToolAsync(
            "hear", new Dictionary<string, object?>
            {
                ["text"] = "x",
                ["n"] = 5,
            }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(caller, heard!.Caller);
        Assert.Equal(
            [("text", "\"x\""), ("n", "5")],
            heard.Arguments.Select(argument => (argument.Key, argument.Value.GetRawText())));
    }

    [Fact]
    public async Task Cancelling_a_call_cancels_what_the_tool_waits_for()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var tool = new FakeTool("wait", async (_, cancellationToken) =>
        {
            begun.SetResult();
            await Task.Delay(
                Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.SetResult();
            cancellationToken.ThrowIfCancellationRequested();
            return new("{}");
        });
        await using var link = await SurfaceLink.OpenAsync(Surface(tool), protocolVersion: "2025-11-25");
        // The client's own cancelling sends no notice while its request is still being written, so this one is written
        // by hand.
        var call = link.Client.SendRequestAsync(
            new JsonRpcRequest
            {
                Id = new("mine"),
                Method = RequestMethods.ToolsCall,
                Params = new JsonObject { ["name"] = "wait" },
            },
            TestContext.Current.CancellationToken);
        await begun.Task.WaitAsync(Limits.Signal, TestContext.Current.CancellationToken);
        await link.Client.SendNotificationAsync(
            NotificationMethods.CancelledNotification,
            new CancelledNotificationParams { RequestId = new("mine") },
            cancellationToken: TestContext.Current.CancellationToken);
        await cancelled.Task.WaitAsync(Limits.Signal, TestContext.Current.CancellationToken);
        Assert.False(call.IsCompletedSuccessfully);
    }

    internal static McpSurface Surface(params Runtime.Tools.Tool[] tools) => Surface(TimeProvider.System, tools);

    internal static McpSurface Surface(TimeProvider time, params Runtime.Tools.Tool[] tools)
    {
        var catalogue = new ToolCatalogue();
        catalogue.Publish("test", tools);
        var calls = new ToolCalls(
            UnstartedGateway.AllowingGate, new(), new SystemIdSource(time), NullLogger<ToolCalls>.Instance);
        return new(catalogue, calls, GatewayWithTools.NoServices, time);
    }

    private static void AssertRefused(CallToolResult result, string json)
    {
        Assert.True(result.IsError);
        Assert.Equal(json, TextOf(result));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), result.StructuredContent!.Value));
    }

    private static string TextOf(CallToolResult result) =>
        Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
