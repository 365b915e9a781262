using System.Diagnostics;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Host;

/// <summary>The bridge and the daemon that it starts.</summary>
public sealed class BridgeStartTests
{
    [Fact]
    public async Task It_starts_a_daemon_in_a_session_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var start = Agw.Start("mcp", "--data", folder["data"]);
        start.WorkingDirectory = Directory.CreateDirectory(folder["project"]).FullName;
        start.Environment["CANARY"] = "of the editor";
        start.Environment["LD_LIBRARY_PATH"] = "/nowhere";
        start.Environment["AGW_SESSION"] = "ses_of_the_editor";
        start.Environment["AGW_HOOK_TOKEN"] = "secret-of-the-editor";
        start.Environment["ANTHROPIC_API_KEY"] = "sk-for-the-daemon";
        start.Environment["AGW_Http__Url"] = "http://127.0.0.1:0";
        var wire = new StdioWire(start);
        await using var client = await McpClient.ConnectAsync(wire, ConnectionKind.StdioOlder);
        try
        {
            var pid = await PidAsync(folder["data"]);
            var stat = (await File.ReadAllTextAsync($"/proc/{pid}/stat", Limits.Soon())).Split(')')[1].Split(
                ' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal($"{pid}", stat[3]);
            Assert.Equal("/", new FileInfo($"/proc/{pid}/cwd").LinkTarget);
            Assert.Equal("/dev/null", new FileInfo($"/proc/{pid}/fd/0").LinkTarget);
            Assert.StartsWith(Path.Combine(folder["data"], "logs"), new FileInfo($"/proc/{pid}/fd/1").LinkTarget);
            Assert.StartsWith(Path.Combine(folder["data"], "logs"), new FileInfo($"/proc/{pid}/fd/2").LinkTarget);
            var environment = (await File.ReadAllTextAsync($"/proc/{pid}/environ", Limits.Soon())).Split('\0')
                .Select(pair => pair.Split('=')[0])
                .ToList();
            Assert.Contains("PATH", environment);
            Assert.Contains("ANTHROPIC_API_KEY", environment);
            Assert.DoesNotContain("CANARY", environment);
            Assert.DoesNotContain("LD_LIBRARY_PATH", environment);
            Assert.Equal(
                ["AGW_Http__Url"], environment.Where(name => name.StartsWith("AGW_", StringComparison.Ordinal)));
            Assert.Contains(
                "Listening",
                await File.ReadAllTextAsync(Path.Combine(folder["data"], "logs", "agw.log"), Limits.Soon()));

            var thread = (await client.CallAsync("thread_create"))["thread"]!;
            Assert.Equal(folder["project"], thread["workspace"].String());
            Assert.Equal("client", thread["created_by"].String());
            Assert.Equal(0, await wire.CloseAsync());
            Assert.Empty(wire.Strays);
            (await Agw.RunAsync("status", "--data", folder["data"])).Succeeded();
        }
        finally
        {
            await Agw.RunAsync("stop", "--data", folder["data"]);
        }
    }

    [Fact]
    public async Task Several_at_once_start_one_daemon()
    {
        using var folder = new TemporaryFolder();
        var clients = await Task.WhenAll(
            Enumerable.Range(0, 4)
                .Select(_ =>
                    McpClient.ConnectAsync(new StdioWire(OnFreePort("mcp", folder["data"])), ConnectionKind.StdioOlder)));
        try
        {
            var thread = await clients[0].NewThreadAsync();
            foreach (var client in clients)
                Assert.Equal(thread, (await client.ReadAsync(thread))["thread"]!["id"].String());
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
            await Agw.RunAsync("stop", "--data", folder["data"]);
        }
    }

    [Fact]
    public async Task A_killed_daemon_is_started_again_and_subscriptions_go_on()
    {
        using var folder = new TemporaryFolder();
        var wire = new StdioWire(OnFreePort("mcp", folder["data"]));
        await using var client = await McpClient.ConnectAsync(wire, ConnectionKind.StdioOlder);
        try
        {
            await client.RequestAsync("resources/subscribe", new { uri = "agw://threads" });
            await client.CallAsync("agent_register", new { id = "waiter" });
            var waiting = client.TryAsync("agent_inbox", new { agent = "waiter", wait_seconds = 300 });
            var before = await client.NewThreadAsync();
            await client.HearAsync(message => message["method"].String() == "notifications/resources/updated");
            // A daemon that dies young is not replaced before it is needed; this one has lived long enough or is asked
            // for next.
            var pid = await PidAsync(folder["data"]);
            OsProcess.GetProcessById(pid).Kill();

            var error = await Assert.ThrowsAsync<McpError>(() => waiting);
            Assert.Contains("daemon", error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(before, (await client.ReadAsync(before))["thread"]!["id"].String());
            Assert.NotEqual(pid, await PidAsync(folder["data"]));
            await client.NewThreadAsync();
            await client.HearAsync(message => message["method"].String() == "notifications/resources/updated");
            Assert.Empty(wire.Strays);
        }
        finally
        {
            await Agw.RunAsync("stop", "--data", folder["data"]);
        }
    }

    [Fact]
    public async Task A_daemon_that_was_stopped_comes_back_when_it_is_needed()
    {
        using var folder = new TemporaryFolder();
        var wire = new StdioWire(OnFreePort("mcp", folder["data"]));
        await using var client = await McpClient.ConnectAsync(wire, ConnectionKind.StdioModern);
        var thread = await client.NewThreadAsync();
        (await Agw.RunAsync("stop", "--data", folder["data"])).Succeeded();
        (await Agw.RunAsync("status", "--data", folder["data"])).RefusedWith("daemon_not_running", exitCode: 3);

        Assert.Equal(thread, (await client.ReadAsync(thread))["thread"]!["id"].String());

        (await Agw.RunAsync("stop", "--data", folder["data"])).Succeeded();
    }

    [Fact]
    public async Task Without_a_daemon_and_without_leave_to_start_one_it_says_so()
    {
        using var folder = new TemporaryFolder();

        var run = await Agw.RunAsync("mcp", "--no-start", "--data", folder["data"]);

        run.RefusedWith("daemon_not_running", exitCode: 3);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(folder["data"]));
    }

    [Fact]
    public async Task A_daemon_that_cannot_start_is_explained_and_nothing_goes_to_standard_output()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "appsettings.json"), "{ broken", Limits.Soon());

        var run = await Agw.RunAsync("mcp", "--data", folder["data"]);

        run.RefusedWith("invalid_settings", exitCode: 3);
        Assert.Contains("line 1", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task It_loads_nothing_that_it_does_not_need()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        var wire = StdioWire.Spawn(daemon.Data);
        await using var client = await McpClient.ConnectAsync(wire, ConnectionKind.StdioOlder);
        await client.CallAsync("agent_list");

        var loaded = await File.ReadAllTextAsync($"/proc/{wire.Pid}/maps", Limits.Soon());

        Assert.Contains("agw.dll", loaded);
        foreach (var library in (string[])
        [
            "AgentGateway.Terminal", "AgentGateway.Runtime", "System.CommandLine", "System.Net.Sockets",
        ])
            Assert.DoesNotContain(library, loaded);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--data")]
    public async Task Arguments_that_it_does_not_know_are_a_usage_error(string argument)
    {
        var run = await Agw.RunAsync("mcp", argument);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("hint: ", run.Error);
    }

    private static ProcessStartInfo OnFreePort(string verb, string data)
    {
        var start = Agw.Start(verb, "--data", data);
        start.Environment["AGW_Http__Url"] = "http://127.0.0.1:0";
        return start;
    }

    private static async Task<int> PidAsync(string data) =>
        JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(data, "daemon.json"), Limits.Soon()))!["pid"]!.GetValue<int>();
}
