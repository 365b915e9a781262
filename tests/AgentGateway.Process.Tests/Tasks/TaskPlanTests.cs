using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Tasks;

/// <summary>When tasks run: dependencies, failures, times, priorities, families.</summary>
public sealed class TaskPlanTests(DaemonFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);

    [Theory]
    [InlineData("fail", "failed", 0)]
    [InlineData("skip", "cancelled", 0)]
    [InlineData("run", "completed", 1)]
    public async Task A_task_chooses_what_happens_when_its_dependency_fails(
        string policy, string status, int runs)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var bad = await client.CreateTaskAsync(
            new { title = "bad", command = "exit 1", not_before = "1d", directory = _folder.Path });
        var next = await client.CreateTaskAsync(
            new
            {
                title = "next",
                command = "echo run >> ran",
                depends_on = new[] { bad },
                on_failure = policy,
                directory = _folder.Path,
            });
        Assert.Equal("dependency", (await client.TaskAsync(next))["waiting_for"].String());

        await client.CallAsync("task_update", new { task_id = bad, not_before = "" });

        Assert.Equal(status, (await client.StandsAsync(next)).Status());
        Assert.Equal(runs, Work.Lines(_folder["ran"]));
    }

    [Fact]
    public async Task A_circle_is_refused_and_named()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpOlder);
        var first = await client.CreateTaskAsync(new { title = "a", prompt = "/time", not_before = "1d" });
        var second = await client.CreateTaskAsync(new { title = "b", prompt = "/time", depends_on = new[] { first } });
        var third = await client.CreateTaskAsync(new { title = "c", prompt = "/time", depends_on = new[] { second } });

        var refused = await client.TryAsync("task_update", new { task_id = first, depends_on = new[] { third } });

        Assert.Equal("dependency_cycle", refused.RefusedWith());
        Assert.All(new[] { first, second, third }, id => Assert.Contains(id, refused.Text("message")));
        Assert.Empty((await client.TaskAsync(first))["depends_on"]!.AsArray());
        await client.CallAsync("task_cancel", new { task_id = first });
    }

    [Fact]
    public async Task A_failed_one_is_tried_again_after_a_pause()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await using var daemon = await QuickAsync(folder);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var task = await client.CreateTaskAsync(
            new
            {
                title = "third time",
                command = "echo run >> ran; [ $(wc -l < ran) -ge 3 ]",
                retries = 5,
                directory = _folder.Path,
            });

        var ended = await client.StandsAsync(task);

        Assert.Equal(
            ("completed", 3, 3), (ended.Status(), ended["attempt"]!.GetValue<int>(), Work.Lines(_folder["ran"])));
        var log = (await client.CallAsync("task_get", new { task_id = task })).List("log");
        Assert.Equal(2, log.Count(entry => entry!["event"].String() == "attempt_failed"));
        var hopeless = await client.CreateTaskAsync(
            new { title = "never", command = "exit 9", retries = 2, directory = _folder.Path });
        Assert.Equal(
            ("failed", 3),
            ((await client.StandsAsync(hopeless)).Status(),
                (await client.TaskAsync(hopeless))["attempt"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_task_fails_at_its_deadline_and_its_program_is_stopped()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioOlder);
        var program = Processes.NewSeconds();
        var late = await client.CreateTaskAsync(
            new
            {
                title = "late", command = $"echo run > began; exec sleep {program}", deadline = "2s",
                directory = _folder.Path,
            });
        var never = await client.CreateTaskAsync(
            new { title = "never", prompt = "/time", not_before = "1d", deadline = "1s" });

        Assert.Equal("deadline_passed", (await client.StandsAsync(never))["reason"]!["code"].String());
        Assert.Equal("deadline_passed", (await client.StandsAsync(late))["reason"]!["code"].String());
        Assert.Equal(1, Work.Lines(_folder["began"]));
        await Eventually.TrueAsync(() => !Processes.Have(program), "its process is gone");
    }

    [Fact]
    public async Task The_more_urgent_one_runs_first_when_there_is_one_lane()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await using var daemon = await QuickAsync(folder, runningMax: 1);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var gate = await client.CreateTaskAsync(
            new { title = "gate", command = "until [ -e go ]; do sleep 0.05; done", directory = _folder.Path });
        await client.BecomesAsync(gate, "running");
        var ids = new List<string>();
        foreach (var priority in new[] { "low", "normal", "high", "urgent" })
            ids.Add(await client.CreateTaskAsync(
                new { title = priority, command = $"echo {priority} >> order", priority, directory = _folder.Path }));
        Assert.Equal("queued", (await client.TaskAsync(ids[3])).Status());

        await File.WriteAllTextAsync(_folder["go"], "", Limits.Soon());

        await client.CallAsync("task_wait", new { ids, timeout_seconds = 30 });
        Assert.Equal(
            ["urgent", "high", "normal", "low"], await File.ReadAllLinesAsync(_folder["order"], Limits.Soon()));
    }

    [Fact]
    public async Task Cancelling_ends_what_it_runs_and_its_children()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var program = Processes.NewSeconds();
        var parent = await client.CreateTaskAsync(
            new { title = "parent", command = $"exec sleep {program}", directory = _folder.Path });
        var child = await client.CreateTaskAsync(new { title = "child", prompt = "/time", parent, not_before = "1d" });
        var grandchild = await client.CreateTaskAsync(
            new { title = "grandchild", prompt = "/time", parent = child, depends_on = new[] { child } });
        await Eventually.TrueAsync(() => Processes.Have(program), "it runs");

        Assert.Equal("cancelled", (await client.CallAsync("task_cancel", new { task_id = parent }))["task"]!.Status());

        Assert.Equal("cancelled", (await client.StandsAsync(child)).Status());
        Assert.Contains((await client.StandsAsync(grandchild)).Status(), new[] { "cancelled", "failed" });
        await Eventually.TrueAsync(() => !Processes.Have(program), "its process is gone");
        Assert.Equal(
            [child],
            (await client.CallAsync("task_get", new { task_id = parent })).List("children").Select(id => id.String()));
    }

    [Fact]
    public async Task The_same_request_makes_one_task()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var request = new
        {
            title = "once",
            command = "echo run >> once",
            directory = _folder.Path,
            idempotency_key = $"key-{_folder.Path}",
        };
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.CreateTaskAsync(request)));
        Assert.Single(ids.Distinct());
        Assert.Equal("completed", (await client.StandsAsync(ids[0])).Status());
        Assert.Equal(ids[0], await client.CreateTaskAsync(request));
        Assert.Equal(1, Work.Lines(_folder["once"]));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A daemon with short pauses before retries.</summary>
    private static async Task<Daemon> QuickAsync(TemporaryFolder folder, int runningMax = 16)
    {
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.Environment["AGW_Tasks__RetrySeconds"] = "0.05";
        start.Environment["AGW_Tasks__RunningMax"] = $"{runningMax}";
        Daemon.AllowCommands(start);
        return await Daemon.StartAsync(start, folder["data"]);
    }
}
