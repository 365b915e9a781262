using AgentGateway.Domain.Policy;
using AgentGateway.Gateways.Discord;
using AgentGateway.Gateways.Slack;
using AgentGateway.Gateways.Telegram;
using AgentGateway.Gateways.Tests.Core;
using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>A gateway on servers that speak the platforms' own protocols, with one person who may chat.</summary>
internal static class PlatformGateway
{
    public static TelegramPerson Alice { get; } = new(42, "Alice");

    public static DiscordPerson Bob { get; } = new("7", "Bob");

    /// <summary>The id of the person on Slack.</summary>
    public const string Carol = "U1";

    public static TelegramOptions Of(TelegramServer server) => new()
    {
        Token = TelegramServer.Token, ApiRoot = server.Root, Allow = [$"{Alice.Id}"],
    };

    public static DiscordOptions Of(DiscordServer server) => new()
    {
        Token = DiscordServer.Token, ApiBase = server.ApiBase, AllowUsers = [Bob.Id],
    };

    public static SlackOptions Of(SlackServer server) => new()
    {
        BotToken = SlackServer.BotToken,
        AppToken = SlackServer.AppToken,
        ApiBase = server.ApiBase,
        AllowUsers = [Carol],
    };

    /// <summary>A gateway with these settings of a platform, whose agent does what the script says.</summary>
    /// <param name="look">What the tool <c>look</c> does; null for nothing.</param>
    public static async Task<Gateway> StartAsync(
        object options,
        Func<ITurn, CancellationToken, Task<TurnResult>> script,
        Func<CancellationToken, Task>? look = null)
    {
        var platforms = ChatGateway.Setup(new TelegramModule(), new DiscordModule(), new SlackModule());
        var gateway = await Gateway.StartWithAsync(platforms with
        {
            Options = new() { Settings = RuntimeOptions.SettingsOf(options) },
            Prepare = prepared =>
            {
                var tool = new CountedTool { Doing = look ?? (_ => Task.CompletedTask) };
                prepared.Runtime.Tools.Publish("test", [tool.Tool("look", RiskClass.R0, repeatable: true)]);
                prepared.Driver.Script("svarog", script);
            },
        });
        var name = options switch
        {
            TelegramOptions => "telegram",
            DiscordOptions => "discord",
            _ => "slack",
        };
        await ChatGateway.ConnectedAsync(gateway, name);
        return gateway;
    }
}
