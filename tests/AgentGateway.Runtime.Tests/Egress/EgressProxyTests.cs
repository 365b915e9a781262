using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Egress;

/// <summary>What passes the proxy of a sandbox, over real sockets.</summary>
public sealed class EgressProxyTests
{
    [Fact]
    public async Task A_tunnel_carries_bytes_both_ways_and_they_are_counted()
    {
        await using var bench = await EgressBench.StartAsync();
        var network = await bench.OpenAsync();
        var served = bench.ServeAsync();
        Assert.EndsWith("\r\n\r\nping", await bench.TunnelAsync(network, $"files.example:{bench.Port}"));
        await served;
        await network.DisposeAsync();
        Assert.Equal(
            new EgressHostView("/shop", $"files.example:{bench.Port}", 1, 0, 4, 4, bench.Clock.GetUtcNow()),
            Assert.Single(bench.Runtime.Get<EgressJournal>().List(null, 9).Hosts));
    }

    [Fact]
    public async Task A_running_sandbox_is_journaled_as_often_as_the_settings_say()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        bench.Resolved.Enqueue([IPAddress.Parse("10.0.0.1")]);
        bench.Resolved.Dequeue();
        await bench.TunnelAsync(network, $"files.example:{bench.Port}");
        var position = bench.Journal.LastPosition;
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        await bench.Journal.WaitPastAsync(position, Limits.Soon());
        var used = Assert.Single(bench.Runtime.Get<EgressJournal>().List("/shop", 9).Hosts);
        Assert.Equal((0, 1), (used.Connections, used.Refused));
        Assert.Empty(bench.Runtime.Get<EgressJournal>().List("/elsewhere", 9).Hosts);
    }

    [Fact]
    public async Task A_request_with_an_address_is_passed_on()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        var served = bench.ServeAsync();
        Assert.Equal(
            $"POST /x HTTP/1.1\r\nHost: files.example:{bench.Port}\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody",
            await bench.TalkAsync(
                network,
                Encoding.ASCII.GetBytes($"POST http://files.example:{bench.Port}/x HTTP/1.1\r\nContent-Le"),
                "ngth: 4\r\n\r\nbody"u8.ToArray()));
        await served;
    }

    [Fact]
    public async Task A_program_that_speaks_socks_is_understood()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        var served = bench.ServeAsync();
        var name = "files.example"u8.ToArray();
        byte[] port = [(byte)(bench.Port >> 8), (byte)bench.Port];
        var said = await bench.TalkAsync(
            network, [5, 2, 2], [0], [5, 1, 0, 3, (byte)name.Length, .. name], [.. port, .. "ping"u8]);
        Assert.Equal("\u0005\0" + "\u0005\0\0\u0001\0\0\0\0\0\0" + "ping", said);
        await served;
    }

    [Theory]
    [InlineData(new byte[] { 5, 1, 2 }, "\u0005\u00FF")]
    [InlineData(new byte[] { 5, 1, 0, 5, 2, 0, 1, 127, 0, 0, 1, 0, 80 }, "\u0005\0\u0005\u0007")]
    [InlineData(new byte[] { 5, 1, 0, 5, 1, 0, 9, 1 }, "\u0005\0\u0005\u0008")]
    [InlineData(new byte[] { 5 }, "")]
    [InlineData(new byte[] { 5, 9, 0 }, "")]
    [InlineData(new byte[] { 0 }, "HTTP/1.1 400 egress_request_invalid")]
    [InlineData(new byte[0], "")]
    public async Task What_is_no_request_is_answered_and_ended(byte[] message, string answer)
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        Assert.StartsWith(answer, await bench.TalkAsync(network, message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_too_long_is_refused()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        Assert.Contains(
            "egress_request_invalid",
            await bench.TalkAsync(network, Encoding.ASCII.GetBytes("GET http://files.example/" + new string('a', 20_000))));
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_ended_when_its_time_is_over()
    {
        await using var bench = await EgressBench.StartAsync(new() { RequestSeconds = 7 });
        await using var network = await bench.OpenAsync();
        using var client = EgressBench.Connect(new Uri(network.Environment["HTTP_PROXY"]).Port);
        await bench.Clock.ArmedAsync(TimeSpan.FromSeconds(7));
        bench.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal("[reset]", await EgressBench.ReadAsync(client));
    }

    [Fact]
    public async Task A_connection_that_carries_nothing_is_ended_when_its_time_is_over()
    {
        await using var bench = await EgressBench.StartAsync(new() { IdleMinutes = 3 });
        await using var network = await bench.OpenAsync();
        var served = bench.ServeAsync();
        using var client = EgressBench.Connect(new Uri(network.Environment["HTTP_PROXY"]).Port);
        await client.SendAsync(Encoding.ASCII.GetBytes($"CONNECT files.example:{bench.Port} HTTP/1.1\r\n\r\n"), Gateway.Stop);
        await bench.Clock.ArmedAsync(TimeSpan.FromMinutes(3));
        bench.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.EndsWith("[reset]", await EgressBench.ReadAsync(client), StringComparison.Ordinal);
        await Assert.ThrowsAsync<SocketException>(() => served.WaitAsync(Limits.Signal));
    }

    [Fact]
    public async Task A_program_that_knows_no_proxy_is_known_by_the_address_that_it_was_given()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        var served = bench.ServeAsync();
        Assert.Equal("127.64.0.1", network.Names.AddressOf("files.example")!.ToString());
        using var client = EgressBench.Connect(bench.Port, "127.64.0.1");
        await client.SendAsync("ping"u8.ToArray(), Gateway.Stop);
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("ping", await EgressBench.ReadAsync(client));
        await served;
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1")]
    public async Task An_allowed_name_of_a_private_address_is_not_connected_to(string address)
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        bench.Resolved.Enqueue([IPAddress.Parse(address)]);
        bench.Resolved.Dequeue();
        Assert.Contains("address_refused", await bench.TunnelAsync(network, $"files.example:{bench.Port}"));
        Assert.Equal("address_refused", Assert.Single(network.Refusals).Code);
    }

    /// <summary>A person is not asked for what would be refused in any case.</summary>
    [Theory]
    [InlineData("10.0.0.1:80")]
    [InlineData("[::ffff:169.254.169.254]:80")]
    [InlineData("0xa.1:80")]
    [InlineData("db.localhost:80")]
    public async Task A_private_address_is_refused_without_a_request(string authority)
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        Assert.Contains("403 address_refused", await bench.TunnelAsync(network, authority));
        Assert.Equal(0, await bench.ApprovalsAsync());
    }

    /// <summary>The name is looked up once for a connection, and each look-up is judged by itself.</summary>
    [Fact]
    public async Task A_name_that_turns_private_is_refused_from_then_on()
    {
        await using var bench = await EgressBench.StartAsync();
        await using var network = await bench.OpenAsync();
        bench.Resolved.Enqueue([IPAddress.Parse("10.0.0.1")]);
        var served = bench.ServeAsync();
        Assert.EndsWith("ping", await bench.TunnelAsync(network, $"files.example:{bench.Port}"));
        await served;
        Assert.Contains("address_refused", await bench.TunnelAsync(network, $"files.example:{bench.Port}"));
    }

    [Fact]
    public async Task A_sandbox_has_so_many_connections_at_a_time()
    {
        await using var bench = await EgressBench.StartAsync(new() { ConnectionsMax = 1 });
        await using var network = await bench.OpenAsync();
        var port = new Uri(network.Environment["HTTP_PROXY"]).Port;
        using var first = EgressBench.Connect(port);
        await bench.Clock.ArmedAsync(TimeSpan.FromSeconds(30));
        using var second = EgressBench.Connect(port);
        Assert.Equal("[reset]", await EgressBench.ReadAsync(second));
    }

    [Fact]
    public async Task The_end_of_a_sandbox_ends_its_connections()
    {
        await using var bench = await EgressBench.StartAsync();
        var network = await bench.OpenAsync();
        using var client = EgressBench.Connect(new Uri(network.Environment["HTTP_PROXY"]).Port);
        await bench.Clock.ArmedAsync(TimeSpan.FromSeconds(30));
        await network.DisposeAsync();
        Assert.Equal("[reset]", await EgressBench.ReadAsync(client));
        await network.DisposeAsync();
    }

    [Fact]
    public async Task Any_bytes_end_in_an_answer_or_in_the_end_of_the_connection()
    {
        await using var bench = await EgressBench.StartAsync(new() { AskedHostsMax = 0 });
        await using var network = await bench.OpenAsync();
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (bytes.Length > 2 && round % 2 == 0) (bytes[0], bytes[1], bytes[2]) = (5, 1, 0);
            await bench.TalkAsync(network, bytes);
        }
    }
}
