using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Tasks;

/// <summary>
/// kill -9 while tasks wait, are queued, run and end. Each of them writes a line of its own to a file, so how often it
/// ran does not have to be believed. AGENTGATEWAY_KILL_SEED repeats a run's choices.
/// </summary>
public sealed class TaskKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 8;
    private const int TasksOfRound = 8;
    private const int SeenMax = 12;

    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);
    private readonly int _seed = int.TryParse(
        Environment.GetEnvironmentVariable("AGENTGATEWAY_KILL_SEED"), out var seed)
        ? seed
        : Environment.ProcessId;

    public static TheoryData<string> Kinds => ["command", "queued command", "prompt", "tool"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_runs_when_the_daemon_is_killed_is_followed_repeated_or_shown_as_interrupted(string kind)
    {
        var started = _folder["started"];
        var line = $"echo run >> {started}; until [ -e {_folder["go"]} ]; do sleep 0.05; done";
        string task, next, session = "";
        await using (var first = await Daemon.StartAsync(_folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(first, ConnectionKind.HttpModern);
            // What a turn of an agent is to do is played by the agent's client, which the kill does not end.
            await using var agent = await ConnectedAgent.RegisterAsync(first, id: "worker");
            if (kind == "queued command")
                session = (await client.CallAsync(
                    "session_create",
                    new { command = "bash", args = new[]
                    {
                        "--norc",
                        "--noprofile",
                        "-i",
                    }, backend = "tmux", directory = _folder.Path })).Text("session_id");
            task = await client.CreateTaskAsync(kind switch
            {
                "command" => new { title = kind, command = line, directory = _folder.Path, retries = 3 },
                "queued command" => new { title = kind, command = line, session, retries = 3 },
                "prompt" => new { title = kind, prompt = "work", agent = "worker", retries = 3 },
                _ => (object)new { title = kind, tool = "session_run", arguments = new { command = line, directory = _folder.Path }, retries = 3 },
            });
            next = await client.CreateTaskAsync(
                new
                {
                    title = "next",
                    command = $"echo next >> {_folder["next"]}",
                    directory = _folder.Path,
                    depends_on = new[] { task },
                });
            if (kind == "prompt") await agent.NextAsync();
            else await Eventually.TrueAsync(() => Task.FromResult(Work.Lines(started) == 1), "it runs");
            await first.KillAsync();
        }

        await using var second = await Daemon.StartAsync(_folder["data"]);
        await using var reader = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
        if (kind is "prompt" or "queued command")
        {
            await File.WriteAllTextAsync(_folder["go"], "", Limits.Soon());
            if (kind == "prompt")
            {
                await using var back = await ConnectedAgent.RegisterAsync(second, id: "worker");
                await back.AnswerNextAsync("turn", "done");
            }

            var followed = await reader.StandsAsync(task);
            Assert.Equal(("completed", 1), (followed.Status(), followed["attempt"]!.GetValue<int>()));
        }
        else
        {
            var blocked = await reader.StandsAsync(task);
            Assert.Equal(("blocked", "interrupted"), (blocked.Status(), blocked["reason"]!["code"].String()));
            Assert.Equal("waiting", (await reader.TaskAsync(next)).Status());
            await File.WriteAllTextAsync(_folder["go"], "", Limits.Soon());
            Assert.Equal(1, Work.Lines(started));
            await reader.CallAsync("task_retry", new { task_id = task });
            Assert.Equal("completed", (await reader.StandsAsync(task)).Status());
        }

        Assert.Equal("completed", (await reader.StandsAsync(next)).Status());
        Assert.Equal(1, Work.Lines(_folder["next"]));
        Assert.Equal(kind switch { "prompt" => 0, "queued command" => 1, _ => 2 }, Work.Lines(started));
        if (session.Length > 0) await reader.CallAsync("session_remove", new { session_id = session });
    }

    [Fact]
    public async Task What_says_that_repeating_does_no_harm_is_repeated()
    {
        string task;
        await using (var first = await Daemon.StartAsync(_folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(first, ConnectionKind.HttpModern);
            task = await client.CreateTaskAsync(new
            {
                title = "safe", retry_safe = true, directory = _folder.Path, command = "echo run >> started; until [ -e go ]; do sleep 0.05; done",
            });
            await Eventually.TrueAsync(() => Task.FromResult(Work.Lines(_folder["started"]) == 1), "it runs");
            await first.KillAsync();
        }

        await File.WriteAllTextAsync(_folder["go"], "", Limits.Soon());
        await using var second = await Daemon.StartAsync(_folder["data"]);
        await using var reader = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
        Assert.Equal("completed", (await reader.StandsAsync(task)).Status());
        Assert.Equal(2, Work.Lines(_folder["started"]));
    }

    [Theory]
    [InlineData("command")]
    [InlineData("tool")]
    [InlineData("prompt")]
    public async Task A_kill_between_an_approval_and_the_end_of_what_it_permits_runs_it_once_at_most(string kind)
    {
        var random = new Random(_seed);
        var tasks = new List<string>();
        await ApprovingDaemonFixture.WriteRulesAsync(_folder["data"]);
        string? token = null;
        for (var round = 0; round < Rounds; round++)
        {
            await using var daemon = await Daemon.StartAsync(_folder["data"]);
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            token ??= (await Agw.RunAsync(
                "token", "create", "approver", "--approve", "R3", "--data", daemon.Data)).Succeeded()
                .Trim();
            await using var approver = await McpClient.ConnectAsync(
                new HttpWire(new(daemon.Url, "mcp"), token), ConnectionKind.HttpModern);
            var line = $"echo {round} >> {_folder["ran"]}";
            tasks.Add(await client.CreateTaskAsync(kind switch
            {
                "command" => new { title = kind, command = line, directory = _folder.Path },
                "tool" => new { title = kind, tool = "run_command", arguments = new { command = line }, workspace = _folder.Path },
                _ => (object)new { title = kind, prompt = $"/run {line}", agent = "svarog", workspace = _folder.Path },
            }));
            var approval = (await client.StandsAsync(tasks[^1]))["waiting_on"].String()!;
            // From the moment of the yes on: in between the call is permitted, begun, run and settled.
            await approver.CallAsync("approval_resolve", new { approval_id = approval, decision = "once" });
            for (var count = random.Next(SeenMax); count > 0; count--) await client.TaskAsync(tasks[^1]);
            await daemon.KillAsync();
        }

        await using var last = await Daemon.StartAsync(_folder["data"]);
        await using var reader = await McpClient.ConnectAsync(last, ConnectionKind.HttpModern);
        for (var round = 0; round < Rounds; round++)
        {
            var task = await reader.StandsAsync(tasks[round]);
            if (task.Status() == "waiting")
            {
                (await Agw.RunAsync("approve", task["waiting_on"].String()!, "--data", last.Data)).Succeeded();
                task = await reader.StandsAsync(tasks[round]);
            }

            var ran = File.Exists(_folder["ran"])
                ? (await File.ReadAllLinesAsync(_folder["ran"], Limits.Soon())).Count(number => number == $"{round}")
                : 0;
            output.WriteLine($"{kind} {round}: {task.Status()}, ran {ran} times");
            Assert.InRange(ran, 0, 1);
            Assert.Contains(task.Status(), new[] { "completed", "blocked" });
            // A turn with a call of unknown outcome says so and completes.
            if (task.Status() == "completed" && kind != "prompt") Assert.Equal(1, ran);
        }
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_nothing_runs_twice_and_no_dependent_begins_early()
    {
        var random = new Random(_seed);
        var created = new Dictionary<string, (int Number, string? After)>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var daemon = await Daemon.StartAsync(_folder["data"]);
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            var seen = random.Next(SeenMax);
            using var listening = new CancellationTokenSource(Limits.Signal);
            var stream = client.Wire.RequestAsync(
                client.Message(
                    "subscriptions/listen",
                    new { notifications = new { resourceSubscriptions = new[] { "agw://tasks" } } }), listening.Token);
            await client.HearAsync(message => message["method"].String() == "notifications/subscriptions/acknowledged");
            for (var count = 0; count < TasksOfRound; count++) await CreateAsync(client, random, created);
            // The kill comes after so many changes, which is somewhere else in each round.
            for (var count = 0; count < seen && await IsOpenAsync(client); count++)
                await client.HearAsync(message => message["method"].String() == "notifications/resources/updated");
            await daemon.KillAsync();
            await ((Task)stream).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await using (var last = await Daemon.StartAsync(_folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(last, ConnectionKind.HttpModern);
            await AssertAsync(client, created);
            await last.StopAsync();
        }

        (await Agw.RunAsync("journal", "verify", "--data", _folder["data"])).Succeeded();
    }

    public void Dispose() => _folder.Dispose();

    private async Task CreateAsync(
        McpClient client, Random random, Dictionary<string, (int Number, string? After)> created)
    {
        var number = created.Count;
        var after = random.Next(2) == 0 || number == 0 ? null : created.Keys.ElementAt(random.Next(number));
        // A dependent that finds no trace of what it depends on says so.
        var line = after is null
            ? $"echo {number} >> ran"
            : $"grep -qx {created[after].Number} ran || echo {number} >> early; echo {number} >> ran";
        var task = await client.CreateTaskAsync(new
        {
            title = $"{number}", command = line, directory = _folder.Path, depends_on = after is null
                ? []
                : new[] { after }, idempotency_key = $"n{number}", retries = 2,
        });
        created.Add(task, (number, after));
    }

    /// <summary>Whether there is a change to come, without a person.</summary>
    private static async Task<bool> IsOpenAsync(McpClient client)
    {
        var open = (await client.CallAsync("task_list", new { status = "open", limit = 500 })).List("tasks");
        return open.Any(task => task!.Status() is "queued" or "running");
    }

    private async Task AssertAsync(McpClient client, Dictionary<string, (int Number, string? After)> created)
    {
        var tasks = new Dictionary<string, JsonNode>();
        await Eventually.TrueAsync(
            async () =>
            {
                tasks = (await client.CallAsync("task_list", new { limit = 500 })).List("tasks")
                    .ToDictionary(task => task!["id"].String()!, task => task!);
                return tasks.Values.All(
                    task => task.Status() is "completed" or "blocked"
                        || (task.Status() == "waiting" && IsBehindBlocked(task, tasks)));
            },
            "every task has ended or visibly waits");
        Assert.Equal(created.Keys.Order(), tasks.Keys.Order());
        var ran = File.Exists(_folder["ran"]) ? await File.ReadAllLinesAsync(_folder["ran"], Limits.Soon()) : [];
        Assert.Equal(ran.Distinct().Count(), ran.Length);
        Assert.False(File.Exists(_folder["early"]), "A dependent began early.");
        foreach (var (id, task) in tasks)
        {
            if (task.Status() == "completed") Assert.Contains($"{created[id].Number}", ran);
            if (task.Status() == "blocked") Assert.Equal("interrupted", task["reason"]!["code"].String());
            if (task.Status() == "waiting") Assert.DoesNotContain($"{created[id].Number}", ran);
        }

        output.WriteLine(
            $"seed {_seed}: {tasks.Count} tasks, {tasks.Values.Count(task => task.Status() == "blocked")} "
                + $"interrupted, {tasks.Values.Count(task => task.Status() == "waiting")} behind these");
    }

    private static bool IsBehindBlocked(JsonNode task, Dictionary<string, JsonNode> all) =>
        task["depends_on"]!.AsArray()
            .Select(on => all[on!["task_id"].String()!])
            .Any(on => on.Status() == "blocked" || (on.Status() == "waiting" && IsBehindBlocked(on, all)));
}
