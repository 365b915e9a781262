using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>
/// kill -9 while commands wait, begin, run and end in the queue of a shell, again and again. Each command writes a line
/// of its own to a file, so what ran, and how often, does not have to be believed. AGENTGATEWAY_KILL_SEED repeats a
/// run's choices.
/// </summary>
public sealed class QueueKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 8;
    private const int CommandsOfRound = 6;
    private const int MillisecondsMax = 400;

    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);
    private readonly int _seed = int.TryParse(
        Environment.GetEnvironmentVariable("AGENTGATEWAY_KILL_SEED"), out var seed)
        ? seed
        : Environment.ProcessId;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task No_command_is_typed_twice_and_none_is_lost(string backend)
    {
        var random = new Random(_seed);
        var file = _folder["ran"];
        var enqueued = new Dictionary<string, int>();
        string? session = null;
        for (var round = 0; round < Rounds; round++)
        {
            await using var daemon = await Daemon.StartAsync(_folder["data"]);
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            session = await UpAsync(client, session, backend);
            for (var count = 0; count < CommandsOfRound; count++)
            {
                var number = enqueued.Count;
                var queued = await client.CallAsync(
                    "session_enqueue",
                    new
                    {
                        session_id = session,
                        command = $"echo {number} >> {file}; sleep 0.0{random.Next(10)}; (exit {number % 3})",
                    });
                enqueued.Add(queued["command"]!["command_id"].String()!, number);
            }

            await Task.Delay(random.Next(MillisecondsMax), TestContext.Current.CancellationToken);
            await daemon.KillAsync();
        }

        await using (var last = await Daemon.StartAsync(_folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(last, ConnectionKind.HttpModern);
            await UpAsync(client, session, backend);
            await AssertEachOnceAsync(client, session!, file, enqueued);
            await client.CallAsync("session_remove", new { session_id = session });
            await last.StopAsync();
        }

        (await Agw.RunAsync("journal", "verify", "--data", _folder["data"])).Succeeded();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The session, made at first; a pty's is lost with each daemon, and started again.</summary>
    private async Task<string> UpAsync(McpClient client, string? session, string backend)
    {
        if (session is null) return await client.StartShellAsync(backend, directory: _folder.Path);
        await Eventually.TrueAsync(
            async () =>
                (await client.SessionAsync(session))["state"].String() == (backend == "tmux" ? "running" : "failed"),
            "its fate is known");
        if (backend == "pty") await client.CallAsync("session_restart", new { session_id = session });
        return session;
    }

    private async Task AssertEachOnceAsync(
        McpClient client, string session, string file, Dictionary<string, int> enqueued)
    {
        var commands = new List<JsonNode>();
        await Eventually.TrueAsync(
            async () =>
            {
                commands =
                [
                    .. (await client.CallAsync("session_queue", new { session_id = session })).List("commands")
                        .Select(command => command!),
                ];
                return commands.All(command => command["state"].String() is not ("waiting" or "running"));
            },
            "all have ended");
        var ran = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(ran.Distinct().Count(), ran.Length);
        Assert.Equal(enqueued.Keys.Order(), commands.Select(command => command["command_id"].String()).Order());
        foreach (var command in commands)
        {
            var number = enqueued[command["command_id"].String()!];
            var state = command["state"].String();
            Assert.Contains(state, new[] { "succeeded", "failed", "unknown" });
            if (state == "unknown") continue;
            Assert.Contains($"{number}", ran);
            Assert.True(command["exit_code"] is { } code && code.GetValue<int>() == number % 3, command.ToJsonString());
        }

        output.WriteLine(
            $"seed {_seed}: {commands.Count} commands, "
                + $"{commands.Count(command => command["state"].String() == "unknown")} of them unknown");
    }
}
