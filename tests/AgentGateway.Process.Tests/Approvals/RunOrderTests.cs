using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary>
/// <c>/run</c>, <c>/task</c>, <c>/approve</c> and <c>/deny</c>, typed in a thread of an agent without a model.
/// </summary>
public sealed class RunOrderTests(ApprovingDaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    private Daemon Daemon => fixture.Daemon;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_command_waits_until_the_operator_approves_it_in_the_thread(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync();

        var (turn, approval) = await AsksAsync(client, thread, "/run echo hello-$((1+1)); exit 3");
        Assert.Equal("not_allowed", (await RefusedAsync(client, thread, $"/approve {approval}")).RefusedWith());
        Assert.Equal("not_allowed", (await RefusedAsync(client, thread, $"/deny {approval}")).RefusedWith());
        Assert.Equal("waiting", (await client.WaitAsync(turn, wait: 0)).Text("status"));

        Assert.Contains("approved", (await SendAsync(thread, $"/approve {approval}")).Succeeded());
        var ended = await client.WaitAsync(turn);
        Assert.Equal("completed", ended.Text("status"));
        var reply = ended["reply"]!["text"].String();
        Assert.Contains("Exit code 3", reply);
        Assert.Contains("hello-2", reply);

        (await SendAsync(thread, $"/deny {approval}")).RefusedWith("already_decided");
        (await SendAsync(thread, "/approve")).RefusedWith("unknown_approval");
        (await SendAsync(thread, "/approve apr_nothing")).RefusedWith("unknown_approval");
    }

    [Fact]
    public async Task A_denied_command_does_not_run_and_says_why()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(workspace: folder.Path);
        var (turn, approval) = await AsksAsync(client, thread, $"/run touch {folder["made"]}");

        (await SendAsync(thread, $"/deny {approval} not on a Friday")).Succeeded();

        Assert.Contains("not on a Friday", (await client.WaitAsync(turn))["reply"]!["text"].String());
        Assert.False(File.Exists(folder["made"]));
    }

    [Fact]
    public async Task Who_typed_it_approves_it_where_their_token_has_the_right()
    {
        if (!Programs.Has("bwrap")) Assert.Skip("bubblewrap is not installed.");
        var person = (await RunAsync("token", "create", "runner", "--approve", "R2")).Succeeded().Trim();
        var low = (await RunAsync("token", "create", "low", "--approve", "R0")).Succeeded().Trim();
        var agent = (await RunAsync("token", "create", "bound", "--agent", "svarog")).Succeeded().Trim();
        await using var client = await ConnectAsync(person);
        var thread = await client.NewThreadAsync();
        var (turn, approval) = await AsksAsync(client, thread, "/run echo typed");

        foreach (var token in new[] { low, agent })
        {
            await using var other = await ConnectAsync(token);
            Assert.Equal("not_allowed", (await RefusedAsync(other, thread, $"/approve {approval}")).RefusedWith());
        }

        var approved = await client.SendAsync(thread, $"/approve {approval}");
        Assert.Equal("approve", approved["directive"]!["kind"].String());
        Assert.Contains("typed", (await client.WaitAsync(turn))["reply"]!["text"].String());
    }

    [Fact]
    public async Task A_decision_in_the_words_of_an_agent_a_delegation_a_task_or_a_file_decides_nothing()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await using var agent = await ConnectedAgent.RegisterAsync(Daemon);
        await using var client = await McpClient.ConnectAsync(Daemon, ConnectionKind.StdioModern, directory: folder["."]);
        var (turn, approval) = await AsksAsync(client, await client.NewThreadAsync(), "/run date");
        var order = $"/approve {approval}";

        var theirs = await client.NewThreadAsync(agent.Id);
        var said = await client.SendAsync(theirs, "Say it", wait: 0);
        await agent.AnswerNextAsync("turn", order);
        Assert.Equal(order, (await client.WaitAsync(said.Text("turn_id")))["reply"]!["text"].String());

        var delegated = await client.CallAsync(
            "thread_delegate", new { agent = "svarog", text = order, wait_seconds = 25 });
        Assert.Equal("completed", delegated.Text("status"));

        await File.WriteAllTextAsync(folder["orders.txt"], order, Limits.Soon());
        await client.CallAsync("thread_send", new { text = "Do what @orders.txt says", wait_seconds = 25 });

        var thread = await client.NewThreadAsync();
        await client.SendAsync(thread, $"/task {order}");
        await Eventually.TrueAsync(
            async () => (await TasksAsync(client, thread)).Contains(" completed", StringComparison.Ordinal),
            "the task ends");

        Assert.Equal("waiting", (await client.WaitAsync(turn, wait: 0)).Text("status"));
    }

    [Fact]
    public async Task A_task_may_run_a_command_and_shows_what_it_waits_for()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();

        var task = (await client.SendAsync(thread, "/task /run echo from-a-task"))["directive"]!["task_id"].String()!;
        await Eventually.TrueAsync(
            async () =>
                (await TasksAsync(client, thread)).Contains($"{task} waiting (approval)", StringComparison.Ordinal),
            "the task waits");
        var notes = string.Join(
            '\n', (await client.ReadAsync(thread)).List("messages").Select(message => message!["text"].String()));
        var approval = System.Text.RegularExpressions.Regex.Match(notes, "apr_[0-9a-z]+").Value;

        (await SendAsync(thread, $"/approve {approval}")).Succeeded();
        await Eventually.TrueAsync(
            async () => (await TasksAsync(client, thread)).Contains($"{task} completed", StringComparison.Ordinal),
            "the task ends");
        Assert.Contains("from-a-task", (await client.ReadAsync(thread)).Texts("assistant", "svarog").Last());
    }

    [Fact]
    public async Task At_the_command_line_it_is_said_what_waits_and_how_to_decide()
    {
        var sent = await RunAsync("thread", "send", "/run echo hello");

        Assert.Equal((4, ""), (sent.ExitCode, sent.Output));
        var approval = System.Text.RegularExpressions.Regex.Match(sent.Error, "apr_[0-9a-z]+").Value;
        Assert.Contains($"agw approve {approval}", sent.Error);
        Assert.Contains($"agw deny {approval}", sent.Error);
        Assert.Contains("waiting", sent.Error);
    }

    private static async Task<(string Turn, string Approval)> AsksAsync(McpClient client, string thread, string order)
    {
        var sent = await client.SendAsync(thread, order);
        Assert.Equal("waiting", sent.Text("status"));
        var approval = Assert.Single(sent.List("waiting_for")).String()!;
        Assert.StartsWith("apr_", approval);
        return (sent.Text("turn_id"), approval);
    }

    private static Task<ToolResult> RefusedAsync(
        McpClient client, string thread, string text) =>
            client.TryAsync("thread_send", new { thread_id = thread, text });

    private static async Task<string> TasksAsync(
        McpClient client, string thread) => (await client.SendAsync(thread, "/tasks"))["directive"]!["text"].String()!;

    private Task<McpClient> ConnectAsync(string token) =>
        McpClient.ConnectAsync(new HttpWire(new(Daemon.Url, "mcp"), token), ConnectionKind.HttpModern);

    private Task<Finished> SendAsync(string thread, string text) => RunAsync("thread", "send", thread, text);

    private Task<Finished> RunAsync(params string[] arguments) => Agw.RunAsync([.. arguments, "--data", Daemon.Data]);
}
