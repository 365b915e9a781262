using System.Diagnostics;
using AgentGateway.Runtime.Egress;

namespace AgentGateway.Host.Tests.Egress;

/// <summary>
/// What a command reaches from a network of its own, with a real namespace and a real bubblewrap. The hosts are a server
/// of this test: every name but one leads to it.
/// </summary>
public sealed class EgressNetworkTests : IAsyncLifetime
{
    private readonly HostOfTheTest _host = new();
    private Gateway? _gateway;

    private int Port => _host.Port;

    public async ValueTask InitializeAsync()
    {
        foreach (var program in (string[])["bwrap", "unshare", "nsenter", "bash"])
            if (!Programs.Has(program))
                Assert.Skip($"{program} is not installed.");
        _gateway = await _host.StartGatewayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is { } gateway) await gateway.DisposeAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task A_program_that_knows_proxies_reaches_an_allowed_host()
    {
        if (!Programs.Has("curl")) Assert.Skip("curl is not installed.");
        await using var network = await OpenAsync();
        Assert.Equal("hello", await RunAsync(network, $"curl -s http://files.example:{Port}/"));
        Assert.Equal("hello", await RunAsync(network, $"curl -s --proxytunnel http://files.example:{Port}/"));
        Assert.Equal(
            "hello", await RunAsync(network, $"curl -s --proxy socks5h://127.0.0.1:3128 http://files.example:{Port}/"));
        Assert.Equal(
            "hello", await RunAsync(network, $"curl -s --proxy socks5://127.0.0.1:3128 http://files.example:{Port}/"));
    }

    [Fact]
    public async Task A_program_that_knows_no_proxy_reaches_an_allowed_host_by_its_name()
    {
        await using var network = await OpenAsync();
        Assert.Equal("hello", await RunAsync(network, Direct("files.example")));
        if (Programs.Has("node"))
            Assert.Equal("hello", await RunAsync(network, $$"""
                unset NODE_USE_ENV_PROXY
                node -e "require('http').get('http://files.example:{{Port}}/', r => r.pipe(process.stdout))"
                """));
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_is_refused_with_the_way_to_ask()
    {
        if (!Programs.Has("curl")) Assert.Skip("curl is not installed.");
        await using var network = await OpenAsync();
        var said = await RunAsync(network, $"curl -s http://other.test:{Port}/");
        Assert.Contains("egress_approval_required", said);
        Assert.Contains("agw approve apr_", said);
        Assert.Equal("", await RunAsync(network, Direct("elsewhere.test")));
        Assert.Equal(2, network.Refusals.Count);
    }

    /// <summary>The server of this test listens on the machine's loopback device, and so does much of a person's.</summary>
    [Fact]
    public async Task Nothing_of_the_machine_is_reached()
    {
        await using var network = await OpenAsync();
        Assert.Equal("", await RunAsync(network, Direct("127.0.0.1")));
        Assert.Equal("", await RunAsync(network, Direct("private.example")));
        Assert.Equal("address_refused", Assert.Single(network.Refusals).Code);
        Assert.Equal("lo", await RunAsync(network, "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '"));
    }

    [Fact]
    public async Task Servers_of_the_command_itself_work()
    {
        if (!Programs.Has("node")) Assert.Skip("node is not installed.");
        await using var network = await OpenAsync();
        Assert.Equal("own", await RunAsync(network, """
            node -e "
              const s = require('http').createServer((_, r) => r.end('own')).listen(0, '127.0.0.1', () =>
                require('http').get({ port: s.address().port, host: '127.0.0.1' },
                  r => r.pipe(process.stdout).on('close', () => 0) && r.on('end', () => s.close())));"
            """));
    }

    [Fact]
    public async Task A_command_has_no_rights_over_its_network()
    {
        await using var network = await OpenAsync();
        Assert.Equal("0000000000000000", await RunAsync(network, "awk '/CapEff/ { print $2 }' /proc/self/status"));
        Assert.Equal("", await RunAsync(network, "unshare --net true 2>/dev/null && echo made"));
    }

    [Fact]
    public async Task The_end_of_a_sandbox_ends_its_connections()
    {
        var network = await OpenAsync();
        using var held = Start(network, $"exec 3<>/dev/tcp/files.example/{Port}; echo hold >&3; cat <&3; echo over");
        Assert.Equal("held", await held.StandardOutput.ReadLineAsync(Limits.Soon()));
        await network.DisposeAsync();
        Assert.Equal("over", await held.StandardOutput.ReadLineAsync(Limits.Soon()));
        var used = Assert.Single(_gateway!.Runtime.Get<EgressJournal>().List("/shop", 9).Hosts);
        Assert.Equal($"files.example:{Port}", used.Host);
        Assert.Equal(1, used.Connections);
    }

    [Fact]
    public async Task Two_hundred_sandboxes_are_open_at_once_and_none_hears_another()
    {
        var networks = new List<EgressNetwork>();
        for (var n = 0; n < 200; n++) networks.Add(await OpenAsync());
        Assert.Equal(200, networks.Select(network => network.Prefix[2]).Distinct().Count());
        using var listening = Start(networks[0], "node -e \"require('net').createServer().listen(7000,"
            + " '127.0.0.1', () => console.log('ready'))\"");
        if (Programs.Has("node")) Assert.Equal("ready", await listening.StandardOutput.ReadLineAsync(Limits.Soon()));
        Assert.Equal("", await RunAsync(networks[1], "exec 3<>/dev/tcp/127.0.0.1/7000 && echo heard"));
        Assert.Equal("hello", await RunAsync(networks[^1], Direct("files.example")));
        listening.Kill(entireProcessTree: true);
        foreach (var network in networks) await network.DisposeAsync();
    }

    private async Task<EgressNetwork> OpenAsync()
    {
        var outcome = await _gateway!.Runtime.Get<EgressNetworks>().OpenAsync(
            new() { Agent = "svarog", Id = "run_1", What = "npm install", Workspace = "/shop" }, Gateway.Stop);
        if (outcome.IsRejected(out var refused, out var network)) Assert.Skip(refused.Message);
        return network;
    }

    private string Direct(string host) =>
        $"exec 3<>/dev/tcp/{host}/{Port} || exit 0; printf 'GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n' >&3; "
        + "tr -d '\\r' <&3 | sed '1,/^$/d'";

    private static async Task<string> RunAsync(EgressNetwork network, string script)
    {
        using var process = Start(network, script);
        var said = process.StandardError.ReadToEndAsync(Limits.Soon());
        var output = await process.StandardOutput.ReadToEndAsync(Limits.Soon());
        await said;
        return output.Trim();
    }

    private static Process Start(EgressNetwork network, string script)
    {
        string[] command =
        [
            .. network.Prefix, "bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--share-net",
            "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--ro-bind", "/", "/", "--dev", "/dev",
            "--proc", "/proc", "--tmpfs", "/sys", "--ro-bind", network.ResolverFile, "/etc/resolv.conf",
            "--", "bash", "-c", script,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in network.Environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
