using System.Net;
using System.Net.Sockets;

namespace AgentGateway.Runtime.Web;

/// <summary>
/// Connects to hosts of the public internet. A name is resolved once, every address of it is checked, and the
/// connection goes to one that was checked, so that no second answer of a name server leads elsewhere.
/// </summary>
public sealed class PublicDialer
{
    private readonly Func<IPAddress, bool> _isAllowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    public PublicDialer()
        : this(PublicAddress.Is, static (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken))
    {
    }

    /// <param name="isAllowed">Which addresses may be connected to.</param>
    /// <param name="resolve">The addresses of a name.</param>
    public PublicDialer(
        Func<IPAddress, bool> isAllowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve) =>
        (_isAllowed, _resolve) = (isAllowed, resolve);

    /// <summary>
    /// Whether a host can be public as far as its text tells. What cannot is refused before a person is asked about it.
    /// </summary>
    public bool MayBePublic(string host) => IPAddress.TryParse(host, out var literal)
        ? _isAllowed(literal)
        : !("." + host.TrimEnd('.')).EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <param name="host">A name or an address.</param>
    /// <returns>A connected socket, the caller's.</returns>
    /// <exception cref="AddressRefusedException">It is not public. No connection was tried.</exception>
    /// <exception cref="SocketException">There is no such name, or it cannot be reached.</exception>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);

        // One address that is not public is enough to refuse the name: a name that mixes both kinds is probably an
        // attack.
        if (addresses.Length == 0 || !addresses.All(_isAllowed)) throw new AddressRefusedException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
