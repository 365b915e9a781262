using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Sessions.Verbs;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Hooks;

/// <summary>
/// What runs in a session is never the operator, however it got away from its parent; as a client it is welcome.
/// </summary>
public sealed class InsideSessionTests(ApprovingDaemonFixture fixture)
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
    [InlineData("pty", "(env -i PATH=$PATH setsid nohup sh -c 'sleep 0.3; {0}' >/dev/null 2>&1 &)")]
    [InlineData("tmux", "(env -i PATH=$PATH setsid nohup sh -c 'sleep 0.3; {0}' >/dev/null 2>&1 &)")]
    [InlineData("pty", "(env -i PATH=$PATH setsid sh -c '(setsid {0} &)' &)")]
    [InlineData("pty", "env -i PATH=$PATH tmux -S $(mktemp -u) new-session -d '{0}'")]
    [InlineData("pty", "env -i PATH=$PATH unshare --user --map-root-user setsid --fork {0}")]
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

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task What_outlives_its_session_is_still_inside(string backend)
    {
        using var folder = new TemporaryFolder();
        await using var shell = await SessionOfTest.CreateAsync(Daemon, backend);
        await File.WriteAllTextAsync(
            folder["later"],
            $"""
            echo $$ >{folder["id.new"]} && mv {folder["id.new"]} {folder["id"]}
            until [ -e {folder["go"]} ]; do sleep 0.05; done
            {Verb} >{folder["out.new"]} 2>&1; mv {folder["out.new"]} {folder["out"]}
            """,
            Limits.Soon());

        // As at(1) does: a process that nothing waits for, without the terminal, its session and its environment.
        (await shell.RunAsync("send", $"(env -i PATH=$PATH setsid sh {folder["later"]} >/dev/null 2>&1 &)")).Succeeded();
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(folder["id"])), "it runs");
        (await shell.RunAsync("stop")).Succeeded();
        await File.WriteAllTextAsync(folder["go"], "", Limits.Soon());

        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(folder["out"])), "the verb has answered");
        Assert.Contains("inside_session", await File.ReadAllTextAsync(folder["out"], Limits.Soon()));
        var id = int.Parse(
            await File.ReadAllTextAsync(folder["id"], Limits.Soon()), System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => Task.FromResult(!Directory.Exists($"/proc/{id}")), "no zombie is left");
    }

    [Fact]
    public async Task A_pane_of_the_private_tmux_server_that_is_no_session_is_inside()
    {
        using var folder = new TemporaryFolder();
        await using var shell = await SessionOfTest.CreateAsync(Daemon, "tmux");
        await File.WriteAllTextAsync(
            folder["verb"], $"{Verb} >{folder["new"]} 2>&1; mv {folder["new"]} {folder["out"]}", Limits.Soon());

        var start = Agw.Start();
        start.FileName = Programs.Find("tmux")!;
        foreach (var argument in (string[])
        [
            "-S", Path.Combine(Daemon.Data, "tmux.sock"), "new-session", "-d", "-s", "stranger", $"sh {folder["verb"]}",
        ])
            start.ArgumentList.Add(argument);
        (await Agw.RunAsync(start)).Succeeded();

        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(folder["out"])), "the verb has answered");
        Assert.Contains("inside_session", await File.ReadAllTextAsync(folder["out"], Limits.Soon()));
    }

    [Fact]
    public async Task A_token_that_may_approve_may_not_from_inside()
    {
        var secret = (await Agw.RunAsync("token", "create", "inside-approver", "--approve", "R2", "--data", Daemon.Data))
            .Succeeded().Trim();
        await using var client = await McpClient.ConnectAsync(Daemon, ConnectionKind.HttpModern);
        var sent = await client.SendAsync(await client.NewThreadAsync(), "/run echo approved-from-inside", wait: 60);
        var approval = Assert.Single(sent.List("waiting_for")).String()!;
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["body"],
            new JsonObject
            {
                ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "tools/call",
                ["params"] = new JsonObject
                {
                    ["name"] = "approval_resolve",
                    ["arguments"] = new JsonObject { ["approval_id"] = approval, ["decision"] = "once" },
                    ["_meta"] = new JsonObject
                    {
                        ["io.modelcontextprotocol/protocolVersion"] = ConnectionKinds.Modern,
                        ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
                    },
                },
            }.ToJsonString(),
            Limits.Soon());
        string[] headers =
        [
            $"Authorization: Bearer {secret}", "Content-Type: application/json",
            "Accept: application/json, text/event-stream", $"MCP-Protocol-Version: {ConnectionKinds.Modern}",
            "Mcp-Method: tools/call", "Mcp-Name: approval_resolve",
        ];
        var call = $"curl -sS -o \"$1\" {Daemon.Url}mcp {string.Join(' ', headers.Select(header => $"-H '{header}'"))} "
            + $"--data-binary @{folder["body"]}";
        await File.WriteAllTextAsync(folder["call"], call, Limits.Soon());

        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        (await shell.RunAsync(
            "send", $"(setsid sh {folder["call"]} {folder["new"]} && mv {folder["new"]} {folder["out"]} &)")).Succeeded();
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(folder["out"])), "the call has answered");
        Assert.Contains("inside_session", await File.ReadAllTextAsync(folder["out"], Limits.Soon()));
        Assert.Equal("pending", await StateAsync());

        var outside = Agw.Start();
        outside.FileName = "/bin/sh";
        outside.ArgumentList.Add(folder["call"]);
        outside.ArgumentList.Add(folder["outside"]);
        (await Agw.RunAsync(outside)).Succeeded();
        Assert.Equal("approved", await StateAsync());

        async Task<string?> StateAsync() =>
            (await client.CallAsync("approval_get", new { approval_id = approval }))["approval"]!["state"].String();
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
