using System.Net;
using AgentGateway.Posix;
using AgentGateway.Runtime.Principals;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>
/// Where the process at the other end of an HTTP connection stands. TCP does not name it, but where it runs on this
/// machine the kernel lists its socket, and /proc the processes that have that socket open.
/// </summary>
/// <param name="isInside">Whether a process is inside, or cannot be shown to be outside.</param>
internal sealed class HttpPeers(Func<int, bool> isInside)
{
    /// <summary>Looked for when a right depends on it; the connection must be open then.</summary>
    public CallerOrigin OriginOf(ConnectionInfo connection)
    {
        // Copied now: the connection's own object is used again for the next one.
        var own = new IPEndPoint(connection.LocalIpAddress ?? IPAddress.None, connection.LocalPort);
        var peer = new IPEndPoint(connection.RemoteIpAddress ?? IPAddress.None, connection.RemotePort);
        return CallerOrigin.Of(() => IsInside(own, peer));
    }

    private bool IsInside(IPEndPoint own, IPEndPoint peer)
    {
        if (TcpPeer.Find(own, peer) is not { } socket)
            // On this machine it was there a moment ago, so nothing can be shown; else it is another machine.
            return IPAddress.IsLoopback(peer.Address) || peer.Address.Equals(own.Address);
        if (socket.User != ThisProcess.EffectiveUser) return false;
        var (holders, hidden) = socket.Processes();
        // A process may hide its descriptors; then all that do so have to be outside.
        var possible = holders.Count > 0 ? holders : hidden;
        return possible.Count == 0 || possible.Any(isInside);
    }
}
