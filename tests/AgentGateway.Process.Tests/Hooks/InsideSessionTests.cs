using AgentGateway.Process.Tests.Hall;
using AgentGateway.Process.Tests.Sessions.Verbs;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Hooks;

/// <summary>
/// What runs in a session is never the operator, however it got away from its parent; as a client it is welcome.
/// </summary>
public sealed class InsideSessionTests(DaemonFixture fixture)
{
    private Daemon Daemon => fixture.Daemon;

    private string Verb => $"{Agw.File} session list --data {Daemon.Data}";

    [Theory]
    [InlineData("pty", "{0}")]
    [InlineData("pty", "sh -c '{0}; true'")]
    [InlineData("pty", "setsid -w {0}")]
    [InlineData("pty", "(setsid sh -c 'sleep 0.3; {0}' &) ; sleep 3")]
    [InlineData("pty", "(sh -c 'sleep 0.3; {0}' &) ; sleep 3")]
    [InlineData("tmux", "{0}")]
    [InlineData("tmux", "(setsid sh -c 'sleep 0.3; {0}' &) ; sleep 3")]
    public async Task A_verb_inside_a_session_is_refused(string backend, string command)
    {
        using var folder = new TemporaryFolder();
        await using var shell = await SessionOfTest.CreateAsync(Daemon, backend);

        // In a file, because a line that names the gateway's directory behind another program is denied before it runs.
        await File.WriteAllTextAsync(folder["verb"], $"{Verb} >{folder["out"]} 2>&1", Limits.Soon());
        (await shell.RunAsync(
            "send", string.Format(
                System.Globalization.CultureInfo.InvariantCulture, command, $"sh {folder["verb"]}"))).Succeeded();

        await Eventually.TrueAsync(
            () => Task.FromResult(
                File.Exists(folder["out"])
                    && File.ReadAllText(folder["out"]).Contains("hint", StringComparison.Ordinal)),
            "the verb has answered");
        Assert.Contains("inside_session", await File.ReadAllTextAsync(folder["out"], Limits.Soon()));
    }

    [Fact]
    public async Task A_client_inside_a_session_is_welcome()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"inside","version":"1"}}}""";

        (await shell.RunAsync(
            "send",
            $"echo '{Initialize}' | {Agw.File} mcp --data {Daemon.Data} | grep -c serverInfo; echo asked-$((1+1))")).Succeeded();

        await shell.ShowsAsync("asked-2");
        Assert.Contains("\n1\nasked-2", await shell.ScreenAsync());
    }

    [Fact]
    public async Task Another_process_namespace_is_not_the_operators()
    {
        var unshare = Programs.Find("unshare");
        if (unshare is null) Assert.Skip("unshare is not installed.");
        var start = Agw.Start("session", "list", "--data", Daemon.Data);
        start.ArgumentList.Clear();
        foreach (var argument in (string[])
        [
            "--user", "--map-root-user", "--pid", "--fork", Agw.File, "session", "list", "--data", Daemon.Data,
        ])
            start.ArgumentList.Add(argument);
        start.FileName = unshare;
        var run = await Agw.RunAsync(start);
        if (run.Error.StartsWith("unshare:", StringComparison.Ordinal))
            Assert.Skip($"No process namespace can be made here: {run.Error.Trim()}");

        run.RefusedWith("inside_session");
    }

    [Fact]
    public async Task Outside_of_sessions_the_operator_is_the_operator() =>
        (await Agw.RunAsync("session", "list", "--data", Daemon.Data)).Succeeded();
}
