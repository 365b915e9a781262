namespace AgentGateway.Gateways.Slack;

/// <summary>Where a connection calls and with what, as the settings were when it was made.</summary>
internal sealed record SlackEndpoint
{
    public required Uri ApiBase { get; init; }

    public required string BotToken { get; init; }

    public string? AppToken { get; init; }

    public string? SigningSecret { get; init; }

    public bool IsHttp { get; init; }

    /// <summary>The base with a slash at its end, for the method's name; null where it is no web address.</summary>
    public static Uri? BaseOf(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : null;

    /// <summary>
    /// Whether an address that came from Slack is Slack's own, so that a token and content may go there: the server of
    /// the API itself, or an encrypted address below its name or below <c>slack.com</c>.
    /// </summary>
    public bool Owns(Uri address)
    {
        if (address.Scheme == ApiBase.Scheme && address.Host == ApiBase.Host && address.Port == ApiBase.Port)
            return address.UserInfo.Length == 0;
        return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.UserInfo.Length == 0
            && (IsBelow(address, "slack.com")
                || (ApiBase.HostNameType == UriHostNameType.Dns && IsBelow(address, ApiBase.Host)));
    }

    private static bool IsBelow(Uri address, string host) =>
        address.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
        || address.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase);
}
