using System.Net.Sockets;
using System.Runtime.InteropServices;
using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// The process of our private tmux server, which is a daemon of its own. The kernel tells which process listens on the
/// socket, so that what runs in any of its panes is known to descend from it, sessions or not.
/// </summary>
/// <param name="socketPath">Of the server; empty for none.</param>
public sealed class TmuxServerProcess(string socketPath)
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    private volatile ChildIdentity? _last;

    /// <summary>The server that runs now; null while none does.</summary>
    public ChildIdentity? Current
    {
        get
        {
            if (_last is { } last && ProcessRow.Read(last.ProcessId) is { IsZombie: false } row
                && row.StartTicks == last.StartTicks) return last;
            return _last = Listener() is { } id ? ChildIdentity.Of(id, null) : null;
        }
    }

    private int? Listener()
    {
        if (socketPath.Length == 0 || !File.Exists(socketPath)) return null;
        try
        {
            // A server that accepts nothing for now would hold up a connection that waits.
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Blocking = false;
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            Span<byte> credentials = stackalloc byte[12];
            socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            return MemoryMarshal.Read<int>(credentials);
        }
        catch (SocketException)
        {
            // Left by a server that was killed.
            return null;
        }
    }
}
