using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Protocol;

/// <summary>
/// What a client lists and may do follows what its program was started with, and the daemon's settings.
/// </summary>
public sealed class ToolsetOptionTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_short_list_is_shown_and_every_tool_answers(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);

        var names = await NamesAsync(client);

        Assert.Contains("tool_search", names);
        Assert.DoesNotContain("session_snapshot", names);
        Assert.InRange(names.Length, 2, 24);
        var answer = await client.RequestAsync("tools/call", new { name = "workspace_list", arguments = new { } });
        Assert.False(answer["isError"]?.GetValue<bool>() ?? false);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Named_toolsets_are_shown(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind, "threads,tasks");

        var names = await NamesAsync(client);

        Assert.Contains("thread_fork", names);
        Assert.Contains("task_retry", names);
        Assert.DoesNotContain(names, name => name.StartsWith("session_", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_toolset_that_there_is_not_is_told(ConnectionKind kind)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => fixture.ConnectAsync(kind, "thraeds"));

        Assert.Contains("There is no toolset \"thraeds\".", refused.Message);
    }

    [Fact]
    public async Task A_read_only_client_changes_nothing()
    {
        await using var client = await McpClient.ConnectAsync(
            StdioWire.Spawn(fixture.Daemon.Data, null, "--read-only", "--toolsets=all"), ConnectionKind.StdioModern);

        var names = await NamesAsync(client);
        var refused = await client.RequestAsync("tools/call", new { name = "thread_create", arguments = new { } });

        Assert.Contains("thread_list", names);
        Assert.DoesNotContain("thread_create", names);
        Assert.True(refused["isError"]!.GetValue<bool>());
        Assert.Contains("read_only", refused.ToJsonString());
    }

    [Fact]
    public async Task A_client_works_as_the_agent_that_it_was_started_for()
    {
        await using var client = await McpClient.ConnectAsync(
            StdioWire.Spawn(fixture.Daemon.Data, null, "--agent", "weles"), ConnectionKind.StdioModern);

        var made = await client.CallAsync("thread_create", new { title = "mine" });

        Assert.Equal("weles", made["thread"]!["created_by"].String());
    }

    [Fact]
    public async Task An_agent_that_there_is_not_is_told()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => McpClient.ConnectAsync(
            StdioWire.Spawn(fixture.Daemon.Data, null, "--agent", "unknown-agent"), ConnectionKind.StdioModern));

        Assert.Contains("unknown-agent", refused.Message);
    }

    private static async Task<string[]> NamesAsync(McpClient client)
    {
        var answer = await client.RequestAsync("tools/list");
        Assert.Null(answer["nextCursor"]);
        return [.. answer["tools"]!.AsArray().Select(tool => tool!["name"]!.GetValue<string>())];
    }
}
