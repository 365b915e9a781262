using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>Tools that clients and agents share, as agents call them.</summary>
public sealed class ToolsOfAgentsTests
{
    [Fact]
    public async Task Agents_have_terminals_and_workspaces_by_the_same_names()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var names = gateway.Runtime.Tools.OfAgents.Select(tool => tool.Name).ToList();
        Assert.Contains("session_create", names);
        Assert.Contains("workspace_diff", names);
        Assert.Equal(
            ["agent_list", "thread_read", "thread_search"],
            names.Where(
                name => name.StartsWith("thread_", StringComparison.Ordinal)
                    || name.StartsWith("agent_", StringComparison.Ordinal)));
        Assert.All(
            gateway.Runtime.Tools.OfAgents,
            tool => Assert.Equal("object", tool.InputSchema.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task What_an_agent_starts_is_its_own_and_can_be_seen_and_stopped()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        var created = await RunAsync(
            gateway, "session_create", """{"command":"cat","agent":"weles","sandbox":"open"}""", thread);
        Assert.False(created.IsRefused, created.Text);
        var session = JsonNode.Parse(created.Text)!["session"]!;
        Assert.Equal(("svarog", thread), ((string)session["agent"]!, (string)session["thread_id"]!));
        var id = (string)session["id"]!;
        Assert.False((await RunAsync(gateway, "session_screen", $$"""{"session_id":"{{id}}"}""", thread)).IsRefused);
        Assert.False((await RunAsync(gateway, "session_remove", $$"""{"session_id":"{{id}}"}""", thread)).IsRefused);
        var gone = await RunAsync(gateway, "session_get", $$"""{"session_id":"{{id}}"}""", thread);
        Assert.True(gone.IsRefused);
        Assert.Contains("unknown_session", gone.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session_list", "{}", PolicyDecision.Allow, RiskClass.R0)]
    [InlineData("session_screen", """{"session_id":"x"}""", PolicyDecision.Allow, RiskClass.R0)]
    [InlineData("session_create", """{"command":"bash"}""", PolicyDecision.Allow, RiskClass.R1)]
    [InlineData("session_create", """{"command":"bash","sandbox":"open"}""", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData("session_create", """{"command":"rm","args":["-rf","/"]}""", PolicyDecision.Deny, RiskClass.R3)]
    [InlineData("session_create", """{"command":"bash","init":"rm -rf ~"}""", PolicyDecision.Deny, RiskClass.R3)]
    [InlineData("session_stop", """{"session_id":"x"}""", PolicyDecision.Ask, RiskClass.R2)]
    public async Task Agents_are_judged_by_what_they_would_do(
        string name, string arguments, PolicyDecision decision, RiskClass risk)
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        if (gateway.Runtime.Sandboxes.Unusable is { } missing) Assert.Skip(missing.Message);
        var (tool, request) = (Find(gateway, name), Request(gateway, arguments));
        var facts = tool.Touches(request, tool.Read(request).Value);
        var verdict = gateway.Runtime.Gate.Judge(ToolUse.Of(tool, request, JsonElement.Parse(arguments), facts));
        Assert.Equal((decision, risk), (verdict.Decision, verdict.Risk));
    }

    [Fact]
    public async Task A_task_of_an_agent_belongs_to_its_thread_and_is_made_once_however_often_the_call_is_made()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        Assert.True(Find(gateway, "task_create").Declared.IsRepeatable);
        var first = await TaskAsync(gateway, """{"title":"t","prompt":"go"}""", thread);
        var again = await TaskAsync(gateway, """{"title":"t","prompt":"go"}""", thread);
        Assert.Equal((string)first["id"]!, (string)again["id"]!);
        Assert.Equal(
            (thread, "svarog", "svarog"),
            ((string)first["thread_id"]!, (string)first["agent"]!, (string)first["created_by"]!));
        var waited = JsonNode.Parse(
            (await RunAsync(gateway, "task_wait", $$"""{"task_id":"{{first["id"]}}"}""", thread)).Text)!;
        Assert.Equal("echo: go", (string)waited["task"]!["result"]!);

        var apart = await TaskAsync(
            gateway, """{"title":"apart","prompt":"go","agent":"weles","own_thread":true}""", thread, "other");
        waited = JsonNode.Parse(
            (await RunAsync(gateway, "task_wait", $$"""{"task_id":"{{apart["id"]}}"}""", thread)).Text)!;
        Assert.NotEqual(thread, (string)waited["task"]!["thread_id"]!);
        Assert.Equal("weles", (string)waited["task"]!["agent"]!);
    }

    [Fact]
    public async Task A_task_is_no_way_around_the_gate()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        foreach (var denied in (string[])
        [
            """{"title":"t","command":"rm -rf /","directory":"/tmp"}""",
            """{"title":"t","tool":"run_command","arguments":{"command":"rm -rf ~","directory":"/tmp"}}""",
        ])
        {
            var refused = await RunAsync(gateway, "task_create", denied, thread);
            Assert.True(refused.IsRefused);
            Assert.Contains("\"denied\"", refused.Text, StringComparison.Ordinal);
        }

        foreach (var asked in (string[])
        [
            """{"title":"t","command":"make","directory":"/tmp","sandbox":"open"}""",
            """{"title":"t","tool":"session_create","arguments":{"command":"bash","sandbox":"open"}}""",
        ])
        {
            var task = await TaskAsync(gateway, asked, thread, asked);
            var waited = JsonNode.Parse(
                (await RunAsync(gateway, "task_wait", $$"""{"task_id":"{{task["id"]}}"}""", thread)).Text)!["task"]!;
            Assert.Equal(("waiting", "approval"), ((string)waited["status"]!, (string)waited["waiting_for"]!));
            var approval = (await gateway.Runtime.Approvals.GetAsync(
                (string)waited["waiting_on"]!, CancellationToken.None)).Value.Approval;
            Assert.Equal("svarog", approval.Agent);
        }
    }

    private static async Task<JsonNode> TaskAsync(
        GatewayWithTools gateway, string arguments, string thread, string key = "call")
    {
        var created = await RunAsync(gateway, "task_create", arguments, thread, key);
        Assert.False(created.IsRefused, created.Text);
        return JsonNode.Parse(created.Text)!["task"]!;
    }

    private static Tool Find(
        GatewayWithTools gateway, string name) => gateway.Runtime.Tools.Find(name, ToolAudience.Agents)!;

    private static ToolRequest Request(
        GatewayWithTools gateway, string arguments, string? thread = null, string key = "call") => ToolRequest.Of(
        new Requester(
            "svarog", key, thread is null ? null : new(thread)), gateway.Folder, JsonElement.Parse(arguments));

    private static async Task<ToolAnswer> RunAsync(
        GatewayWithTools gateway, string name, string arguments, string thread, string key = "call")
    {
        var (tool, request) = (Find(gateway, name), Request(gateway, arguments, thread, key));
        return tool.Read(request).IsRejected(out var refused, out var read)
            ? tool.Refuse(refused)
            : await tool.RunToEndAsync(request, read, CancellationToken.None);
    }
}
