using System.Collections;
using System.Net;
using System.Net.Sockets;
using AgentGateway.Bridge;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Web;

namespace AgentGateway.Host.Tests.Egress;

/// <summary>
/// A server on this machine's loopback device, which is every host but <c>private.example</c> to the gateways that it
/// starts. Those allow <c>*.example</c> at its port. It answers <c>hello</c> to each request, and keeps a connection that
/// begins with <c>hold</c>.
/// </summary>
internal sealed class HostOfTheTest : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public HostOfTheTest()
    {
        _server.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    /// <param name="makesNetworks">False: the gateway has no program by which it could make one.</param>
    public Task<Gateway> StartGatewayAsync(bool makesNetworks = true) => Gateway.StartWithAsync(new()
    {
        Options = new()
        {
            Settings = RuntimeOptions.SettingsOf(
                new EgressOptions { Ports = [Port], WaitSeconds = 0.01 },
                new SandboxOptions { Hosts = [$"*.example:{Port}"] }),
            Home = new(null, Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!)),
            OwnProgram = new(makesNetworks ? DaemonStarter.Program() : []),
        },
        Modules = [new NamesOfTheTest()],
    });

    public void Dispose() => _server.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _server.AcceptTcpClientAsync(Gateway.Stop);
            }
            catch (Exception failure) when (failure is SocketException
                or ObjectDisposedException
                or OperationCanceledException)
            {
                return;
            }

            _ = AnswerAsync(client);
        }
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var buffer = new byte[4096];
            var stream = client.GetStream();
            var count = await stream.ReadAsync(buffer);
            if (buffer.AsSpan(0, count).StartsWith("hold"u8))
            {
                await stream.WriteAsync("held\n"u8.ToArray());
                await stream.CopyToAsync(Stream.Null);
            }
            else if (count > 0)
            {
                await stream.WriteAsync(
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"u8.ToArray());
            }
        }
    }

    private sealed class NamesOfTheTest : IModule
    {
        public void Register(ModuleBuilder module) => module.Service(static _ => new PublicDialer(
            address => IPAddress.IsLoopback(address),
            (name, _) => Task.FromResult<IPAddress[]>(
                [name == "private.example" ? IPAddress.Parse("10.0.0.1") : IPAddress.Loopback])));
    }
}
