using System.Security.Cryptography;
using System.Text;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord;

/// <summary>Discord as a chat platform.</summary>
public sealed class DiscordPlatform : IChatPlatform
{
    private const string Variable = "DISCORD_BOT_TOKEN";

    private readonly DiscordOptions _options;
    private readonly TimeProvider _time;

    internal DiscordPlatform(DiscordOptions options, TimeProvider time) => (_options, _time) = (options, time);

    public string Name => "discord";

    public string Title => "Discord";

    public ChatSetup Setup => DiscordSetup.Create(Variable);

    public ChatSettings Read(Func<string?, string, string?> resolve)
    {
        var token = Token(resolve);
        return new()
        {
            IsEnabled = _options.Enabled ?? token is not null,
            ConnectionDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                string.Join('\n', token, _options.ApiBase, _options.ApplicationId)))),
            Missing = token is null
                ? $"Gateways:Discord:Token is not set, and neither is {Variable}."
                : ApiBase() is null ? "Gateways:Discord:ApiBase is no http or https address." : null,
            DefaultAgent = _options.DefaultAgent,
            Workspace = _options.Workspace,
            People = [.. _options.AllowUsers ?? []],
            Approvers = [.. _options.Approvers ?? []],
            AllowsGroup = Allows,
        };
    }

    public IChatConnection Connect(Func<string?, string, string?> resolve, IChatHost host) => new DiscordConnection(
        _options, ApiBase() ?? throw Missing("ApiBase"), Token(resolve) ?? throw Missing("Token"), host, _time,
        Allows);

    /// <summary>Guild and channel must both be allowed; without a list of channels all of the guild are.</summary>
    private bool Allows(ChatLocation place) =>
        place.Guild is { } guild
        && _options.AllowGuilds?.Contains(guild) is true
        && (_options.AllowChannels is null or [] || _options.AllowChannels.Contains(place.Channel));

    private string? Token(Func<string?, string, string?> resolve) =>
        resolve(_options.Token, Variable)?.Trim() is { Length: > 0 } token ? token : null;

    private Uri? ApiBase()
    {
        var text = _options.ApiBase is { Length: > 0 } set ? set : "https://discord.com/api/v10";
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : null;
    }

    private static ChatException Missing(string setting) =>
        new(ChatFaultKind.Misconfigured, $"Gateways:Discord:{setting} is not set.");
}
