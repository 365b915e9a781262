using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary>Connections that say nothing shut no other out.</summary>
public sealed class SilentConnectionTests
{
    private const int Silent = 400;

    [Fact]
    public async Task The_command_line_finds_room_beside_silent_connections_to_the_socket()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        var about = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(daemon.Data, "daemon.json"), Limits.Soon()))!;
        var end = new UnixDomainSocketEndPoint(about["socket"].String()!);
        var sockets = new List<Socket>();
        try
        {
            for (var count = 0; count < Silent; count++)
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                sockets.Add(socket);
                await socket.ConnectAsync(end, Limits.Soon());
            }

            (await Agw.RunAsync("status", "--data", daemon.Data)).Succeeded();
            using var own = await ControlSocket.ConnectAsync(daemon);
            Assert.Equal("unknown_call", await own.RefusalAsync("none", new { }));
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    [Fact]
    public async Task A_client_with_a_token_finds_room_beside_silent_connections_over_http()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(
            Path.Combine(folder["data"], "appsettings.json"), """{"Http":{"ConnectionsMax":8}}""", Limits.Soon());
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        var silent = new List<TcpClient>();
        try
        {
            for (var count = 0; count < 40; count++)
            {
                var client = new TcpClient();
                silent.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, daemon.Url.Port, Limits.Soon());
            }

            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, daemon.Url);
            request.Headers.Authorization = new("Bearer", daemon.Token);
            using var answer = await http.SendAsync(request, Limits.Soon());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            foreach (var client in silent) client.Dispose();
        }
    }

    [Fact]
    public async Task A_hook_without_the_secret_is_refused_before_its_body_comes()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, daemon.Url.Port, Limits.Soon());
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                "POST /hooks/ses_01jd0000000000000000000000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Authorization: Bearer wrong\r\nContent-Length: 1000\r\n\r\n"),
            Limits.Soon());

        var buffer = new byte[64];
        var count = await stream.ReadAsync(buffer, Limits.Soon());

        Assert.StartsWith("HTTP/1.1 401 ", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
    }
}
