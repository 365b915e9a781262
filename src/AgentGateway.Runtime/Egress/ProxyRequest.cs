using System.Text;

namespace AgentGateway.Runtime.Egress;

/// <summary>What the first bytes of a connection to the proxy ask for.</summary>
/// <param name="Target">Where to.</param>
/// <param name="HeadBytes">How many of the bytes were the request; what follows is for the host.</param>
/// <param name="Forwarded">What the host is sent instead of them; null: the client waits for an answer first.</param>
internal sealed record ProxyRequest(EgressTarget Target, int HeadBytes, byte[]? Forwarded)
{
    private static readonly string[] OwnHeaders =
    [
        "host", "connection", "keep-alive", "proxy-connection", "proxy-authorization", "proxy-authenticate", "upgrade",
    ];

    /// <summary>
    /// Reads a request of HTTP/1.1 (RFC 9112): CONNECT, or any method with an absolute http address. Of the latter, the
    /// host is sent one request, with the name that was judged, and closes the connection after it, since the next
    /// request may be for another host.
    /// </summary>
    /// <param name="isWhole">False: more bytes are needed to tell.</param>
    /// <returns>Null: it is no such request, or not yet.</returns>
    public static ProxyRequest? Read(ReadOnlySpan<byte> bytes, out bool isWhole)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        isWhole = end >= 0;
        if (!isWhole) return null;
        var lines = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, var address, "HTTP/1.1" or "HTTP/1.0"]
            || !method.All(char.IsAsciiLetterUpper)
            || lines.Any(line => line.AsSpan().ContainsAny('\r', '\n', '\0')))
            return null;
        if (method == "CONNECT")
            return EgressTarget.ReadAuthority(address, standardPort: null) is { } tunnel
                ? new(tunnel, end + 4, null)
                : null;
        const string Scheme = "http://";
        if (!address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = address[Scheme.Length..];
        var slash = rest.AsSpan().IndexOfAny('/', '?', '#') is var at and >= 0 ? at : rest.Length;
        if (EgressTarget.ReadAuthority(rest[..slash], standardPort: 80) is not { } target) return null;
        var path = slash < rest.Length && rest[slash] == '/' ? rest[slash..] : "/" + rest[slash..];
        var head = new StringBuilder().Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: ")
            .Append(target.Port == 80 ? target.ToString()[..^3] : target.ToString()).Append("\r\n");
        foreach (var line in lines.Skip(1))
        {
            // A line that goes on the one before could hide a header from this reader and not from the host.
            if (line.IndexOf(':') is not (var colon and > 0) || !line.AsSpan(0, colon).IndexOfAny(" \t").Equals(-1))
                return null;
            if (!OwnHeaders.Contains(line[..colon].ToLowerInvariant())) head.Append(line).Append("\r\n");
        }

        return new(target, end + 4, Encoding.Latin1.GetBytes(head.Append("Connection: close\r\n\r\n").ToString()));
    }
}
