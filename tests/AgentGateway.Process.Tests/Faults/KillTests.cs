using System.Diagnostics;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>
/// kill -9 at random points under load, again and again on one data directory. What was acknowledged is there, once;
/// what was interrupted goes on or is shown as interrupted. AGENTGATEWAY_KILLS says how often (default 25),
/// AGENTGATEWAY_KILL_SEED repeats a run's choices.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Senders = 4;
    private const int AcknowledgedBeforeKillMax = 40;
    private static readonly string[] Ended = ["completed", "interrupted"];

    private readonly int _rounds = Number("AGENTGATEWAY_KILLS", 25);
    private readonly int _seed = Number("AGENTGATEWAY_KILL_SEED", Environment.ProcessId);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_doubled()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        var random = new Random(_seed);
        var load = new KillLoad(Senders);
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < _rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            await using var daemon = await Daemon.StartAsync(data);
            await load.ConnectAsync(daemon);
            if (round > 0) slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(begun).Ticks));
            await load.RunUntilAcknowledgedAsync(random.Next(1, AcknowledgedBeforeKillMax), daemon.KillAsync);
        }

        await using (var last = await Daemon.StartAsync(data))
        {
            await load.ConnectAsync(last);
            await load.RepeatUncertainAsync();
            await AssertKeptAsync(last, load);
            await last.StopAsync();
        }

        var verified = await Agw.RunAsync("journal", "verify", "--data", data);
        verified.Succeeded();
        output.WriteLine(
            $"{_rounds} kills (seed {_seed}): {load.Acknowledged.Count} messages acknowledged, none lost, none "
                + $"doubled; slowest restart to first answer {slowest.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task A_turn_that_a_kill_interrupted_goes_on()
    {
        using var folder = new TemporaryFolder();
        string thread;
        string turn;
        string id;
        await using (var daemon = await Daemon.StartAsync(folder["data"]))
        {
            await using var agent = await ConnectedAgent.RegisterAsync(daemon);
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            id = agent.Id;
            thread = await client.NewThreadAsync(id);
            turn = (await client.SendAsync(thread, "Answer me after the crash", wait: 0)).Text("turn_id");
            await agent.NextAsync();
            await daemon.KillAsync();
        }

        await using var again = await Daemon.StartAsync(folder["data"]);
        await using var back = await ConnectedAgent.RegisterAsync(again, ConnectionKind.StdioModern, id);
        await using var reader = await McpClient.ConnectAsync(again, ConnectionKind.HttpOlder);
        var item = await back.AnswerNextAsync("turn", "I lived");

        Assert.Equal(turn, item["turn_id"].String());
        Assert.Equal("I lived", (await reader.WaitAsync(turn))["reply"]!["text"].String());
        Assert.Equal(
            ["user", "assistant"],
            (await reader.ReadAsync(thread)).List("messages").Select(message => message!["role"].String()));
    }

    [Fact]
    public async Task A_client_behind_the_bridge_goes_on_after_a_kill()
    {
        using var folder = new TemporaryFolder();
        foreach (var kind in new[] { ConnectionKind.StdioModern, ConnectionKind.StdioOlder })
        {
            await using var client = await McpClient.ConnectAsync(StdioWire.Spawn(folder["data"]), kind);
            var thread = await client.NewThreadAsync();
            await client.SendAsync(thread, $"Before the kill, {kind}");

            var about = System.Text.Json.Nodes.JsonNode.Parse(
                await File.ReadAllTextAsync(Path.Combine(folder["data"], "daemon.json"), Limits.Soon()))!;
            using (var daemon = OsProcess.GetProcessById(about["pid"]!.GetValue<int>()))
            {
                daemon.Kill();
                await daemon.WaitForExitAsync(Limits.Soon());
            }

            // A request that meets the dying connection is answered with an error; the next one meets the new daemon.
            await Eventually.TrueAsync(
                async () => await ReadsAsync(client, thread) is { } read && read.List("messages").Count == 2,
                "the thread is found again");
            Assert.Equal("completed", (await client.SendAsync(thread, "After it")).Text("status"));
            Assert.Empty(((StdioWire)client.Wire).Strays);
        }

        (await Agw.RunAsync("stop", "--data", folder["data"])).Succeeded();
    }

    private static async Task<ToolResult?> ReadsAsync(McpClient client, string thread)
    {
        try
        {
            return await client.ReadAsync(thread);
        }
        catch (McpError)
        {
            return null;
        }
    }

    private static async Task AssertKeptAsync(Daemon daemon, KillLoad load)
    {
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        foreach (var sent in load.Acknowledged.Values)
        {
            var turn = await client.WaitAsync(sent.Turn);
            Assert.Contains(turn.Text("status"), Ended);
        }

        foreach (var (thread, expected) in load.Acknowledged.Values.GroupBy(sent => sent.Thread)
            .Select(group => (group.Key, group.ToList())))
        {
            var messages = await AllMessagesAsync(client, thread);
            var asked = messages.Where(message => message["role"].String() == "user").ToList();
            Assert.Equal(asked.Count, asked.Select(message => message["text"].String()).Distinct().Count());
            foreach (var sent in expected)
                Assert.Equal(
                    sent.Text, Assert.Single(
                        asked, message => message["id"].String() == sent.Message)["text"].String());
            var answered = messages.Where(
                message => message["role"].String() == "assistant")
                    .GroupBy(message => message["turn_id"].String())
                    .ToDictionary(group => group.Key!, group => group.Count());
            Assert.All(answered.Values, count => Assert.Equal(1, count));
        }
    }

    private static async Task<List<System.Text.Json.Nodes.JsonNode>> AllMessagesAsync(McpClient client, string thread)
    {
        var messages = new List<System.Text.Json.Nodes.JsonNode>();
        string? cursor = null;
        do
        {
            object page = cursor is null
                ? new { thread_id = thread, limit = 500 }
                : new { thread_id = thread, limit = 500, after = cursor };
            var read = await client.CallAsync("thread_read", page);
            messages.AddRange(read.List("messages").Select(message => message!));
            cursor = read["next_cursor"].String();
        }
        while (cursor is not null);
        return messages;
    }

    private static int Number(
        string variable, int otherwise) =>
            int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;
}
