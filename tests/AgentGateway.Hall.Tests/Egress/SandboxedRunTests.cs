using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Hall.Tests.Egress;

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
            run.Output.Split('\n'), line => line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)).Trim().Split(' ')[2]);
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
    public async Task Where_no_network_can_be_made_nothing_is_started_and_the_answer_says_why()
    {
        await Gateway.DisposeAsync();
        await StartAsync(makesNetworks: false);

        var refused = (await Gateway.SessionRuns.RunAsync(
            Client, new("touch made", Workspace) { Sandbox = SandboxProfile.Network }, null, Stop)).Rejection;

        Assert.Equal("egress_unavailable", refused?.Code);
        Assert.Contains("No network can be made for a sandbox here", refused?.Message);
        Assert.False(File.Exists(Path.Combine(Workspace, "made")));
        Assert.Contains(Gateway.Runtime.Findings(), finding => finding is { Check: "egress", Status: "warn" });
    }

    [Fact]
    public async Task A_tmux_session_that_outlived_its_daemon_says_that_its_way_out_is_lost()
    {
        if (!Programs.Has("tmux")) Assert.Skip("tmux is not installed.");
        var session = (await Gateway.Sessions.CreateAsync(Client, new("/bin/bash", ["--norc"], Directory: Workspace,
            Backend: "tmux", Sandbox: SandboxProfile.Network), Stop)).Value.SessionId;
        Assert.Equal("hello", Last(await RunAsync(SandboxProfile.Network, Direct("files.example"), session)));
        Assert.DoesNotContain("Restart", await PromiseAsync(session));
        await Gateway.StopAsync();
        await Gateway.StartAgainAsync();

        var run = await RunAsync(SandboxProfile.Network, $"({Direct("files.example")}) || (exit 7)", session);

        Assert.Equal(7, run.ExitCode);
        Assert.Contains("session_restart", run.Advice);
        Assert.Contains("session_restart", await PromiseAsync(session));
        await Gateway.Sessions.StopAsync(Client, session, force: true, Stop);
    }

    private Caller Client => new(Principal.Client, Workspace);

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
