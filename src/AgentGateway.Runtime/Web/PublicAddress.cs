using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace AgentGateway.Runtime.Web;

/// <summary>
/// Distinguishes addresses of the public internet from all others: this machine, its networks, and reserved addresses.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
                "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Of the addresses that are given out: tunnels, which lead to any address of the fourth version, and examples.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>
    /// The only addresses of the sixth version that are given out for the public internet (RFC 4291, section 2.4). All
    /// others have a meaning within some network, or will get one that is not known yet.
    /// </summary>
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    /// <summary>
    /// Addresses of the fourth version, by way of a translator (RFC 6052). In its like for local use, 64:ff9b:1::/48,
    /// the other address may stand anywhere, so those are not public.
    /// </summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return Is(address.MapToIPv4());
        if (Translated.Contains(address))
        {
            Span<byte> bytes = stackalloc byte[16];
            address.TryWriteBytes(bytes, out _);
            return Is(new IPAddress(BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..])));
        }

        return (address.AddressFamily != AddressFamily.InterNetworkV6
                || (address.ScopeId == 0 && GivenOut.Contains(address)))
            && !Reserved.Any(
                network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }
}
