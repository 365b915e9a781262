using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Posix;
using AgentGateway.Runtime.Egress;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Egress;

/// <summary>
/// <c>agw sandbox-net</c>: what makes network namespaces for the daemon, which cannot: a process of several threads may
/// not enter a user namespace. The daemon starts it inside of one, with one end of a pair of sockets as standard input;
/// <see cref="NamespaceMessage"/> says what they tell each other. It makes each namespace, opens the listening sockets
/// in it, sends them to the daemon and keeps the namespace open until it is told to close it. Started inside of one that
/// outlived its daemon, it opens the sockets there again. It ends with the daemon, and no byte of a connection passes
/// through it.
/// </summary>
internal static class NamespaceProgram
{
    /// <returns>Null: these are other arguments.</returns>
    public static int? Run(string[] args)
    {
        if (args is not ["sandbox-net"]) return null;
        using var daemon = new SafeFileHandle(RawFile.StandardInput, ownsHandle: false);
        try
        {
            Serve(daemon);
            return 0;
        }
        catch (OsException failure)
        {
            RawFile.Write(RawFile.StandardError, Encoding.UTF8.GetBytes(failure.Message + "\n"));
            return 1;
        }
    }

    private static void Serve(SafeFileHandle daemon)
    {
        var kept = new Dictionary<int, SafeFileHandle>();
        var request = new byte[NamespaceMessage.BytesMax];
        while (DescriptorMessage.Receive(daemon, request) is { Length: > 0 and var length })
        {
            if (NamespaceMessage.ReadClose(request.AsSpan(0, length)) is { } number)
            {
                if (kept.Remove(number, out var ended)) ended.Dispose();
                continue;
            }

            try
            {
                if (!NamespaceMessage.IsListen(request.AsSpan(0, length))) Make();
                var (space, sockets) = Listen(NamespaceMessage.ReadPorts(request.AsSpan(0, length)));
                var name = (int)space.DangerousGetHandle();
                kept.Add(name, space);
                DescriptorMessage.Send(
                    daemon, NamespaceMessage.Made(name), [.. sockets.Select(socket => socket.SafeHandle)]);
                foreach (var socket in sockets) socket.Dispose();
            }
            catch (Exception failure) when (failure is OsException or SocketException)
            {
                DescriptorMessage.Send(daemon, NamespaceMessage.Failed(failure.Message));
            }
        }
    }

    /// <summary>
    /// The thread stays in the newest namespace until the next, which costs nothing and saves the way back.
    /// </summary>
    private static void Make()
    {
        NetworkNamespace.Make();
        try
        {
            // A later daemon opens the sockets again by a process that has no rights over the namespace.
            File.WriteAllText("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Some containers do not allow it: then a restart of the daemon ends the way out.
        }
    }

    /// <summary>The listening sockets, in the order that <see cref="NamespaceMessage"/> promises.</summary>
    private static (SafeFileHandle Space, List<Socket> Sockets) Listen(IReadOnlyList<ushort> ports)
    {
        var sockets = new List<Socket>();
        try
        {
            sockets.Add(Listen(IPAddress.Loopback, NamespaceMessage.ProxyPort));
            sockets.Add(Bind(SocketType.Dgram, ProtocolType.Udp, IPAddress.Loopback, NamespaceMessage.NamePort));
            sockets.Add(Listen(IPAddress.Loopback, NamespaceMessage.NamePort));
            foreach (var port in ports) sockets.Add(Listen(IPAddress.Any, port));
            return (NetworkNamespace.Current(), sockets);
        }
        catch
        {
            foreach (var socket in sockets) socket.Dispose();
            throw;
        }
    }

    private static Socket Listen(IPAddress address, int port)
    {
        const int Backlog = 128;
        var socket = Bind(SocketType.Stream, ProtocolType.Tcp, address, port);
        socket.Listen(Backlog);
        return socket;
    }

    private static Socket Bind(SocketType type, ProtocolType protocol, IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
