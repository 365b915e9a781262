using System.Net.Sockets;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// A network namespace and the sockets that listen in it. Disposing it closes the sockets; the namespace ends with the
/// last process in it.
/// </summary>
/// <param name="Prefix">What stands before a command that is to run in it; the command gets no right by it.</param>
/// <param name="Proxy">Listens for requests to the proxy.</param>
/// <param name="Names">The name server's socket, UDP.</param>
/// <param name="NameStreams">The same, TCP.</param>
/// <param name="Streams">Listen at the ports of programs that know no proxy.</param>
public sealed record EgressNamespace(
    IReadOnlyList<string> Prefix, Socket Proxy, Socket Names, Socket NameStreams, IReadOnlyList<Socket> Streams)
    : IDisposable
{
    /// <summary>Lets the namespace go.</summary>
    public Action Release { get; init; } = static () => { };

    public void Dispose()
    {
        foreach (var socket in (Socket[])[Proxy, Names, NameStreams, .. Streams]) socket.Dispose();
        Release();
    }
}
