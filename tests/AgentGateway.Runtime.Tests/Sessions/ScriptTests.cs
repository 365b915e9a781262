using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>Scripts around a session's program, and its limits.</summary>
public sealed class ScriptTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task Scripts_run_before_and_after_the_program_in_one_terminal(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new("/bin/sh", ["-c", "echo program; exit 4"], Backend: backend,
            Environment: new Dictionary<string, string> { ["GIVEN"] = "given" })
                { Scripts = new(Init: "echo init $GIVEN", Cleanup: "echo cleanup") });
        var ended = await gateway.EndAsync(session.Id);
        Assert.Equal(("completed", 4), (ended.State, ended.Exit?.Code));
        Assert.Equal("init given\nprogram\ncleanup\n", await gateway.OutputAsync(session.Id));
        Assert.StartsWith(
            "init given\nprogram\ncleanup\n", await gateway.ScreenAsync(session.Id), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(gateway.Data, "sessions", session.Id)),
            file => file.EndsWith(".sh", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_whose_init_script_fails_is_not_started_and_the_script_is_heard()
    {
        await using var gateway = await Gateway.StartAsync();
        var refused = (await gateway.Sessions.CreateAsync(
            Gateway.Client, new("/bin/sh", ["-c", "echo program > started"], Directory: gateway.Home)
                { Scripts = new(Init: "echo no such thing; exit 7", Cleanup: "touch cleaned") }, Stop)).Rejection;
        Assert.Equal("init_failed", refused?.Code);
        Assert.Contains("code 7", refused?.Message, StringComparison.Ordinal);
        Assert.Contains("no such thing", refused?.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(gateway.Home, "started")));
        Assert.True(File.Exists(Path.Combine(gateway.Home, "cleaned")));
        Assert.Empty((await gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Sessions);
    }

    [Fact]
    public async Task A_script_that_takes_too_long_is_ended_with_what_it_started()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { ScriptSeconds = 1 }) });
        var refused = (await gateway.Sessions.CreateAsync(Gateway.Client, new("/bin/sh")
            { Scripts = new(Init: "echo waiting; sleep 1000") }, Stop)).Rejection;
        Assert.Equal("script_time_limit", refused?.Code);
    }

    [Fact]
    public async Task The_cleanup_script_runs_however_the_program_ended()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { StopSeconds = 0.4 }) });
        var session = await gateway.CreateAsync(new("/bin/sh", ["-c", "trap '' HUP TERM; echo ready; sleep 1000"],
            Backend: "pty") { Scripts = new(Cleanup: "touch cleaned") });
        await gateway.WaitAsync(session.Id, "ready");
        var stopped = (await gateway.Sessions.StopAsync(Gateway.Client, session.Id, true, Stop)).Value.Session;
        Assert.Equal(("stopped", 9), (stopped.State, stopped.Exit?.Signal));
        Assert.True(File.Exists(Path.Combine(gateway.Home, "cleaned")));
    }

    [Fact]
    public async Task Limits_end_a_session_and_say_so()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { StopSeconds = 0.4 }) });
        var slow = await gateway.EndAsync((await gateway.CreateAsync(new("/bin/sleep", ["1000"], Backend: "pty")
            { Limits = new(TimeSeconds: 0.3) })).Id);
        Assert.Equal(("failed", "time_limit"), (slow.State, slow.Failure?.Code));
        var loud = await gateway.EndAsync(
            (await gateway.CreateAsync(new("/usr/bin/yes", Backend: "pty") { Limits = new(OutputBytes: 100_000) })).Id);
        Assert.Equal(("failed", "output_limit"), (loud.State, loud.Failure?.Code));
        var large = await gateway.EndAsync((await gateway.CreateAsync(new("/bin/sh", ["-c",
            "ulimit -v; head -c 200m /dev/zero | tail -c 100m > /dev/null && echo enough"], Backend: "pty")
                { Limits = new(MemoryBytes: 64 * 1024 * 1024) })).Id);
        var output = await gateway.OutputAsync(large.Id);
        Assert.Contains("65536", output, StringComparison.Ordinal);
        Assert.DoesNotContain("enough", output, StringComparison.Ordinal);
        Assert.Equal(64 * 1024 * 1024, large.Limits?.MemoryBytes);
    }

    [Fact]
    public async Task Scripts_reach_a_sandboxed_session_too()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.NeedSandboxAsync();
        var session = await gateway.CreateAsync(new CreateSession("/bin/echo", ["program"], Backend: "pty",
            Sandbox: SandboxProfile.Workspace) { Scripts = new(Init: "echo init", Cleanup: "echo cleanup") });
        await gateway.EndAsync(session.Id);
        Assert.Equal("init\nprogram\ncleanup\n", await gateway.OutputAsync(session.Id));
    }
}
