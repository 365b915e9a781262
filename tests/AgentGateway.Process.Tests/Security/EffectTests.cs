using System.Collections.Concurrent;
using AgentGateway.Process.Tests.Faults;
using AgentGateway.Process.Tests.Sessions;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Tasks;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Security;

/// <summary>
/// What attacks do with default settings, by what can be seen afterwards and not by what was decided: unasked, and
/// without any effect outside of the workspace, by each way in which a command comes.
/// </summary>
public sealed class EffectTests(SharedAttackedDaemon shared) : IClassFixture<SharedAttackedDaemon>
{
    private const int AtOnce = 4;

    /// <summary>The attacks are such: each has its effect where a person lets them all run without a sandbox.</summary>
    [Fact]
    public async Task In_the_open_each_attack_has_an_effect_but_approves_nothing()
    {
        await using var daemon = await AttackedDaemon.StartAsync();
        await using var attacks = daemon.Attacks("open");
        var command = Attacks.TriesAll;
        await daemon.ApproveAsync(await AttackedDaemon.AskAsync(daemon.Client, command, attacks.Work));

        await daemon.Client.CallAsync(
            "session_run", new { command, directory = attacks.Work, sandbox = "open", reason = "a test" });

        var effective = await attacks.EffectiveAsync();
        Assert.Equal("", string.Join('\n', attacks.All.Where(attack => !effective.Contains(attack.Number))));
        Assert.True(File.Exists(Path.Combine(attacks.Work, "ran.approve")));
        await daemon.AskedNothingAsync();
    }

    [Fact]
    public Task By_a_message_that_runs_it() => TryAsync("message", all => all.Some, async (client, attacks, lines) =>
    {
        var answers = new ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            var thread = await client.NewThreadAsync(workspace: attacks.Work);
            while (lines.TryDequeue(out var line))
                answers.Enqueue((await client.SendAsync(thread, $"/run {line}", wait: 50)).Content.ToJsonString());
        }));
        return answers;
    });

    [Fact]
    public Task By_session_run() => TryAsync("run", all => all.Some, async (client, attacks, lines) =>
    {
        var answers = new ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (lines.TryDequeue(out var command))
                answers.Enqueue((await client.TryAsync(
                    "session_run",
                        new { command, directory = attacks.Work, timeout_seconds = 60 })).Content.ToJsonString());
        }));
        return answers;
    });

    [Fact]
    public Task By_typed_text() => TryAsync("typed", all => all.Each, async (client, attacks, lines) =>
    {
        var session = await client.StartShellAsync(directory: attacks.Work);
        while (lines.TryDequeue(out var line))
        {
            await client.TypeAsync(session, line);
            await client.UntilAsync(session, @"\$ $");
        }

        return [(await client.CallAsync("session_output", new { session_id = session })).Text("text")];
    });

    [Fact]
    public Task By_the_queue() => TryAsync("queue", all => all.Each, async (client, attacks, lines) =>
    {
        var session = await client.StartShellAsync(directory: attacks.Work);
        var last = "";
        while (lines.TryDequeue(out var command))
            last = (await client.CallAsync("session_enqueue", new { session_id = session, command }))
                ["command"]!["command_id"].String()!;
        await Eventually.TrueAsync(async () => (await client.CallAsync("session_queue", new { session_id = session }))
            .List("commands").Single(one => one!["command_id"].String() == last)!["state"].String()
                is not ("waiting" or "running"));
        return [(await client.CallAsync("session_output", new { session_id = session })).Text("text")];
    });

    [Fact]
    public Task By_tasks() => TryAsync("task", all => all.Some, async (client, attacks, lines) =>
    {
        var ids = new List<string>();
        while (lines.TryDequeue(out var command))
            ids.Add(await client.CreateTaskAsync(
                new { title = "attack", command, directory = attacks.Work, workspace = attacks.Work }));
        var waited = await client.CallAsync("task_wait", new { ids, mode = "all", timeout_seconds = 50 });
        Assert.True(waited["done"]!.GetValue<bool>());
        return [waited.Content.ToJsonString()];
    });

    [Fact]
    public async Task By_a_model()
    {
        await using var model = new ScriptedModel();
        await using var daemon = await AttackedDaemon.StartAsync(model);
        await TryAsync(daemon, "model", all => all.Some, async (client, attacks, lines) =>
        {
            var thread = await client.NewThreadAsync(workspace: attacks.Work);
            var sent = await client.SendAsync(
                thread,
                ScriptedModel.Calls(
                    [.. lines.Select((command, index) => ($"call_{index}", "run_command", (object)new { command }))]),
                wait: 50);
            Assert.Equal("completed", sent.Text("status"));
            return (await client.ReadAsync(thread, hidden: true)).List("messages")
                .Select(message => message!.ToJsonString());
        });
    }

    /// <summary>
    /// The loader of each program writes where these variables say, and those that make the sandbox are outside of it.
    /// </summary>
    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task Variables_of_a_session_reach_its_program_and_none_before_it(string backend)
    {
        Terminals.Need("bwrap", backend == "tmux" ? "tmux" : "bash");
        var daemon = await shared.StartedAsync();
        await using var attacks = daemon.Attacks($"variables-{backend}");

        var session = await daemon.Client.StartAsync(new
        {
            command = "bash", args = new[] { "-c", "echo \"$LD_DEBUG $given\" > seen" }, backend,
            directory = attacks.Work,
            environment = new { LD_DEBUG = "libs", LD_DEBUG_OUTPUT = $"{attacks.Outside}/mark", given = "it's" },
        });
        await daemon.Client.EndAsync(session);

        Assert.Equal("libs it's\n", await File.ReadAllTextAsync(Path.Combine(attacks.Work, "seen"), Limits.Soon()));
        await attacks.HaveNoEffectAsync("");
    }

    private async Task TryAsync(string name, Func<Attacks, IEnumerable<string>> choose, Send send) =>
        await TryAsync(await shared.StartedAsync(), name, choose, send);

    private static async Task TryAsync(
        AttackedDaemon daemon, string name, Func<Attacks, IEnumerable<string>> choose, Send send)
    {
        if (!Programs.Has("bwrap")) Assert.Skip("bubblewrap is not installed.");
        await using var attacks = daemon.Attacks(name);
        var answers = await send(daemon.Client, attacks, new(choose(attacks)));

        // They ran, and nothing but the sandbox was in their way.
        Assert.True(File.Exists(Path.Combine(attacks.Work, "ran.approve")), string.Join('\n', answers));
        var ran = attacks.Ran();
        Assert.Equal("", string.Join('\n', attacks.All.Where(attack => attack.Runs && !ran.Contains(attack.Number))));
        await attacks.HaveNoEffectAsync(string.Join('\n', answers));
        await daemon.AskedNothingAsync();
    }

    /// <summary>Sends the lines by one way, and gives back all that was answered.</summary>
    private delegate Task<IEnumerable<string>> Send(McpClient client, Attacks attacks, ConcurrentQueue<string> lines);
}
