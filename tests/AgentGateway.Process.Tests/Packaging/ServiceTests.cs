using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Packaging;

/// <summary>The daemon as a service of the user; systemd is played by a script that notes its calls.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly EmptyHome _home = new();

    private string Unit => _home[".config/systemd/user/agentgateway.service"];

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_is_written_started_and_removed()
    {
        (await RunAsync("service", "install")).Succeeded();

        var unit = await File.ReadAllTextAsync(Unit, Limits.Soon());
        Assert.Contains($"ExecStart=\"{Agw.File}\" serve --data \"{_home.Data}\"\n", unit);
        Assert.Contains("KillMode=process", unit);
        Assert.Equal(unit, (await RunAsync("service", "install", "--print")).Succeeded());
        (await RunAsync("service", "uninstall")).Succeeded();
        Assert.False(File.Exists(Unit));
        Assert.Equal(
            [
                "--user daemon-reload", "--user enable --now agentgateway", "--user disable --now agentgateway",
                "--user daemon-reload",
            ],
            await File.ReadAllLinesAsync(_home["calls"], Limits.Soon()));
        (await RunAsync("service", "uninstall")).RefusedWith("no_service");
    }

    [Fact]
    public async Task A_daemon_that_runs_makes_room_and_a_manager_that_fails_is_told()
    {
        await using var daemon = await Daemon.StartAsync(_home.Data);

        (await RunAsync("service", "install")).Succeeded();

        Assert.Equal(0, await daemon.StopAsync());
        var failed = await RunAsync(exitCode: 1, "service", "install");
        failed.RefusedWith("service_failed");
        Assert.Contains("no manager here", failed.Error);
        Assert.Contains("The service is removed.", (await RunAsync("uninstall")).Succeeded());
    }

    private Task<Finished> RunAsync(params string[] verb) => RunAsync(exitCode: 0, verb);

    private async Task<Finished> RunAsync(int exitCode, params string[] verb)
    {
        Directory.CreateDirectory(_home["bin"]);
        await File.WriteAllTextAsync(
            _home["bin/systemctl"],
            $"#!/bin/sh\necho \"$*\" >> {_home["calls"]}\necho no manager here >&2\nexit {exitCode}\n", Limits.Soon());
        File.SetUnixFileMode(
            _home["bin/systemctl"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = _home.Start(Agw.File, verb);
        start.Environment["PATH"] = $"{_home["bin"]}:{start.Environment["PATH"]}";
        return await Agw.RunAsync(start);
    }
}
