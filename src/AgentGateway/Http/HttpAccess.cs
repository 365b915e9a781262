using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Settings;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>
/// Decides who may speak HTTP with the daemon. A web page that a browser was lured to is stopped by its Origin, one
/// that rebound a name to this machine by its Host, and every other program by the token.
/// </summary>
internal sealed class HttpAccess(string token, HttpOptions options, IPAddress bound)
{
    private const string Scheme = "Bearer ";

    private readonly HashSet<string> _hosts = new(
        ["localhost", "127.0.0.1", "[::1]", Name(bound), .. options.AllowedHosts], StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _origins = new(
        options.AllowedOrigins.Select(origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the request may not come in at all, or null.</summary>
    public Rejection? RefuseAddress(HttpRequest request)
    {
        if (!_hosts.Contains(request.Host.Host))
            return new(
                "host_refused",
                "The daemon is not addressed under that name.",
                "Use 127.0.0.1 or localhost, or list the name in Http:AllowedHosts.");
        var origins = request.Headers.Origin;
        if (origins.Count == 0) return null;
        var origin = origins.ToString();
        var own = $"{request.Scheme}://{request.Host.Value}";
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase) || _origins.Contains(origin)
            ? null
            : new(
                "origin_refused",
                "Web pages of that origin may not use the daemon.",
                "List the origin in Http:AllowedOrigins if they should.");
    }

    /// <summary>
    /// The principal of the token that the request shows; null for none. Takes as long for a token that is nearly right
    /// as for one that is not.
    /// </summary>
    /// <param name="find">Looks further tokens up; null while there are none to look up yet.</param>
    public Principal? PrincipalOf(HttpRequest request, Func<string, Principal?>? find)
    {
        if (Shown(request) is not { } shown) return null;
        return CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(shown.AsSpan()), MemoryMarshal.AsBytes(token.AsSpan()))
            ? Principal.Client
            : find?.Invoke(shown);
    }

    /// <summary>The secret that the request shows, or null.</summary>
    public static string? Shown(HttpRequest request)
    {
        var headers = request.Headers.Authorization;
        return headers.Count == 1 && headers[0] is { } header
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim(' ')
            : null;
    }

    public static Rejection Unknown { get; } = new(
        "unauthorized", "The request shows no valid token.",
            "Send \"Authorization: Bearer TOKEN\"; `agw token` prints the token.");

    private static string Name(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
