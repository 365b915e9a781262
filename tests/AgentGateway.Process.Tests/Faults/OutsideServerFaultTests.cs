using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>
/// Outside MCP servers that hang, flood, talk nonsense, die and change, under a real daemon that is killed too.
/// </summary>
public sealed class OutsideServerFaultTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedModel _model = new();

    private string Counted => _folder["counted"];

    private string Words => _folder["words"];

    [Fact]
    public async Task Servers_that_cannot_begin_leave_the_daemon_and_the_others_alone()
    {
        await SetUpAsync("silent", "listless", "garbled", "quits", "well");
        await using var daemon = await _model.StartDaemonAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        await UntilAsync(client, "well", "enabled");
        foreach (var name in new[] { "garbled", "quits" })
            Assert.NotEmpty((await UntilAsync(client, name, "failed"))["reason"].String()!);
        foreach (var name in new[] { "silent", "listless" })
            Assert.NotEqual("enabled", (await ServerAsync(client, name))["state"].String());
        Assert.Contains("did echo", await CallAsync(daemon, client, "well__echo"), StringComparison.Ordinal);
        Assert.NotEmpty(Servers());
        await daemon.KillAsync();
        await Eventually.TrueAsync(() => Task.FromResult(Servers().Count == 0), "no server outlives the daemon");
    }

    [Fact]
    public async Task A_call_in_whose_middle_its_server_fails_ends_and_is_not_repeated()
    {
        await SetUpAsync("well");
        await using var daemon = await _model.StartDaemonAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        foreach (var fault in new[] { "die", "nonsense", "flood", "hang" })
        {
            await UntilAsync(client, "well", "enabled");
            var result = await CallAsync(daemon, client, $"well__{fault}");
            Assert.True(result.Length < 2 * 1024 * 1024);
            if (fault != "nonsense") Assert.DoesNotContain($"did {fault}", result, StringComparison.Ordinal);
            await UntilAsync(client, "well", "enabled");
            // It may still be on its way back.
            await Eventually.TrueAsync(
                async () =>
                    (await CallAsync(daemon, client, "well__echo")).Contains("did echo", StringComparison.Ordinal),
                "the server is back");
        }

        var counted = await File.ReadAllLinesAsync(Counted, Limits.Soon());
        foreach (var fault in new[] { "die", "nonsense", "flood", "hang" }) Assert.Single(counted, fault);
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_a_call_leaves_no_orphan_and_repeats_nothing()
    {
        await SetUpAsync("well");
        string turn;
        await using (var first = await _model.StartDaemonAsync(_folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(first, ConnectionKind.HttpModern);
            await UntilAsync(client, "well", "enabled");
            turn = await AskAsync(first, client, "well__hang");
            await Eventually.TrueAsync(() => Task.FromResult(File.Exists(Counted)), "the call has begun");
            await first.KillAsync();
        }

        await using var second = await _model.StartDaemonAsync(_folder["data"]);
        await using var again = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
        Assert.Contains("outcome unknown", await ResultAsync(again, turn), StringComparison.Ordinal);
        var server = await UntilAsync(again, "well", "enabled");
        await Eventually.TrueAsync(
            () => Task.FromResult(Servers() is [var only] && only == server["pid"]!.GetValue<int>()),
            "the one that hung is gone");
        Assert.Equal(["hang"], await File.ReadAllLinesAsync(Counted, Limits.Soon()));
    }

    [Fact]
    public async Task A_changed_tool_waits_for_a_person_also_when_its_call_was_approved_before()
    {
        await SetUpAsync("well");
        string turn, approval;
        await using (var first = await _model.StartDaemonAsync(_folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(first, ConnectionKind.HttpModern);
            await UntilAsync(client, "well", "enabled");
            var sent = await client.SendAsync(
                await client.NewThreadAsync(), ScriptedModel.Calls(("c1", "well__echo", new { })));
            Assert.Equal("waiting", sent.Text("status"));
            (turn, approval) = (sent.Text("turn_id"), sent.List("waiting_for")[0].String()!);
            await first.KillAsync();
        }

        await File.WriteAllTextAsync(Words, "Sends what you have to somebody else.", Limits.Soon());
        await using var second = await _model.StartDaemonAsync(_folder["data"]);
        await using var again = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
        Assert.All(
            (await UntilAsync(again, "well", "connected"))["tools"]!.AsArray(),
            tool => Assert.Equal("changed", tool!["status"].String()));
        (await Agw.RunAsync("approve", approval, "--data", second.Data)).Succeeded();
        Assert.DoesNotContain("did echo", await ResultAsync(again, turn), StringComparison.Ordinal);
        Assert.False(File.Exists(Counted));

        (await Agw.RunAsync("mcp-servers", "accept", "well", "--data", second.Data)).Succeeded();
        await UntilAsync(again, "well", "enabled");
        Assert.Contains("did echo", await CallAsync(second, again, "well__echo"), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    private async Task SetUpAsync(params string[] conducts)
    {
        if (!Programs.Has("python3")) Assert.Skip("There is no python3 here.");
        Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllTextAsync(Words, "Says what it did.", Limits.Soon());
        var script = Path.Combine(AppContext.BaseDirectory, "Faults", "outside-server.py");
        var servers = conducts.ToDictionary(
            conduct => conduct,
            conduct =>
                new { command = "python3", args = new[] { script, conduct, Counted, Words }, timeout_seconds = 2 });
        await File.WriteAllTextAsync(
            Path.Combine(_folder["data"], "appsettings.json"),
            JsonSerializer.Serialize(new { McpServers = servers }),
            Limits.Soon());
    }

    private static async Task<JsonNode> ServerAsync(McpClient client, string name) =>
        (await client.CallAsync("mcp_server_list")).List("servers").Single(server => server!["name"].String() == name)!;

    private static async Task<JsonNode> UntilAsync(McpClient client, string name, string state)
    {
        await Eventually.TrueAsync(
            async () => (await ServerAsync(client, name))["state"].String() == state, $"{name} is {state}");
        return await ServerAsync(client, name);
    }

    /// <summary>Lets an agent call it and a person approve it; the turn.</summary>
    private static async Task<string> AskAsync(Daemon daemon, McpClient client, string tool)
    {
        var sent = await client.SendAsync(await client.NewThreadAsync(), ScriptedModel.Calls(("c1", tool, new { })));
        Assert.True(sent.Text("status") == "waiting", sent.ToString());
        (await Agw.RunAsync("approve", sent.List("waiting_for")[0].String()!, "--data", daemon.Data)).Succeeded();
        return sent.Text("turn_id");
    }

    private static async Task<string> CallAsync(
        Daemon daemon, McpClient client, string tool) =>
            await ResultAsync(client, await AskAsync(daemon, client, tool));

    private static async Task<string> ResultAsync(McpClient client, string turn)
    {
        ToolResult standing = null!;
        await Eventually.TrueAsync(
            async () =>
                (standing = await client.WaitAsync(turn)).Text("status") is not ("queued" or "running" or "waiting"),
            "the turn ends");
        var messages = (await client.ReadAsync(standing.Text("thread_id"), hidden: true)).List("messages");
        return Assert.Single(
            messages, message =>
                message!["tool_call_id"] is not null && message["turn_id"].String() == turn)!["text"].String()!;
    }

    /// <summary>The processes of this test's servers.</summary>
    private List<int> Servers() =>
        [.. Directory.GetDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture))
            .Where(IsServer)];

    private bool IsServer(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0') is [var program, .. var words]
                && program.EndsWith("python3", StringComparison.Ordinal)
                && words.Contains(Counted);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
