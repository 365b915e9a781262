using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tests.Support;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>Sessions as doors use them, on both backends.</summary>
public sealed class TerminalTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_shell_is_started_typed_to_looked_at_and_stopped(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var created = await CreateAsync(gateway, new("/bin/bash", ["--norc", "--noprofile"], "build", Backend: backend, Environment: new Dictionary<string, string> { ["PS1"] = "$ " }));
        Assert.Equal(("running", "build", backend, 1), (created.State, created.Name, created.Backend, created.Run));
        Assert.True(created.Pid > 1);

        var sent = (await gateway.Sessions.SendAsync(Gateway.Client, new("build", "echo $((6*7))", Submit: true), Stop)).Value;
        Assert.Contains(sent.State, new[] { "written", "echoed" });
        var waited = (await gateway.Sessions.WaitAsync(new(created.Id, "pattern", "^42$", TimeoutSeconds: 30), null, Stop)).Value;
        Assert.True(waited.Matched);
        Assert.Equal("42", waited.Match);

        var screen = (await gateway.Sessions.ScreenAsync(new(created.Id), Stop)).Value;
        Assert.Equal(24, screen.Text.Split('\n').Length);
        Assert.Contains("42", screen.Text, StringComparison.Ordinal);
        var output = (await gateway.Sessions.OutputAsync(new(created.Id, 0), Stop)).Value;
        Assert.Contains("\n42\n", output.Text, StringComparison.Ordinal);

        var stopped = (await gateway.Sessions.StopAsync(Gateway.Client, "build", false, Stop)).Value.Session;
        Assert.Equal("stopped", stopped.State);
        Assert.Equal("exited", stopped.Status.Value);
        var after = (await gateway.Sessions.ScreenAsync(new(created.Id), Stop)).Value;
        Assert.Contains("42", after.Text, StringComparison.Ordinal);
        Assert.Equal("session_ended", (await gateway.Sessions.SendAsync(Gateway.Client, new("build", "x"), Stop)).Rejection?.Code);

        var again = (await gateway.Sessions.RestartAsync(Gateway.Client, "build", Stop)).Value.Session;
        Assert.Equal(("running", 2), (again.State, again.Run));
        Assert.Equal(created.Id, (await gateway.Sessions.RemoveAsync(Gateway.Client, "build", Stop)).Value.Removed);
        Assert.Equal("unknown_session", (await gateway.Sessions.GetAsync("build", Stop)).Rejection?.Code);
        Assert.Empty((await gateway.Sessions.ListAsync(Stop)).Value.Sessions);
    }

    internal static async Task<SessionView> CreateAsync(Gateway gateway, CreateSession request)
    {
        var outcome = await gateway.Sessions.CreateAsync(Gateway.Client, request, Stop);
        Assert.Null(outcome.Rejection);
        return outcome.Value.Session;
    }
}
