using AgentGateway.Runtime.Egress;

namespace AgentGateway.Runtime.Tests.Egress;

/// <summary>Hosts that are not allowed yet.</summary>
public sealed class EgressApprovalTests
{
    [Fact]
    public async Task A_connection_waits_for_a_person_and_goes_on_with_the_answer()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        var host = $"other.test:{bench.Port}";
        var served = bench.ServeAsync();
        var said = bench.TunnelAsync(network, host);
        var approval = await bench.AskedAsync();
        Assert.Equal(
            ("egress_connect", $"`npm install` wants {host}", "R2", "svarog"),
            (approval.Tool, approval.Summary, approval.Risk, approval.Agent));
        await bench.ResolveAsync(approval, "once");
        Assert.EndsWith("ping", await said);
        await served;

        served = bench.ServeAsync();
        Assert.EndsWith("ping", await bench.TunnelAsync(network, host));
        await served;
        Assert.Equal(1, await bench.ApprovalsAsync());
    }

    [Fact]
    public async Task Connections_to_one_host_share_one_question()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        await using var other = await bench.OpenAsync(id: "run_2");
        var first = bench.TunnelAsync(network, $"other.test:{bench.Port}");
        var approval = await bench.AskedAsync();
        var second = bench.TunnelAsync(network, $"OTHER.test.:{bench.Port}");
        await bench.ResolveAsync(approval, "deny");
        Assert.Contains("egress_denied", await first);
        Assert.Contains("egress_denied", await second);
        Assert.Equal(1, await bench.ApprovalsAsync());
    }

    [Fact]
    public async Task A_connection_that_has_waited_is_refused_and_a_later_answer_counts_for_the_next()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        var host = $"other.test:{bench.Port}";
        var said = bench.TunnelAsync(network, host);
        var approval = await bench.AskedAsync();
        await bench.Clock.ArmedAsync(TimeSpan.FromSeconds(60));
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.StartsWith("HTTP/1.1 403 egress_approval_required\r\n", await said);
        Assert.Contains($"agw approve {approval.Id}", await said);
        Assert.Equal(approval.Id, Assert.Single(network.Refusals).ApprovalId);

        await bench.ResolveAsync(approval, "once");
        var served = bench.ServeAsync();
        Assert.EndsWith("ping", await bench.TunnelAsync(network, host));
        await served;
        Assert.Equal(1, await bench.ApprovalsAsync());
    }

    [Fact]
    public async Task A_command_that_ends_while_it_waits_is_told_for_which_host()
    {
        await using var bench = await EgressBench.StartAsync();
        var network = await bench.OpenAsync();
        var said = bench.TunnelAsync(network, "other.test:443");
        await bench.AskedAsync();
        await network.DisposeAsync();
        await said;
        var refused = Assert.Single(bench.Runtime.Get<EgressNetworks>().RefusalsOf("run_1", since: 0));
        Assert.Equal("egress_approval_required", refused.Code);
        Assert.Contains("`npm install` wants other.test:443", refused.Message);
    }

    [Fact]
    public async Task What_is_allowed_for_always_is_allowed_in_that_workspace_to_every_agent()
    {
        await using var bench = await EgressBench.StartAsync();
        var host = $"other.test:{bench.Port}";
        await using (var network = await bench.OpenAsync())
        {
            var said = bench.TunnelAsync(network, host);
            await bench.ResolveAsync(await bench.AskedAsync(), "always");
            var served = bench.ServeAsync();
            Assert.EndsWith("ping", await said);
            await served;
        }

        await using (var again = await bench.OpenAsync(id: "run_2", agent: "weles"))
        {
            var served = bench.ServeAsync();
            Assert.EndsWith("ping", await bench.TunnelAsync(again, host));
            await served;
            Assert.Equal(1, await bench.ApprovalsAsync());
        }

        await using var elsewhere = await bench.OpenAsync("/elsewhere", "run_3");
        var asked = bench.TunnelAsync(elsewhere, host);
        await bench.ResolveAsync(await bench.AskedAsync(), "deny");
        Assert.Contains("egress_denied", await asked);
    }

    [Fact]
    public async Task A_person_is_asked_about_so_many_hosts_of_one_sandbox()
    {
        await using var bench = await EgressBench.StartAsync(new() { AskedHostsMax = 1 });
        await using var network = await bench.OpenAsync();
        var first = bench.TunnelAsync(network, "one.test:443");
        var approval = await bench.AskedAsync();
        Assert.Contains("egress_too_many_hosts", await bench.TunnelAsync(network, "two.test:443"));
        await bench.ResolveAsync(approval, "deny");
        Assert.Contains("egress_denied", await first);
    }

    [Fact]
    public async Task What_a_sandbox_reached_is_known_after_a_restart()
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite });
        var run = new EgressRun { Agent = "svarog", Id = "run_1", What = "npm install", Workspace = "/shop" };
        await gateway.Runtime.Get<EgressJournal>().RecordAsync(run, new Dictionary<string, Domain.Egress.EgressCount>
        {
            ["files.example:443"] = new(2, 0, 10, 20),
        });
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var used = Assert.Single(gateway.Runtime.Get<EgressJournal>().List("/shop", 9).Hosts);
        Assert.Equal(("/shop", "files.example:443", 20), (used.Workspace, used.Host, used.BytesIn));
    }
}
