using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Tasks;

/// <summary>Tasks whose work needs an approval first.</summary>
public sealed class TaskApprovalTests(DaemonFixture fixture, ApprovingDaemonFixture approving) : IDisposable
{
    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);

    public static TheoryData<string> Kinds => ["command", "tool", "prompt"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_waits_says_for_what_and_runs_once_when_it_was_approved(string kind)
    {
        var daemon = approving.Daemon;
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var task = await CreateAsync(client, kind);

        var waiting = await client.StandsAsync(task);

        Assert.Equal(("waiting", "approval"), (waiting.Status(), waiting["waiting_for"].String()));
        var approval = waiting["waiting_on"].String()!;
        Assert.Equal(0, Work.Lines(_folder["ran"]));
        Assert.Contains(approval, (await Agw.RunAsync("approvals", "--data", daemon.Data)).Succeeded());
        Assert.Contains(approval, (await Agw.RunAsync("task", "list", "--data", daemon.Data)).Succeeded());
        (await Agw.RunAsync("approve", approval, "--data", daemon.Data)).Succeeded();
        Assert.Equal("completed", (await client.StandsAsync(task)).Status());
        Assert.Equal(1, Work.Lines(_folder["ran"]));
        (await Agw.RunAsync("approve", approval, "--data", daemon.Data)).RefusedWith("already_decided");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_no_and_its_reason_end_it(string kind)
    {
        var daemon = approving.Daemon;
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioModern);
        var task = await CreateAsync(client, kind);
        var approval = (await client.StandsAsync(task))["waiting_on"].String()!;

        (await Agw.RunAsync("deny", approval, "not today", "--data", daemon.Data)).Succeeded();

        var ended = await client.StandsAsync(task);
        // A turn goes on without the call and answers; what the task itself would have done was not done.
        Assert.Equal(kind == "prompt" ? "completed" : "failed", ended.Status());
        Assert.Contains("not today", ended.ToJsonString());
        Assert.Equal(0, Work.Lines(_folder["ran"]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_waits_on_after_a_kill_and_runs_once(string kind)
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        string task, approval;
        await using (var first = await ApprovingDaemonFixture.StartAsync(folder))
        {
            await using var client = await McpClient.ConnectAsync(first, ConnectionKind.HttpModern);
            task = await CreateAsync(client, kind);
            approval = (await client.StandsAsync(task))["waiting_on"].String()!;
            await first.KillAsync();
        }

        await using var second = await ApprovingDaemonFixture.StartAsync(folder);
        await using var reader = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
        var waiting = await reader.StandsAsync(task);
        Assert.Equal(("waiting", approval), (waiting.Status(), waiting["waiting_on"].String()));
        (await Agw.RunAsync("approve", approval, "--data", second.Data)).Succeeded();
        Assert.Equal("completed", (await reader.StandsAsync(task)).Status());
        Assert.Equal(1, Work.Lines(_folder["ran"]));
    }

    [Fact]
    public async Task A_task_that_waits_for_a_person_holds_no_lane_and_a_cancelled_one_asks_no_more()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await using var daemon = await ApprovingDaemonFixture.StartAsync(folder, runningMax: 1);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var tasks = new List<string>();
        foreach (var kind in Kinds)
        {
            tasks.Add(await CreateAsync(client, kind));
            Assert.Equal("waiting", (await client.StandsAsync(tasks[^1])).Status());
        }

        var other = await client.CreateTaskAsync(new { title = "other", prompt = "/time" });
        Assert.Equal("completed", (await client.StandsAsync(other)).Status());
        foreach (var task in tasks)
        {
            var approval = (await client.TaskAsync(task))["waiting_on"].String()!;
            await client.CallAsync("task_cancel", new { task_id = task });
            await Eventually.TrueAsync(
                async () => (await client.CallAsync(
                    "approval_get",
                        new { approval_id = approval }))["approval"]!["state"].String() == "cancelled",
                            "the approval is withdrawn");
        }
    }

    [Fact]
    public async Task What_can_never_be_approved_is_no_task()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        Assert.Equal(
            "denied",
            (await client.TryAsync(
                "task_create", new { title = "x", command = "rm -rf /", directory = _folder.Path })).RefusedWith());
        Assert.Equal(
            "denied",
            (await client.TryAsync(
                "task_create", new { title = "x", command = "env sh -c 'rm -fr ~'" })).RefusedWith());
        Assert.Equal(
            "denied",
            (await client.TryAsync(
                "task_create",
                new { title = "x", tool = "write_file", arguments = new { path = Path.Combine(
                    fixture.Daemon.Data, "policy.yaml"), content = "x" } })).RefusedWith());
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> CreateAsync(McpClient client, string kind)
    {
        var line = $"echo run >> {_folder["ran"]}";
        return await client.CreateTaskAsync(kind switch
        {
            "command" => new { title = kind, command = line, directory = _folder.Path },
            "tool" => new { title = kind, tool = "run_command", arguments = new { command = line }, workspace = _folder.Path },
            _ => (object)new { title = kind, prompt = $"/run {line}", agent = "svarog", workspace = _folder.Path },
        });
    }
}
