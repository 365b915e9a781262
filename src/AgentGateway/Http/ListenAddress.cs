using System.Net;
using AgentGateway.Domain;
using AgentGateway.Settings;

namespace AgentGateway.Http;

/// <summary>
/// Where the daemon listens, read from a URL: an address of this machine rather than a name, so that nothing is
/// resolved.
/// </summary>
internal sealed record ListenAddress(IPEndPoint EndPoint, bool IsSecure)
{
    public bool IsLoopback => IPAddress.IsLoopback(EndPoint.Address);

    public string UrlOf(int port) => $"{(IsSecure ? "https" : "http")}://{new IPEndPoint(EndPoint.Address, port)}";

    /// <summary>
    /// Where programs of this machine reach the daemon: one that listens everywhere is reached at home.
    /// </summary>
    public static Uri ForThisMachine(string url)
    {
        var address = new UriBuilder(url);
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var host)
            && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any)))
            address.Host = host.Equals(IPAddress.Any) ? "127.0.0.1" : "[::1]";
        return address.Uri;
    }

    /// <summary>The address, or why the daemon must not listen there.</summary>
    public static Outcome<ListenAddress> Read(string url, bool allowRemote, TlsOptions tls)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.PathAndQuery != "/"
            || (uri.Host != "localhost" && !IPAddress.TryParse(uri.Host.Trim('[', ']'), out _)))
            return new Rejection("invalid_url", $"\"{url}\" is no address to listen on.",
                "Give http:// or https://, an IP address or localhost, and a port: http://127.0.0.1:7171, or port 0 "
                    + "for a free one.");
        var address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(uri.Host.Trim('[', ']'));
        var listen = new ListenAddress(new(address, uri.Port), uri.Scheme == "https");
        if (!listen.IsLoopback && !allowRemote)
            return new Rejection("remote_refused", $"{url} can be reached from other machines.",
                "Listen on 127.0.0.1, or add --allow-remote and serve https (settings Tls:CertificateFile and "
                    + "Tls:KeyFile).");
        if (!listen.IsLoopback && !listen.IsSecure)
            return new Rejection(
                "tls_required", $"{url} can be reached from other machines, and would carry the token in the clear.",
                "Use an https URL, with the settings Tls:CertificateFile and Tls:KeyFile.");
        if (listen.IsSecure && (string.IsNullOrEmpty(tls.CertificateFile) || string.IsNullOrEmpty(tls.KeyFile)))
            return new Rejection(
                "tls_required",
                $"{url} needs a certificate.",
                "Name PEM files in the settings Tls:CertificateFile and Tls:KeyFile.");
        return listen;
    }
}
