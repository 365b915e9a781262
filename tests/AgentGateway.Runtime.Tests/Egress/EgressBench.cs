using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Web;

namespace AgentGateway.Runtime.Tests.Egress;

/// <summary>
/// A gateway whose sandboxes are this process: their sockets listen on its loopback device. Every name leads to one
/// server, which says what it was asked.
/// </summary>
internal sealed class EgressBench : IAsyncDisposable
{
    private readonly TcpListener _server;
    private readonly Gateway _gateway;
    private readonly IAsyncEnumerator<RequestChange> _changes;

    private EgressBench(Gateway gateway, TcpListener server, FakeClock clock)
    {
        (_gateway, _server, Clock) = (gateway, server, clock);
        _changes = gateway.Runtime.Approvals.ChangesAsync(Gateway.Stop).GetAsyncEnumerator(Gateway.Stop);
        NextChange = _changes.MoveNextAsync().AsTask();
    }

    public FakeClock Clock { get; }

    public int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    public IJournal Journal => _gateway.Store.Journal;

    public GatewayRuntime Runtime => _gateway.Runtime;

    /// <summary>The addresses of the names, in the order in which they are looked up; the last one stays.</summary>
    public Queue<IPAddress[]> Resolved { get; } = new([[IPAddress.Loopback]]);

    private Task<bool> NextChange { get; set; }

    private CancellationToken Stop { get; } = Gateway.Stop;

    public static async Task<EgressBench> StartAsync(EgressOptions? options = null)
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var clock = new FakeClock();
        options ??= new();
        options.Ports = [((IPEndPoint)server.LocalEndpoint).Port];
        var bench = (EgressBench?)null;
        var gateway = await Gateway.StartWithAsync(new()
        {
            Time = clock,
            Options = new()
            {
                Settings = RuntimeOptions.SettingsOf(
                    options, new SandboxOptions { Hosts = [$"*.example:{options.Ports[0]}"] }),
            },
            Modules = [new Replacements(() => bench!.Resolved)],
        });
        return bench = new(gateway, server, clock);
    }

    public async Task<EgressNetwork> OpenAsync(
        string workspace = "/shop", string id = "run_1", string agent = "svarog") =>
        (await Runtime.Get<EgressNetworks>().OpenAsync(
            new() { Agent = agent, Id = id, What = "npm install", Workspace = workspace }, Gateway.Stop)).Value;

    /// <summary>Sends that to the proxy and reads until the end; the server's part of it is answered.</summary>
    public async Task<string> TalkAsync(EgressNetwork network, params byte[][] messages)
    {
        using var client = Connect(new Uri(network.Environment["HTTP_PROXY"]).Port);
        foreach (var message in messages) await client.SendAsync(message, Stop);
        client.Shutdown(SocketShutdown.Send);
        return await ReadAsync(client);
    }

    public Task<string> TunnelAsync(EgressNetwork network, string authority) =>
        TalkAsync(network, Encoding.ASCII.GetBytes($"CONNECT {authority} HTTP/1.1\r\n\r\nping"));

    /// <summary>The next approval that opens.</summary>
    public async Task<ApprovalView> AskedAsync()
    {
        while (await NextChange.WaitAsync(Limits.Signal))
        {
            NextChange = _changes.MoveNextAsync().AsTask();
            var list = (await Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value;
            if (list.Approvals is [var approval, ..]) return approval;
        }

        throw new InvalidOperationException("The changes have ended.");
    }

    public async Task<int> ApprovalsAsync() =>
        (await Runtime.Approvals.ListAsync(new(), Gateway.Stop)).Value.Approvals.Count;

    public async Task ResolveAsync(ApprovalView approval, string decision) => Assert.Null(
        (await Runtime.Approvals.ResolveAsync(Gateway.Operator, new(approval.Id, decision), Gateway.Stop)).Rejection);

    /// <summary>Serves one connection: answers with what it received.</summary>
    public async Task ServeAsync()
    {
        using var client = await _server.AcceptSocketAsync(Gateway.Stop);
        var buffer = new byte[4096];
        while (await client.ReceiveAsync(buffer, Gateway.Stop) is > 0 and var count)
            await client.SendAsync(buffer.AsMemory(0, count), Gateway.Stop);
        client.Shutdown(SocketShutdown.Send);
    }

    public static Socket Connect(int port, string address = "127.0.0.1")
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Parse(address), port);
        return client;
    }

    public static async Task<string> ReadAsync(Socket client)
    {
        var said = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await client.ReceiveAsync(buffer, Limits.Soon()) is > 0 and var count) said.Write(buffer, 0, count);
        }
        catch (SocketException)
        {
            said.Write("[reset]"u8);
        }

        return Encoding.Latin1.GetString(said.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _server.Dispose();
    }

    private sealed class Replacements(Func<Queue<IPAddress[]>> resolved) : IModule
    {
        public void Register(ModuleBuilder module) => module
            .Service<IEgressNamespaces>(static _ => new LoopbackNamespaces())
            .Service(_ => new PublicDialer(
                address => IPAddress.IsLoopback(address) || PublicAddress.Is(address),
                (_, _) => Task.FromResult(resolved().Count > 1 ? resolved().Dequeue() : resolved().Peek())));
    }

    /// <summary>The first is at the address of its first name.</summary>
    private sealed class LoopbackNamespaces : IEgressNamespaces
    {
        private int _count;

        public Rejection? Missing => null;

        public Task<Outcome<EgressNamespace>> OpenAsync(
            IReadOnlyList<ushort> ports, CancellationToken cancellationToken)
        {
            var names = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            names.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var address = $"127.64.0.{++_count}";
            return Task.FromResult<Outcome<EgressNamespace>>(new EgressNamespace(
                [], Listen("127.0.0.1", 0), names, Listen("127.0.0.1", 0),
                [.. ports.Select(port => Listen(address, port))]));
        }

        public Task<Outcome<EgressNamespace>> ReopenAsync(
            int process, IReadOnlyList<ushort> ports, CancellationToken cancellationToken) =>
            OpenAsync(ports, cancellationToken);

        private static Socket Listen(string address, int port)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
            socket.Listen();
            return socket;
        }
    }
}
