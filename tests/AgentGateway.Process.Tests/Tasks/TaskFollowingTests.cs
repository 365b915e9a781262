using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Tasks;

/// <summary>How clients of both eras wait for tasks and hear of them.</summary>
public sealed class TaskFollowingTests(DaemonFixture fixture)
{
    private const string TasksExtension = "io.modelcontextprotocol/tasks";

    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Waiting_is_told_of_progress_and_over_with_any_or_all(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        if (client.Wire is HttpWire http && !kind.IsModern()) await http.ListenAsync(Limits.Soon());
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        var slow = await client.CreateTaskAsync(
            new { title = "slow", command = "until [ -e go ]; do sleep 0.05; done", directory = folder.Path });
        var quick = await client.CreateTaskAsync(new { title = "quick", prompt = "/time" });

        var any = await client.CallAsync(
            "task_wait", new { ids = new[] { slow, quick }, mode = "any", timeout_seconds = 30 });
        Assert.True(any["done"]!.GetValue<bool>());
        Assert.False(
            (await client.CallAsync(
                "task_wait",
                    new { ids = new[] { slow,
                        quick }, mode = "all", timeout_seconds = 0.2 }))["done"]!.GetValue<bool>());
        var all = client.RequestAsync("tools/call", new
        {
            name = "task_wait", arguments = new { ids = new[] { slow,
                quick } }, _meta = new { progressToken = $"p-{kind}" },
        });
        await client.HearAsync(
            message => message["method"].String() == "notifications/progress"
                && message["params"]!["message"].String()!.Contains(slow, StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder["go"], "", Limits.Soon());
        Assert.True(ToolResult.Of(await all).Accepted()["done"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Waiting_outlives_the_daemon_where_the_client_takes_tasks_of_the_protocol()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        var capabilities = new JsonObject { ["extensions"] = new JsonObject { [TasksExtension] = new JsonObject() } };
        string work, wait;
        await using (var first = await Daemon.StartAsync(folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(first, ConnectionKind.HttpModern, capabilities);
            work = await client.CreateTaskAsync(new { title = "later", prompt = "/time", not_before = "1d" });
            var begun = await client.RequestAsync(
                "tools/call", new { name = "task_wait", arguments = new { task_id = work } });
            Assert.Equal("task", begun["resultType"].String());
            wait = begun["taskId"].String()!;
            Assert.Equal("working", (await client.RequestAsync("tasks/get", new { taskId = wait }))["status"].String());
            await first.KillAsync();
        }

        await using var second = await Daemon.StartAsync(folder["data"]);
        await using var again = await McpClient.ConnectAsync(second, ConnectionKind.StdioModern, capabilities);
        Assert.Equal("working", (await again.RequestAsync("tasks/get", new { taskId = wait }))["status"].String());
        await again.CallAsync("task_update", new { task_id = work, not_before = "" });
        JsonObject standing = [];
        await Eventually.TrueAsync(
            async () => (standing = await again.RequestAsync(
                "tasks/get", new { taskId = wait }))["status"].String() == "completed",
            "the wait is over");
        Assert.Equal("completed", ToolResult.Of(standing["result"]!.AsObject())["task"]!.Status());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Tasks_are_read_by_address_and_completed(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var task = await client.CreateTaskAsync(new { title = $"address {kind}", prompt = "/time", not_before = "1d" });

        Assert.Contains(task, await ReadAsync(client, "agw://tasks"));
        var one = JsonNode.Parse(await ReadAsync(client, $"agw://tasks/{task}"))!;
        Assert.Equal((task, "created"), (one["task"]!["id"].String(), one["log"]![0]!["event"].String()));
        Assert.Contains("# Tasks", await ReadAsync(client, "agw://docs/tasks"));
        foreach (var typed in new[] { task, $"address {kind}" })
        {
            var completed = await client.RequestAsync("completion/complete", new
            {
                @ref = new { type = "ref/resource", uri = "agw://tasks/{task_id}" }, argument = new { name = "task_id", value = typed },
            });
            Assert.Equal([task], completed["completion"]!["values"]!.AsArray().Select(value => value.String()));
        }

        var error = await Assert.ThrowsAsync<McpError>(
            () => client.RequestAsync("resources/read", new { uri = "agw://tasks/tsk_none" }));
        Assert.Equal(kind.IsModern() ? -32602 : -32002, error.Code);
        await client.CallAsync("task_cancel", new { task_id = task });
    }

    [Theory]
    [InlineData(ConnectionKind.StdioOlder)]
    [InlineData(ConnectionKind.HttpOlder)]
    public async Task An_older_client_hears_of_a_task_that_changed(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        if (client.Wire is HttpWire http) await http.ListenAsync(Limits.Soon());
        var task = await client.CreateTaskAsync(new { title = "heard", prompt = "/time", not_before = "1d" });
        await client.RequestAsync("resources/subscribe", new { uri = $"agw://tasks/{task}" });

        await client.CallAsync("task_cancel", new { task_id = task });

        await client.HearAsync(
            message => message["method"].String() == "notifications/resources/updated"
                && message["params"]!["uri"].String() == $"agw://tasks/{task}");
    }

    [Theory]
    [InlineData(ConnectionKind.StdioModern)]
    [InlineData(ConnectionKind.HttpModern)]
    public async Task A_current_client_hears_of_the_list_and_the_task(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var task = await client.CreateTaskAsync(new { title = "heard", prompt = "/time", not_before = "1d" });
        string[] wanted = ["agw://tasks", $"agw://tasks/{task}"];
        await client.ListenAsync(wanted, async () =>
        {
            await client.CallAsync("task_update", new { task_id = task, not_before = "" });
            await client.HearOfAsync(wanted);
        });
    }

    private static async Task<string> ReadAsync(McpClient client, string uri) =>
        Assert.Single(
            (await client.RequestAsync("resources/read", new { uri }))["contents"]!.AsArray())!["text"].String()!;
}
