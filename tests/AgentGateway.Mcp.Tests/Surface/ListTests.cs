using AgentGateway.Mcp.Resources;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Surface;

public sealed class ListTests
{
    [Fact]
    public async Task Tools_are_listed_in_the_order_of_the_catalogue()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var tools = gateway.Runtime.Tools.For(ToolAudience.Clients);
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        var listed = await link.Client.ListToolsAsync(
            new ListToolsRequestParams(), TestContext.Current.CancellationToken);
        Assert.Equal(tools.Select(tool => tool.Name), listed.Tools.Select(tool => tool.Name));
        Assert.Null(listed.NextCursor);
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_that_together_are_all_of_it()
    {
        var names = Enumerable.Range(0, (2 * ListPaging.PageItemsMax) + 7).Select(number => $"tool_{number}").ToList();
        await using var link = await SurfaceLink.OpenAsync(
            GatewayMcpToolTests.Surface([.. names.Select(name => new FakeTool(name, "{}"))]));
        var listed = new List<string>();
        var pages = 0;
        string? cursor = null;
        do
        {
            var page = await link.Client.ListToolsAsync(
                new ListToolsRequestParams { Cursor = cursor }, TestContext.Current.CancellationToken);
            Assert.InRange(page.Tools.Count, 1, ListPaging.PageItemsMax);
            listed.AddRange(page.Tools.Select(tool => tool.Name));
            cursor = page.NextCursor;
            pages++;
        }
        while (cursor is not null);
        Assert.Equal(names, listed);
        Assert.Equal(3, pages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("100")]
    [InlineData("bGlzdDowAA")]
    [InlineData("bGlzdDotMQ")]
    [InlineData("bGlzdDo5OTk")]
    [InlineData("💥")]
    public async Task A_foreign_cursor_is_refused_by_every_list(string cursor)
    {
        await using var link = await SurfaceLink.OpenAsync(GatewayMcpToolTests.Surface(new FakeTool("one", "{}")));
        var stop = TestContext.Current.CancellationToken;
        await AssertRefusedAsync(
            async () => await link.Client.ListToolsAsync(new ListToolsRequestParams { Cursor = cursor }, stop));
        await AssertRefusedAsync(
            async () => await link.Client.ListPromptsAsync(new ListPromptsRequestParams { Cursor = cursor }, stop));
        await AssertRefusedAsync(
            async () => await link.Client.ListResourcesAsync(new ListResourcesRequestParams { Cursor = cursor }, stop));
        await AssertRefusedAsync(
            async () => await link.Client.ListResourceTemplatesAsync(
                new ListResourceTemplatesRequestParams { Cursor = cursor }, stop));
    }

    [Fact]
    public async Task Prompts_say_what_they_take()
    {
        await using var link = await SurfaceLink.OpenAsync(GatewayMcpToolTests.Surface());
        var listed = await link.Client.ListPromptsAsync(
            new ListPromptsRequestParams(), TestContext.Current.CancellationToken);
        Assert.Equal(["catch_up", "delegate", "handoff"], listed.Prompts.Select(prompt => prompt.Name));
        Assert.Equal(
            ["thread_id?", "agent", "text", "thread_id", "agent", "reason?"],
            listed.Prompts.SelectMany(
                prompt =>
                    prompt.Arguments!).Select(argument => argument.Name + (argument.Required == true ? "" : "?")));
        Assert.All(listed.Prompts, prompt => Assert.NotEmpty(prompt.Title!));
        Assert.All(
            listed.Prompts.SelectMany(prompt => prompt.Arguments!), argument => Assert.NotEmpty(argument.Description!));
    }

    [Fact]
    public async Task Resources_and_templates_are_those_of_the_issue_and_every_page()
    {
        await using var link = await SurfaceLink.OpenAsync(GatewayMcpToolTests.Surface());
        var listed = await link.Client.ListResourcesAsync(
            new ListResourcesRequestParams(), TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "agw://threads", "agw://agents", "agw://sessions", "agw://workspaces", "agw://approvals",
                    "agw://questions", "agw://memory", "agw://skills", "agw://knowledge", "agw://tasks",
                "agw://docs/index", "agw://docs/threads", "agw://docs/directives", "agw://docs/agents",
                "agw://docs/connected-agents", "agw://docs/trust", "agw://docs/egress", "agw://docs/sessions",
                    "agw://docs/status", "agw://docs/commands",
                    "agw://docs/workspaces", "agw://docs/approvals", "agw://docs/policy", "agw://docs/memory",
                    "agw://docs/recall",
                    "agw://docs/skills", "agw://docs/knowledge",
                    "agw://docs/backups", "agw://docs/tasks",
                    "agw://docs/inbox", "agw://docs/imports",
                    "agw://docs/boundaries", "agw://docs/tools", "agw://docs/command-line", "agw://docs/settings",
                    "agw://docs/errors", "agw://docs/events", "agw://docs/models",
                    "agw://docs/words", "agw://docs/gateways", "agw://gateways",
            ],
            listed.Resources.Select(resource => resource.Uri));
        var templates = await link.Client.ListResourceTemplatesAsync(
            new ListResourceTemplatesRequestParams(), TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "agw://threads/{thread_id}", "agw://agents/{agent_id}", "agw://sessions/{session_id}",
                    "agw://sessions/{session_id}/screen",
                "agw://sessions/{session_id}/output", "agw://approvals/{approval_id}", "agw://questions/{question_id}",
                    "agw://memory/{scope}/{name}", "skill://{+path}", "agw://tasks/{task_id}", "agw://docs/{page}",
            ],
            templates.ResourceTemplates.Select(template => template.UriTemplate));
    }

    private static async Task AssertRefusedAsync(Func<Task> list) =>
        Assert.Equal(McpErrorCode.InvalidParams, (await Assert.ThrowsAsync<McpProtocolException>(list)).ErrorCode);
}
