using System.Text.Json.Nodes;
using AgentGateway.Mcp.Tests.Protocol;

namespace AgentGateway.Mcp.Tests.Approvals;

/// <summary>
/// A client of the default token decides nothing: neither by the tools that decide, nor by a tool that calls others.
/// </summary>
public sealed class IndirectDecisionTests
{
    [Theory]
    [InlineData("approval_resolve")]
    [InlineData("question_answer")]
    public async Task A_tool_that_decides_is_refused_through_tool_call_as_by_itself(string tool)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var arguments = await PendingAsync(gateway, client, tool);

        Assert.Equal("not_allowed", await RefusedAsync(client, tool, arguments));
        Assert.Equal(
            "not_allowed",
            await RefusedAsync(client, "tool_call", new() { ["name"] = tool, ["arguments"] = arguments.DeepClone() }));
        Assert.Equal(
            "unknown_tool",
            await RefusedAsync(
                client,
                "tool_call",
                new()
                {
                    ["name"] = "tool_call",
                    ["arguments"] = new JsonObject { ["name"] = tool, ["arguments"] = arguments.DeepClone() },
                }));
        await StaysPendingAsync(gateway);
    }

    [Theory]
    [InlineData("approval_resolve")]
    [InlineData("question_answer")]
    [InlineData("tool_call")]
    [InlineData("permission_prompt")]
    public async Task A_task_calls_no_tool_that_decides(string tool)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var arguments = await PendingAsync(gateway, client, "approval_resolve");
        var task = new JsonObject
        {
            ["title"] = "Decide", ["tool"] = tool, ["arguments"] = arguments.ToJsonString(),
        };

        Assert.Equal("unknown_tool", await RefusedAsync(client, "task_create", (JsonObject)task.DeepClone()));
        var nested = await client.AskAsync("tools/call", Messages.Call("task_create", new()
        {
            ["title"] = "Create", ["tool"] = "task_create", ["arguments"] = task.ToJsonString(),
        }));
        var id = (string)nested["result"]!["structuredContent"]!["task"]!["id"]!;
        var shown = "";
        await Eventually.TrueAsync(async () =>
        {
            shown = (await client.AskAsync("tools/call", Messages.Call("task_get", new() { ["task_id"] = id })))
                .ToJsonString();
            return shown.Contains("There is no tool", StringComparison.Ordinal);
        });
        Assert.DoesNotContain("approved", shown, StringComparison.Ordinal);
        await StaysPendingAsync(gateway);
    }

    [Fact]
    public async Task A_permission_prompt_about_a_tool_that_decides_is_itself_decided_by_a_person()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var arguments = await PendingAsync(gateway, client, "approval_resolve");
        var first = (string)arguments["approval_id"]!;
        await using var prompting = await LineProbe.ConnectAsync(gateway.Host);
        await prompting.InitializeAsync();
        await prompting.SendAsync(
            Messages.Legacy(
                7,
                "tools/call",
                Messages.Call(
                    "permission_prompt",
                    new() { ["tool_name"] = "mcp__agw__approval_resolve", ["input"] = arguments.DeepClone() }))
                .ToJsonString());

        string? second = null;
        await Eventually.TrueAsync(async () =>
        {
            var pending = (await gateway.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals;
            second = pending.FirstOrDefault(approval => approval.Id != first)?.Id;
            return second is not null;
        });
        await gateway.DecideAsync(second!, "deny");

        var answer = await prompting.HearAsync(message => message["id"]?.ToJsonString() == "7");
        Assert.Contains("deny", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(first, (await gateway.PendingAsync()).Id);
    }

    /// <summary>The arguments with which that tool would decide what an agent waits for.</summary>
    private static async Task<JsonObject> PendingAsync(GatewayWithApprovals gateway, LineProbe client, string tool)
    {
        var isQuestion = tool == "question_answer";
        var sent = await client.AskAsync(
            "tools/call", await gateway.SendAsync(isQuestion ? "ask Which?|red|green" : "run a"));
        var id = (string)Assert.Single(sent["result"]!["structuredContent"]!["waiting_for"]!.AsArray())!;
        return isQuestion
            ? new() { ["question_id"] = id, ["answer"] = "red" }
            : new() { ["approval_id"] = id, ["decision"] = "once" };
    }

    private static async Task<string?> RefusedAsync(LineProbe client, string tool, JsonObject arguments)
    {
        var answer = await client.AskAsync("tools/call", Messages.Call(tool, arguments));
        return (string?)answer["result"]!["structuredContent"]!["code"];
    }

    private static async Task StaysPendingAsync(GatewayWithApprovals gateway)
    {
        var runtime = gateway.Host.Gateway.Runtime;
        var approvals = (await runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals.Count;
        var questions = (await runtime.Questions.ListAsync(new("pending"), Gateway.Stop)).Value.Questions.Count;
        Assert.Equal(1, approvals + questions);
    }
}
