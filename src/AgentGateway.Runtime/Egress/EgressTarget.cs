using System.Globalization;
using System.Net;

namespace AgentGateway.Runtime.Egress;

/// <summary>A host and a port that a command wants to reach, in one spelling.</summary>
/// <param name="Host">A name in small letters without a final dot, or an address as the system writes it.</param>
public readonly record struct EgressTarget(string Host, int Port)
{
    private const int NameCharactersMax = 253;
    private const int LabelCharactersMax = 63;

    /// <summary>
    /// Null for what is neither a name nor an address. An address in an old or long form (0x7f.1, ::ffff:127.0.0.1)
    /// is that address.
    /// </summary>
    public static EgressTarget? Read(string host, int port)
    {
        if (port is < 1 or > ushort.MaxValue) return null;
        var plain = host is ['[', .. var inner, ']'] ? inner : host;
        if (plain.Length is 0 or > NameCharactersMax + 1) return null;
        if (IPAddress.TryParse(plain, out var address))
            return new((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString(), port);
        var name = (plain[^1] == '.' ? plain[..^1] : plain).ToLowerInvariant();
        return name.Length <= NameCharactersMax && name.Split('.').All(IsLabel) ? new(name, port) : null;
    }

    /// <summary><c>host:port</c>, or <c>[address]:port</c>; without a port, that one. Null for anything else.</summary>
    public static EgressTarget? ReadAuthority(string authority, int? standardPort)
    {
        var colon = authority.LastIndexOf(':');
        if (colon < 0 || authority.EndsWith(']') || (authority.IndexOf(':') != colon && !authority.StartsWith('[')))
            return standardPort is { } standard ? Read(authority, standard) : null;
        return int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? Read(authority[..colon], port)
            : null;
    }

    /// <summary>As people read it, and as it is written into requests.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LabelCharactersMax
        && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
