namespace AgentGateway.Gateways.Discord.Api;

/// <summary>A call's method, its address below the base, and the bucket in which Discord counts it.</summary>
/// <param name="Name">The route without its ids, as limits are counted.</param>
/// <param name="Major">The id of the channel, guild or webhook for which they are counted; empty for none.</param>
internal sealed record DiscordRoute(HttpMethod Method, string Path, string Name, string Major = "")
{
    /// <summary>Answers to interactions do not count among the calls of a second.</summary>
    public bool IsGloballyLimited { get; init; } = true;

    public bool IsRead => Method == HttpMethod.Get;

    public static DiscordRoute Get(string path) => new(HttpMethod.Get, path, $"GET {path}");

    /// <param name="method">What is done to the channel.</param>
    /// <param name="below">The address below the channel, with its ids.</param>
    /// <param name="name">The same without its ids.</param>
    public static DiscordRoute Channel(HttpMethod method, string channel, string below, string name) => new(
        method, $"channels/{Escaped(channel)}{below}", $"{method} channels{name}", channel);

    /// <summary>An answer to an interaction; each interaction has limits of its own.</summary>
    public static DiscordRoute Interaction(HttpMethod method, string path, string name, string interaction) => new(
        method, path, $"{method} {name}", interaction) { IsGloballyLimited = false };

    public static string Escaped(string part) => Uri.EscapeDataString(part);
}
