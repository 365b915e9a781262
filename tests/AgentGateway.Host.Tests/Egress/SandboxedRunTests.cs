using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Host.Tests.Egress;

/// <summary>What commands reach by way of sessions, in the sandbox that their call names.</summary>
public sealed class SandboxedRunTests : IAsyncLifetime
{
    private readonly HostOfTheTest _host = new();
    private Gateway? _gateway;

    private Gateway Gateway => _gateway!;

    private CancellationToken Stop { get; } = Gateway.Stop;

    private string Workspace => Directory.CreateDirectory(Path.Combine(Gateway.Folder, "shop")).FullName;

    public async ValueTask InitializeAsync()
    {
        foreach (var program in (string[])["bwrap", "unshare", "nsenter", "bash"])
            if (!Programs.Has(program))
                Assert.Skip($"{program} is not installed.");
        await StartAsync();
        if (Gateway.Runtime.Get<SandboxService>().Unusable is { } unusable) Assert.Skip(unusable.Message);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is { } gateway) await gateway.DisposeAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task A_run_in_network_reaches_an_allowed_host_by_the_proxy_and_by_its_name()
    {
        var byProxy = await RunAsync(SandboxProfile.Network, ByProxy("files.example"));
        Assert.Equal(("hello", 0, "network", null), (Last(byProxy), byProxy.ExitCode, byProxy.Sandbox, byProxy.Advice));
        var byName = await RunAsync(SandboxProfile.Network, Direct("files.example"));
        Assert.Equal(("hello", null), (Last(byName), byName.Advice));

        var used = Assert.Single(Gateway.Runtime.Get<EgressJournal>().List(Workspace, 9).Hosts);
        Assert.Equal(($"files.example:{_host.Port}", 2), (used.Host, used.Connections));
    }

    [Fact]
    public async Task A_run_in_network_is_told_which_host_was_refused_and_how_to_ask()
    {
        var run = await RunAsync(SandboxProfile.Network, ByProxy("other.test") + "; exit 7");

        Assert.Equal("egress_approval_required", Assert.Single(
            run.Output.Split('\n'), line =>
                line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)).Trim().Split(' ')[2]);
        var asked = Assert.Single((await Gateway.Runtime.Approvals.ListAsync(new(), Stop)).Value.Approvals);
        Assert.Equal(7, run.ExitCode);
        Assert.Contains($"wants other.test:{_host.Port}", run.Advice);
        Assert.Contains($"agw approve {asked.Id}", run.Advice);
        Assert.Contains("exec 3<>", run.Advice);
    }

    /// <summary>A refusal counts for the command that met it, not for the next one of the session.</summary>
    [Fact]
    public async Task In_a_session_each_command_is_told_what_it_was_refused()
    {
        var session = (await Gateway.Sessions.CreateAsync(Client, new("/bin/bash", ["--norc"], Directory: Workspace,
            Backend: "pty", Sandbox: SandboxProfile.Network), Stop)).Value.SessionId;
        var refused = await RunAsync(SandboxProfile.Network, Direct("other.test"), session);
        Assert.Contains($"wants other.test:{_host.Port}", refused.Advice);
        var allowed = await RunAsync(SandboxProfile.Network, Direct("files.example"), session);
        Assert.Equal(("hello", null), (Last(allowed), allowed.Advice));
    }

    [Fact]
    public async Task A_run_in_workspace_reaches_nothing()
    {
        foreach (var host in (string[])["files.example", "127.0.0.1"])
        {
            var direct = await RunAsync(SandboxProfile.Workspace, Direct(host) + " || exit 7");
            Assert.DoesNotContain("hello", direct.Output);
            Assert.Contains("sandbox \"network\"", direct.Advice);
        }

        var variables = await RunAsync(SandboxProfile.Workspace, "echo \"[$HTTP_PROXY$https_proxy]\"");
        Assert.Equal("[]", Last(variables));
    }

    [Fact]
    public async Task A_setup_script_in_network_reaches_an_allowed_host()
    {
        var workspaces = Gateway.Runtime.Get<WorkspaceService>();
        var script = $"exec bash -c '{Direct("files.example")} > reached'";

        var made = await workspaces.CreateAsync(
            Client, new("shop", Workspace, Setup: script) { Sandbox = SandboxProfile.Network }, Stop);

        Assert.Null(made.Rejection);
        Assert.EndsWith("hello", await File.ReadAllTextAsync(Path.Combine(Workspace, "reached"), Stop));
    }

    [Fact]
    public async Task A_client_that_names_an_agent_is_judged_for_the_hosts_of_its_session_all_the_same()
    {
        var session = (await Gateway.Sessions.CreateAsync(Client, new("/bin/bash", ["--norc"], Directory: Workspace,
            Backend: "pty", Sandbox: SandboxProfile.Network) { Owner = new("svarog") }, Stop)).Value.SessionId;

        var asked = await RunAsync(SandboxProfile.Network, ByProxy("other.test") + "; (exit 7)", session);
        Assert.Contains("egress_approval_required", asked.Output);
        Assert.Equal("client", await JudgedAsync());

        var copied = (await Gateway.Sessions.CloneAsync(Agent, new(session, null, new()), Stop)).Value.SessionId;
        asked = await RunAsync(SandboxProfile.Network, ByProxy("third.test") + "; (exit 7)", copied);
        Assert.Contains("egress_approval_required", asked.Output);
        Assert.Equal("svarog", await JudgedAsync());
    }

    [Fact]
    public async Task The_hosts_of_a_setup_script_are_judged_as_those_of_the_agent_that_made_the_workspace()
    {
        var script = $"exec bash -c '{Direct("other.test")}'";

        await Gateway.Runtime.Get<WorkspaceService>().CreateAsync(
            Agent, new("shop", Workspace, Setup: script) { Sandbox = SandboxProfile.Network }, Stop);

        Assert.Equal("svarog", await JudgedAsync());
    }

    [Fact]
    public async Task Where_no_network_can_be_made_nothing_is_started_and_the_answer_says_why()
    {
        await Gateway.DisposeAsync();
        await StartAsync(makesNetworks: false);

        var refused = (await Gateway.SessionRuns.RunAsync(
            Client, new("touch made", Workspace) { Sandbox = SandboxProfile.Network }, null, Stop)).Rejection;

        Assert.Equal("egress_unavailable", refused?.Code);
        Assert.Contains("No network can be made for a sandbox here", refused?.Message);
        Assert.False(File.Exists(Path.Combine(Workspace, "made")));
        Assert.Contains(
            await Gateway.Runtime.FindingsAsync(Stop), finding => finding is { Check: "egress", Status: "warn" });
    }

    [Fact]
    public async Task A_tmux_session_that_outlived_its_daemon_has_its_way_out_again()
    {
        var session = await TmuxAsync();
        Assert.Equal("hello", Last(await RunAsync(SandboxProfile.Network, Direct("files.example"), session)));
        await Gateway.StopAsync();
        await Gateway.StartAgainAsync();

        var direct = await RunAsync(SandboxProfile.Network, Direct("files.example"), session);
        var byProxy = await RunAsync(SandboxProfile.Network, ByProxy("files.example"), session);
        var refused = await RunAsync(SandboxProfile.Network, $"{ByProxy("other.test")}; (exit 7)", session);

        Assert.Equal(("hello", "hello"), (Last(direct), Last(byProxy)));
        Assert.Contains($"wants other.test:{_host.Port}", refused.Advice);
        Assert.DoesNotContain("Restart", await PromiseAsync(session));

        // A program may have kept the address of the time before, and reaches no other name by it.
        var address = Last(await RunAsync(SandboxProfile.Network, "getent hosts files.example", session)).Split(' ')[0];
        Assert.NotEqual("127.64.0.1", address);
        Assert.StartsWith("127.", address);
        await Gateway.Sessions.StopAsync(Client, session, force: true, Stop);
    }

    [Fact]
    public async Task A_tmux_session_that_took_the_proxys_port_says_that_its_way_out_is_lost()
    {
        if (!Programs.Has("python3")) Assert.Skip("python3 is not installed.");
        var session = await TmuxAsync();
        Assert.DoesNotContain("Restart", await PromiseAsync(session));
        await File.WriteAllTextAsync(
            Path.Combine(Workspace, "take.py"),
            """
            import socket, time
            taker = socket.socket()
            open("tries", "w")
            while True:
                try:
                    taker.bind(("127.0.0.1", 3128))
                    break
                except OSError:
                    time.sleep(0.05)
            taker.listen()
            open("taken", "w")
            time.sleep(1000)
            """,
            Stop);
        var started = await RunAsync(SandboxProfile.Network, "(python3 take.py > errors 2>&1 &)", session);
        await Eventually.TrueAsync(
            () => File.Exists(Path.Combine(Workspace, "tries")),
            $"the program tries after {started}");
        await Gateway.StopAsync();
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(Workspace, "taken")));
        await Gateway.StartAgainAsync();

        var run = await RunAsync(SandboxProfile.Network, $"({Direct("files.example")}) || (exit 7)", session);

        Assert.Equal(7, run.ExitCode);
        Assert.Contains("session_restart", run.Advice);
        Assert.Contains("session_restart", await PromiseAsync(session));
        await Gateway.Sessions.StopAsync(Client, session, force: true, Stop);
    }

    private Caller Client => new(Principal.Client, Workspace);

    private Caller Agent => new(new Principal("svarog") { Agent = "svarog" }, Workspace);

    /// <summary>Whom the newest approval is about.</summary>
    private async Task<string?> JudgedAsync() =>
        (await Gateway.Runtime.Approvals.ListAsync(new(), Stop)).Value.Approvals[0].Agent;

    private async Task<string> TmuxAsync()
    {
        if (!Programs.Has("tmux")) Assert.Skip("tmux is not installed.");
        return (await Gateway.Sessions.CreateAsync(Client, new("/bin/bash", ["--norc"], Directory: Workspace,
            Backend: "tmux", Sandbox: SandboxProfile.Network), Stop)).Value.SessionId;
    }

    private async Task StartAsync(bool makesNetworks = true) =>
        _gateway = await _host.StartGatewayAsync(makesNetworks);

    private async Task<string> PromiseAsync(string session) =>
        (await Gateway.Sessions.GetAsync(session, Stop)).Value.Session.Promise.Statement;

    private async Task<RunView> RunAsync(SandboxProfile profile, string line, string? session = null)
    {
        var request = new RunCommand(line, session is null ? Workspace : null, session) { Sandbox = profile };
        var ran = await Gateway.SessionRuns.RunAsync(Client, request, null, Stop);
        Assert.Null(ran.Rejection);
        return ran.Value;
    }

    private static string Last(RunView run) => run.Output.TrimEnd().Split('\n')[^1];

    private string ByProxy(string host) =>
        "address=${HTTP_PROXY#http://}; exec 3<>/dev/tcp/${address%:*}/${address#*:}; "
        + $"printf 'GET http://{host}:{_host.Port}/ HTTP/1.1\\r\\n\\r\\n' >&3; cat <&3";

    private string Direct(string host) =>
        $"(exec 3<>/dev/tcp/{host}/{_host.Port} && printf \"GET / HTTP/1.1\\r\\n\\r\\n\" >&3 && cat <&3)";
}
