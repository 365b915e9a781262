using System.Text.Json;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>Reads accounts of people and bots.</summary>
internal static class DiscordPeople
{
    /// <summary>The author of a message; null where it cannot be told.</summary>
    public static ChatPerson? AuthorOf(JsonElement message) =>
        message.Object("author") is { } author
            ? Person(author, message.Object("member"), isWebhook: message.Member("webhook_id") is not null)
            : null;

    /// <summary>The account that used a command or a button; null where it cannot be told.</summary>
    public static ChatPerson? UserOf(JsonElement interaction)
    {
        var member = interaction.Object("member");
        return (member?.Object("user") ?? interaction.Object("user")) is { } user
            ? Person(user, member, isWebhook: false)
            : null;
    }

    /// <summary>What Discord shows: the name in the guild, else the display name, else the user name.</summary>
    public static string NameOf(JsonElement user, JsonElement? member) =>
        member?.Text("nick") ?? user.Text("global_name") ?? user.Text("username") ?? user.Id("id") ?? "";

    private static ChatPerson? Person(JsonElement user, JsonElement? member, bool isWebhook) =>
        user.Id("id") is { } id
            ? new(id, NameOf(user, member), user.IsTrue("bot") || user.IsTrue("system") || isWebhook)
            : null;
}
