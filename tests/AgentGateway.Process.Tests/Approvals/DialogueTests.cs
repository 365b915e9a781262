using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary>
/// Clients of both eras, over both transports, whose person is asked in the middle of a call, and answers.
/// </summary>
public sealed class DialogueTests(ApprovingDaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    private Daemon Daemon => fixture.Daemon;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_yes_runs_the_command_and_the_call_returns_the_reply(ConnectionKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var client = await AskedClient.ConnectAsync(Daemon, kind);
        var thread = await client.Client.NewThreadAsync(workspace: folder.Path);
        var forms = new List<string>();

        var sent = await client.SendAsync(
            thread, $"/run touch {folder["made"]} && echo hello-$((1+1))", Says(forms, Accept("once")));

        Assert.Equal("completed", (string)sent["status"]!);
        Assert.Contains("hello-2", (string)sent["reply"]!["text"]!);
        Assert.True(File.Exists(folder["made"]));
        Assert.Contains($"touch {folder["made"]}", Assert.Single(forms));
        Assert.Contains(
            "client's user",
            (await Agw.RunAsync("approvals", "--state", "approved", "--data", Daemon.Data)).Succeeded());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_no_runs_nothing_and_is_told(ConnectionKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var client = await AskedClient.ConnectAsync(Daemon, kind);
        foreach (var answer in new[] { Accept("deny"), new JsonObject { ["action"] = "decline" } })
        {
            var sent = await client.SendAsync(
                await client.Client.NewThreadAsync(workspace: folder.Path),
                $"/run touch {folder["made"]}",
                Says([], answer));
            Assert.Contains("denied", (string)sent["reply"]!["text"]!);
            Assert.False(File.Exists(folder["made"]));
        }
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task What_is_no_answer_leaves_it_to_others(ConnectionKind kind)
    {
        await using var client = await AskedClient.ConnectAsync(Daemon, kind);
        foreach (var answer in new[]
        {
            new JsonObject { ["action"] = "cancel" },
            Accept("always"),
            Accept("session"),
            new JsonObject { ["action"] = "accept" },
        })
        {
            var sent = await client.SendAsync(
                await client.Client.NewThreadAsync(), "/run echo hello", Says([], answer));
            Assert.Equal("waiting", (string)sent["status"]!);
            Assert.Equal(
                "not_allowed",
                (await client.Client.TryAsync(
                    "approval_resolve",
                        new { approval_id = (string)sent["waiting_for"]![0]!, decision = "once" })).RefusedWith());
            (await Agw.RunAsync("approve", (string)sent["waiting_for"]![0]!, "--data", Daemon.Data)).Succeeded();
            Assert.Contains(
                "hello", (await client.Client.WaitAsync((string)sent["turn_id"]!))["reply"]!["text"].String());
        }
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Decided_elsewhere_meanwhile_the_call_goes_on_with_that(ConnectionKind kind)
    {
        await using var client = await AskedClient.ConnectAsync(Daemon, kind);
        var thread = await client.Client.NewThreadAsync();

        string? dialogue = null;
        var sent = await client.SendAsync(thread, "/run echo elsewhere", async asked =>
        {
            await using var other = await McpClient.ConnectAsync(Daemon, ConnectionKind.HttpModern);
            var pending = (await other.CallAsync(
                "approval_list", new { state = "pending", limit = 500 })).List("approvals");
            var mine = Assert.Single(pending, approval => approval!["thread_id"].String() == thread)!;
            (await Agw.RunAsync("approve", mine["id"].String()!, "--data", Daemon.Data)).Succeeded();
            dialogue = asked["id"]?.ToJsonString();
            // An open dialogue is closed by the daemon; a repeated call brings an answer that comes too late.
            return kind.IsModern() ? Accept("deny") : null;
        });

        Assert.Contains("elsewhere", (string)sent["reply"]!["text"]!);
        if (!kind.IsModern()) Assert.Equal(dialogue, await client.WithdrawnAsync());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_client_that_cannot_ask_is_told_at_once(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var sent = await client.SendAsync(await client.NewThreadAsync(), "/run echo hello", wait: 300);
        Assert.Equal("waiting", sent.Text("status"));
        Assert.StartsWith("apr_", Assert.Single(sent.List("waiting_for")).String());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_task_that_is_waited_for_asks_too(ConnectionKind kind)
    {
        await using var client = await AskedClient.ConnectAsync(Daemon, kind);
        var task = (await client.Client.CallAsync(
            "task_create",
                new { title = "Say hello", prompt = "/run echo task-$((1+1))", agent = "svarog" })).Text("task_id");
        var waited = ToolResult.Of(
            await client.CallAsync("task_wait", new() { ["task_id"] = task }, Says([], Accept("once"))));
        Assert.Equal("completed", waited.List("tasks")[0]!["status"].String());
        Assert.Contains("task-2", waited.List("tasks")[0]!["result"].String());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Claude_codes_permission_prompt_is_answered_in_its_own_words(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var input = new { command = $"make {kind}", description = "Make it" };
        var prompting = client.RequestAsync(
            "tools/call",
            new { name = "permission_prompt", arguments = new { tool_name = "Bash", input, tool_use_id = "toolu_1" } });
        string? id = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var other = await McpClient.ConnectAsync(Daemon, ConnectionKind.HttpModern);
                var pending = (await other.CallAsync(
                    "approval_list", new { state = "pending", limit = 500 })).List("approvals");
                id = pending.FirstOrDefault(
                    approval => approval!["summary"].String()!.Contains(
                        input.command, StringComparison.Ordinal))?["id"].String();
                return id is not null;
            },
            "somebody is asked");
        (await Agw.RunAsync("approve", id!, "--data", Daemon.Data)).Succeeded();

        var result = await prompting;
        Assert.False(result.ContainsKey("structuredContent"));
        var text = Assert.Single(result["content"]!.AsArray())!;
        Assert.Equal("text", text["type"].String());
        Assert.Equal(
            $$$"""{"behavior":"allow","updatedInput":{"command":"make {{{kind}}}","description":"Make it"}}""",
            text["text"].String());
    }

    private static Func<JsonObject, Task<JsonObject?>> Says(List<string> forms, JsonObject answer) => asked =>
    {
        forms.Add((string)asked["params"]!["message"]!);
        Assert.Equal(
            """["once","deny"]""",
            asked["params"]!["requestedSchema"]!["properties"]!["decision"]!["enum"]!.ToJsonString());
        return Task.FromResult<JsonObject?>(answer.DeepClone().AsObject());
    };

    private static JsonObject Accept(string decision) =>
        new() { ["action"] = "accept", ["content"] = new JsonObject { ["decision"] = decision } };
}
