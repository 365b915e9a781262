using System.Net;
using System.Net.Sockets;

namespace AgentGateway.Posix.Tests;

public sealed class TcpPeerTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1")]
    public async Task The_peer_of_a_connection_on_this_machine_is_found_with_its_processes(string listens, string calls)
    {
        using var listener = new TcpListener(IPAddress.Parse(listens), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new TcpClient(IPAddress.Parse(calls).AddressFamily);
        if (client.Client.AddressFamily == AddressFamily.InterNetworkV6) client.Client.DualMode = true;
        await client.ConnectAsync(IPAddress.Parse(calls), port, TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);

        var peer = TcpPeer.Find((IPEndPoint)accepted.LocalEndPoint!, (IPEndPoint)accepted.RemoteEndPoint!);

        Assert.Equal(ThisProcess.EffectiveUser, peer!.User);
        Assert.Contains(Environment.ProcessId, peer.Processes().Holders);
        Assert.Null(TcpPeer.Find(new(IPAddress.Loopback, 1), (IPEndPoint)accepted.RemoteEndPoint!));
    }

    [Fact]
    public void A_line_of_the_kernel_names_the_user_and_the_socket()
    {
        const string Line = "   1: 0100007F:D431 0100007F:1F90 01 00000000:00000000 02:00000A3B 00000000  1000        0 "
            + "4321 2 0000000000000000 20 4 30 10 -1";
        Assert.Equal(
            new(1000, 4321), TcpPeer.Parse(Line, new(IPAddress.Loopback, 8080), new(IPAddress.Loopback, 54321)));
        Assert.Null(TcpPeer.Parse(Line, new(IPAddress.Loopback, 54321), new(IPAddress.Loopback, 8080)));
        Assert.Null(TcpPeer.Parse("", new(IPAddress.Loopback, 8080), new(IPAddress.Loopback, 54321)));
    }
}
