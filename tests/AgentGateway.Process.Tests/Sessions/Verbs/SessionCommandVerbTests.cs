using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Sessions.Verbs;

/// <summary>Commands that are run to their end, at once or when a shell is free.</summary>
public sealed class SessionCommandVerbTests(DaemonFixture fixture)
{
    private Daemon Daemon => fixture.Daemon;

    [Fact]
    public async Task Run_prints_what_the_command_prints_and_ends_as_it_does()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await File.WriteAllTextAsync(folder["a b.txt"], "found it\n", Limits.Soon());

        Assert.Equal(
            "found it\n",
            (await RunAsync("session", "run", "--directory", folder.Path, "--", "cat", "a b.txt")).Succeeded());
        Assert.Equal("1\n", (await RunAsync("session", "run", "echo one | grep -c o")).Succeeded());
        Assert.Equal(7, (await RunAsync("session", "run", "exit 7")).ExitCode);
        Assert.Equal(137, (await RunAsync("session", "run", "kill -9 $$")).ExitCode);
        var late = await RunAsync("session", "run", "--timeout-seconds", "1", "--", "sleep", "600");
        Assert.Equal(124, late.ExitCode);
        Assert.Contains("time was over", late.Error);
        var json = (await RunAsync("session", "run", "--json", "--", "printf", "x")).Json();
        Assert.Equal(0, json["exit_code"]!.GetValue<int>());
        Assert.Equal("x", json["output"].String());
    }

    [Fact]
    public async Task Commands_wait_for_one_another_in_the_queue()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        var first = (await shell.RunAsync("enqueue", "--", "sh", "-c", "exit 3")).Succeeded().Trim();
        var second = (await shell.RunAsync(
            "enqueue", "--depends-on", first, "--when", "exit:3", "echo after-$((1+1))")).Succeeded()
            .Trim();
        var skipped = (await shell.RunAsync("enqueue", "--depends-on", first, "echo never")).Succeeded().Trim();

        await Eventually.TrueAsync(
            async () =>
                State(await QueueAsync(), second) == "succeeded" && State(await QueueAsync(), skipped) == "skipped",
            "the queue has run");

        Assert.Equal("failed", State(await QueueAsync(), first));
        await shell.ShowsAsync("after-2");
        Assert.Contains("exit:3", (await shell.RunAsync("queue", "--json")).Succeeded());
        (await shell.RunAsync("dequeue", first)).RefusedWith("command_over");

        async Task<JsonArray> QueueAsync() => (await shell.RunAsync("queue", "--json")).Json()["commands"]!.AsArray();
        static string? State(
            JsonArray queue, string id) => queue.Single(item => item!["command_id"].String() == id)!["state"].String();
    }

    private Task<Finished> RunAsync(params string[] verb) =>
        Agw.RunAsync([verb[0], verb[1], "--data", Daemon.Data, .. verb[2..]]);
}
