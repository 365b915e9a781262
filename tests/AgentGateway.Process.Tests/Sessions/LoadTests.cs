using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>Programs that print or swallow without end, on a daemon of their own: all else goes on.</summary>
public sealed class LoadTests : IDisposable
{
    private const int Floods = 20;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Twenty_floods_do_not_silence_a_shell()
    {
        await using var daemon = await Daemon.StartAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioModern);
        var shell = await client.StartShellAsync();
        var floods = new List<string>();
        for (var number = 0; number < Floods; number++)
            floods.Add(
                await client.StartAsync(new { command = "yes", args = new[] { $"flood {number}" }, backend = "pty" }));
        foreach (var flood in floods) await client.SeeAsync(flood, "flood");

        for (var round = 0; round < 5; round++)
        {
            await client.TypeAsync(shell, $"echo round-$(({round}+100))");
            Assert.True((await client.UntilAsync(shell, $"^round-{round + 100}"))["matched"]!.GetValue<bool>());
        }

        // The rings bound what is kept: 8 MiB each, of which no byte needs to be in memory.
        Assert.InRange(ResidentKiB(daemon.Pid), 1, 700 * 1024);
        foreach (var flood in floods)
        {
            var session = await client.SessionAsync(flood);
            Assert.Equal("running", session["state"].String());
            Assert.True(
                session["output_end"]!.GetValue<long>() - session["output_start"]!.GetValue<long>() <= 8 * 1024 * 1024);
        }

        foreach (var flood in floods)
            Assert.Equal(
                "stopped",
                (await client.CallAsync(
                    "session_stop", new { session_id = flood, force = true }))["session"]!["state"].String());
    }

    [Fact]
    public async Task A_program_that_never_reads_its_input_delays_no_other()
    {
        await using var daemon = await Daemon.StartAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var deaf = await client.StartAsync(
            new { command = "bash", args = new[]
            {
                "-c",
                "stty raw -echo; echo ready; exec sleep 600",
            }, backend = "pty" });
        await client.SeeAsync(deaf, "ready");

        var sending = client.CallAsync("session_send", new { session_id = deaf, text = new string('x', 200_000) });
        var shell = await client.StartShellAsync();
        await client.TypeAsync(shell, "echo not he''ld up");
        await client.SeeAsync(shell, "not held up");

        var receipt = await sending;
        Assert.Equal("stuck", receipt.Text("state"));
        Assert.InRange(receipt["written"]!.GetValue<int>(), 0, receipt["bytes"]!.GetValue<int>() - 1);
        Assert.Equal(
            "stopped",
            (await client.CallAsync("session_stop", new { session_id = deaf }))["session"]!["state"].String());
    }

    public void Dispose() => _folder.Dispose();

    private static long ResidentKiB(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status")
            .Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }
}
