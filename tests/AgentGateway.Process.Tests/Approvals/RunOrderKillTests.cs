using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary>kill -9 around a command that was approved: it runs once, or its outcome is reported as unknown.</summary>
public sealed class RunOrderKillTests
{
    [Fact]
    public async Task A_command_that_waits_outlives_a_kill_and_runs_once()
    {
        using var folder = new TemporaryFolder();
        string thread, turn, approval;
        await using (var first = await ApprovingDaemonFixture.StartAsync(folder))
        {
            (thread, turn, approval) = await AskAsync(
                first, folder, $"/run echo ran >> {folder["once"]}; cat {folder["once"]}");
            await first.KillAsync();
        }

        await using (var second = await ApprovingDaemonFixture.StartAsync(folder))
        {
            await using var client = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
            Assert.Equal("waiting", (await client.WaitAsync(turn, wait: 0)).Text("status"));
            (await Agw.RunAsync("thread", "send", thread, $"/approve {approval}", "--data", second.Data)).Succeeded();
            Assert.Contains("ran", (await client.WaitAsync(turn))["reply"]!["text"].String());
            await second.KillAsync();
        }

        await using var third = await ApprovingDaemonFixture.StartAsync(folder);
        await using var reader = await McpClient.ConnectAsync(third, ConnectionKind.HttpModern);
        Assert.Equal("completed", (await reader.WaitAsync(turn, wait: 0)).Text("status"));
        Assert.Single(await File.ReadAllLinesAsync(folder["once"], Limits.Soon()));
    }

    [Fact]
    public async Task A_command_that_a_kill_interrupted_is_unknown_and_not_run_again()
    {
        using var folder = new TemporaryFolder();
        string turn;
        await using (var first = await ApprovingDaemonFixture.StartAsync(folder))
        {
            (var thread, turn, var approval) = await AskAsync(
                first, folder, $"/run echo ran >> {folder["once"]}; sleep 600");
            (await Agw.RunAsync("thread", "send", thread, $"/approve {approval}", "--data", first.Data)).Succeeded();
            await Eventually.TrueAsync(() => Task.FromResult(File.Exists(folder["once"])), "the command runs");
            await first.KillAsync();
        }

        await using var second = await ApprovingDaemonFixture.StartAsync(folder);
        await using var client = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
        var ended = await client.WaitAsync(turn);
        Assert.Equal("completed", ended.Text("status"));
        Assert.Contains("unknown", ended["reply"]!["text"].String());
        Assert.Single(await File.ReadAllLinesAsync(folder["once"], Limits.Soon()));
    }

    private static async Task<(string Thread, string Turn, string Approval)> AskAsync(
        Daemon daemon, TemporaryFolder workspace, string order)
    {
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(workspace: workspace.Path);
        var sent = await client.SendAsync(thread, order);
        Assert.Equal("waiting", sent.Text("status"));
        return (thread, sent.Text("turn_id"), Assert.Single(sent.List("waiting_for")).String()!);
    }
}
