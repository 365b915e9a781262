using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Tasks;

/// <summary>What tasks run, and how clients and people follow them.</summary>
public sealed class TaskRunTests(DaemonFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);

    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_prompt_a_command_and_a_tool_are_carried_out(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var prompt = await client.CreateTaskAsync(new { title = "say the time", prompt = "/time", agent = "svarog" });
        var command = await client.CreateTaskAsync(
            new { title = "count", command = "echo one; echo two", directory = _folder.Path });
        var tool = await client.CreateTaskAsync(
            new
            {
                title = "write",
                tool = "write_file",
                workspace = _folder.Path,
                arguments = new { path = "note.txt", content = "written" },
            });

        var waited = await client.CallAsync(
            "task_wait", new { ids = new[] { prompt, command, tool }, mode = "all", timeout_seconds = 30 });

        Assert.Equal(["completed", "completed", "completed"], waited.List("tasks").Select(task => task!.Status()));
        Assert.Equal("one\ntwo", (await client.TaskAsync(command))["result"].String()!.TrimEnd());
        Assert.Equal("written", await File.ReadAllTextAsync(_folder["note.txt"], Limits.Soon()));
        var turn = await client.TaskAsync(prompt);
        Assert.Contains("/time", (await client.ReadAsync(turn["thread_id"].String()!)).Texts("user", "client"));
        var log = (await client.CallAsync("task_get", new { task_id = command })).List("log")
            .Select(entry => entry!["event"].String())
            .ToList();
        Assert.Equal(
            ["created", "started", "completed"], log.Where(word => word is "created" or "started" or "completed"));
    }

    [Fact]
    public async Task A_command_of_a_session_runs_in_its_shell()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = (await client.CallAsync(
            "session_create",
            new { command = "bash", args = new[]
            {
                "--norc",
                "--noprofile",
                "-i",
            }, backend = "pty", directory = _folder.Path })).Text("session_id");
        var first = await client.CreateTaskAsync(new { title = "set", command = "X=42", session });
        var second = await client.CreateTaskAsync(
            new { title = "show", command = "echo value $X", session, depends_on = new[] { first } });

        var ended = await client.StandsAsync(second);

        Assert.Equal(("completed", session), (ended.Status(), ended["session_id"].String()));
        Assert.Contains("value 42", ended["result"].String());
        await client.CallAsync("session_remove", new { session_id = session });
    }

    [Fact]
    public async Task People_do_the_same_at_the_command_line()
    {
        var first = (await RunAsync("task", "create", "build", "--command", "exit 3")).Succeeded().Trim();
        var wait = await RunAsync("task", "wait", first);
        Assert.Equal(1, wait.ExitCode);
        Assert.Contains($"{first} failed: The command ended with exit code 3.", wait.Output);
        var get = (await RunAsync("task", "get", first)).Succeeded();
        Assert.Contains("exit code", get);
        Assert.Contains("attempt", get);
        var second = (await RunAsync(
            "task", "create", "later", "--prompt", "/time", "--not-before", "1d", "--priority", "high")).Succeeded()
            .Trim();
        Assert.Contains("waiting for time", (await RunAsync("task", "list", "--status", "waiting")).Succeeded());
        (await RunAsync("task", "update", second, "--depends-on", second)).RefusedWith("dependency_cycle");
        (await RunAsync("task", "update", second, "--not-before", "")).Succeeded();
        (await RunAsync("task", "wait", second, "--timeout-seconds", "30")).Succeeded();
        (await RunAsync("task", "cancel", second)).RefusedWith("task_ended");
        Assert.StartsWith(first, (await RunAsync("task", "retry", first)).Succeeded());
        Assert.Equal(
            first,
            JsonNode.Parse((await RunAsync("task", "get", first, "--json")).Succeeded())!["task"]!["id"].String());
        (await RunAsync("task", "get", "tsk_none")).RefusedWith("unknown_task");
    }

    [Fact]
    public async Task What_a_task_wrote_is_an_artifact()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioModern);
        var task = await client.CreateTaskAsync(
            new
            {
                title = "write",
                tool = "write_file",
                workspace = _folder.Path,
                arguments = new { path = "kept.txt", content = "kept words" },
            });
        Assert.Equal("completed", (await client.StandsAsync(task)).Status());
        await File.WriteAllTextAsync(_folder["kept.txt"], "changed since", Limits.Soon());

        var artifact = Assert.Single(
            (await client.CallAsync("artifact_list", new { task_id = task })).List("artifacts"))!;

        Assert.Equal(
            "kept words",
            (await client.CallAsync("artifact_read", new { artifact_id = artifact["id"].String() })).Text("text"));
        Assert.Contains(artifact["id"].String()!, (await RunAsync("artifact", "list", "--task", task)).Succeeded());
        Assert.Equal("kept words", (await RunAsync("artifact", "read", artifact["id"].String()!)).Succeeded());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Messages_create_tasks_of_their_thread_and_list_them(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync();

        var sent = await client.SendAsync(thread, "/task tell me the time");

        Assert.Equal(("completed", "task"), (sent.Text("status"), sent["directive"]!["kind"].String()));
        var task = sent["directive"]!["task_id"].String()!;
        Assert.Equal("completed", (await client.StandsAsync(task)).Status());
        var listed = await client.SendAsync(thread, "/tasks");
        Assert.Contains($"{task} completed: tell me the time", listed["directive"]!["text"].String());
        await Eventually.TrueAsync(
            async () => (await client.ReadAsync(thread)).Texts("system", $"task:{task}").Count() == 2,
            "the thread was told");
        var told = (await client.ReadAsync(thread)).Texts("system", $"task:{task}").ToList();
        Assert.Equal(
            [$"Task \"tell me the time\" ({task}) started.", $"Task \"tell me the time\" ({task}) completed."], told);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Finished> RunAsync(
        params string[] arguments) => Agw.RunAsync([.. arguments, "--data", fixture.Daemon.Data]);
}
