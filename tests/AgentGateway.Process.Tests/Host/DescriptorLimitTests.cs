using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Sessions;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Host;

/// <summary>More connections than the daemon may have descriptors leave it and its sessions unharmed.</summary>
public sealed class DescriptorLimitTests
{
    private const int Descriptors = 1_024;
    private const int Silent = 1_340;

    /// <summary>
    /// After so many the daemon is asked something, so that it has taken all that came before, and no queue of the kernel
    /// fills however busy the machine is.
    /// </summary>
    private const int AtOnce = 64;

    [Fact]
    public async Task More_silent_connections_than_descriptors_leave_the_daemon_and_its_sessions_unharmed()
    {
        NeedDescriptors(Silent);
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartLimitedAsync(folder["data"], Descriptors);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioModern);
        var beside = await client.StartShellAsync();
        var socket = new UnixDomainSocketEndPoint(await SocketPathAsync(daemon));
        var web = new IPEndPoint(IPAddress.Loopback, daemon.Url.Port);
        var silent = new List<Socket>();
        try
        {
            while (silent.Count < Silent)
            {
                silent.Add(await ConnectAsync(new(SocketType.Stream, ProtocolType.Tcp), web));
                silent.Add(await ConnectAsync(new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), socket));
                if (silent.Count % AtOnce == 0) await AnswersAsync(daemon);
            }

            await AnswersAsync(daemon);
            Assert.InRange(OpenDescriptors(daemon), 1, Descriptors - 1);
            await client.TypeAsync(beside, "echo un''harmed");
            await client.SeeAsync(beside, "unharmed");
            var another = await client.StartShellAsync();
            await client.CallAsync("session_remove", new { session_id = another });
        }
        finally
        {
            foreach (var connection in silent) connection.Dispose();
        }

        await Eventually.TrueAsync(() => OpenDescriptors(daemon) < Descriptors / 2);
        await AnswersAsync(daemon);
        (await Agw.RunAsync("status", "--data", daemon.Data)).Succeeded();
        await client.TypeAsync(beside, "echo still the''re");
        await client.SeeAsync(beside, "still there");
    }

    /// <summary>Skips the test where this process may not open so many more.</summary>
    private static void NeedDescriptors(int count)
    {
        const string Name = "Max open files";
        var limit = File.ReadLines("/proc/self/limits").First(line => line.StartsWith(Name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        // Other tests run in this process, too.
        var needed = OpenDescriptors(Environment.ProcessId) + count + Descriptors;
        if (int.TryParse(limit, out var most) && most < needed)
            Assert.Skip($"This process may open {most} descriptors, and the test needs {needed}.");
    }

    /// <summary>Whether HTTP and the socket find room for one more, and answer.</summary>
    private static async Task AnswersAsync(Daemon daemon)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(daemon.Url, "/health"), Limits.Soon());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var control = await ControlSocket.ConnectAsync(daemon);
        Assert.Equal("unknown_call", await control.RefusalAsync("none", new { }));
    }

    private static async Task<Socket> ConnectAsync(Socket connection, EndPoint end)
    {
        await connection.ConnectAsync(end, Limits.Soon());
        return connection;
    }

    private static async Task<string> SocketPathAsync(Daemon daemon) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(daemon.Data, "daemon.json"), Limits.Soon()))!["socket"]
            .String()!;

    private static int OpenDescriptors(Daemon daemon) => OpenDescriptors(daemon.Pid);

    private static int OpenDescriptors(int processId) =>
        Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Count();
}
