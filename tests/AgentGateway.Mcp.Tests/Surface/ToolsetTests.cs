using System.Text;
using System.Text.Json;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>What a connection lists, finds and may call.</summary>
public sealed class ToolsetTests
{
    private const int DefaultToolsMax = 24;
    private const int DefaultTokensMax = 4_500;

    private static readonly string[] Known = ["threads", "sessions", "tasks"];

    [Fact]
    public async Task The_default_list_is_short_and_says_how_to_find_the_rest()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await OpenAsync(gateway, null);
        var tools = await link.Client.ListToolsAsync(cancellationToken: Stop);
        var bytes = Encoding.UTF8.GetByteCount(
            JsonSerializer.Serialize(
                tools.Select(tool => tool.ProtocolTool).ToList(), McpJsonUtilities.DefaultOptions));

        Assert.InRange(tools.Count, 1, DefaultToolsMax);
        Assert.InRange(bytes / 4, 1, DefaultTokensMax);
        Assert.Superset(
            new HashSet<string> { "tool_search", "tool_call", "toolset_enable" },
            tools.Select(tool => tool.Name).ToHashSet());
        Assert.All(tools, tool => Assert.Null(tool.ProtocolTool.OutputSchema));
    }

    [Fact]
    public async Task All_lists_everything_as_it_is_declared()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await OpenAsync(gateway, "all");
        var tools = await link.Client.ListToolsAsync(cancellationToken: Stop);

        // This gateway connects to no outside servers and to no chats.
        var declared = UnstartedGateway.Tools
            .Where(tool => tool.Audience.HasFlag(ToolAudience.Clients)
                && tool.Toolset is not (Toolsets.Search or Toolsets.McpServers or Toolsets.Gateways))
            .Select(GatewayMcpTool.DefinitionOf);

        Assert.Equal(
            declared.Select(tool => JsonSerializer.Serialize(tool, McpJsonUtilities.DefaultOptions)),
            tools.Select(tool => JsonSerializer.Serialize(tool.ProtocolTool, McpJsonUtilities.DefaultOptions)));
    }

    [Fact]
    public async Task A_toolset_lists_its_tools_and_another_is_listed_once_it_is_enabled()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await OpenAsync(gateway, "tasks");
        Assert.DoesNotContain("workspace_list", await NamesAsync(link));

        var enabled = await link.Client.CallToolAsync(
            "toolset_enable", Arguments(("toolset", "workspaces")), cancellationToken: Stop);

        Assert.NotEqual(true, enabled.IsError);
        var names = await NamesAsync(link);
        Assert.Contains("workspace_list", names);
        Assert.Contains("task_create", names);
        Assert.DoesNotContain("thread_send", names);
    }

    [Fact]
    public async Task A_tool_that_is_not_listed_is_found_and_answers_by_its_name_and_through_tool_call()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await OpenAsync(gateway, "tasks");

        var found = await link.Client.CallToolAsync(
            "tool_search", Arguments(("query", "list git worktrees and workspaces")), cancellationToken: Stop);
        var direct = await link.Client.CallToolAsync("workspace_list", cancellationToken: Stop);
        var wrapped = await link.Client.CallToolAsync(
            "tool_call", Arguments(("name", "workspace_list")), cancellationToken: Stop);

        Assert.Contains("\"workspace_list\"", Text(found), StringComparison.Ordinal);
        Assert.NotEqual(true, direct.IsError);
        Assert.Equal(Text(direct), Text(wrapped));
    }

    [Fact]
    public async Task A_call_of_a_tool_that_there_is_not_names_those_that_are_alike()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await OpenAsync(gateway, null);
        var refused = await link.Client.CallToolAsync(
            "tool_call", Arguments(("name", "workspace_lst")), cancellationToken: Stop);
        Assert.True(refused.IsError);
        Assert.Contains("unknown_tool", Text(refused), StringComparison.Ordinal);
        Assert.Contains("workspace_", Text(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_connection_lists_and_runs_only_what_reads()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await OpenAsync(gateway, "all", isReadOnly: true);
        var tools = await link.Client.ListToolsAsync(cancellationToken: Stop);
        var refused = await link.Client.CallToolAsync("thread_create", cancellationToken: Stop);

        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations?.ReadOnlyHint));
        Assert.Contains("read_only", Text(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("tasks,nonsense")]
    public void A_toolset_that_there_is_not_is_refused_with_those_that_there_are(string asked)
    {
        var refused = ToolSelection.Read(asked, isReadOnly: false, Known).Rejection;
        Assert.Equal("unknown_toolset", refused?.Code);
        Assert.Contains("sessions, tasks, threads", refused!.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_selection_for_a_request_forgets_nothing_of_the_connection_and_adds_nothing_to_it()
    {
        var connection = ToolSelection.Read("tasks", isReadOnly: true, Known).Value;
        var request = connection.ForRequest();
        Assert.Null(request.Enable("threads", Known));
        Assert.True(request is { IsPerRequest: true, IsReadOnly: true } && request.Lists("tasks", isDefault: false));
        Assert.False(connection.Lists("threads", isDefault: false));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<SurfaceLink> OpenAsync(
        GatewayWithTools gateway, string? toolsets, bool isReadOnly = false)
    {
        var surface = gateway.Surface;
        var tools = ToolSelection.Read(toolsets, isReadOnly, surface.Tools.Toolsets).Value;
        return await SurfaceLink.OpenAsync(surface, new Caller(Principal.Client) { Tools = tools });
    }

    private static async Task<List<string>> NamesAsync(SurfaceLink link) =>
        [.. (await link.Client.ListToolsAsync(cancellationToken: Stop)).Select(tool => tool.Name)];

    private static string Text(CallToolResult result) =>
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));

    private static Dictionary<string, object?> Arguments(params (string Name, string Value)[] arguments) =>
        arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value);
}
