using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGateway.Gateways.Discord.Api;

namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>Makes what people typed readable: names in place of ids, and without the bot's own mention.</summary>
internal static partial class DiscordText
{
    public static bool Mentions(string text, string account) =>
        Mention().Matches(text).Any(match => match.Groups["id"].Value == account);

    /// <param name="message">Whose <c>mentions</c> tell the names.</param>
    public static string Read(string text, JsonElement message, string account, DiscordDirectory directory)
    {
        var names = message.Items("mentions")
            .Where(person => person.Id("id") is not null)
            .GroupBy(person => person.Id("id")!)
            .ToDictionary(same => same.Key, same => DiscordPeople.NameOf(same.First(), same.First().Object("member")));
        var own = OwnAtStart().Match(text);
        if (own.Success && own.Groups["id"].Value == account) text = text[own.Length..];
        text = Mention().Replace(text, match => match.Groups["id"].Value is var id && id == account
            ? ""
            : names.TryGetValue(id, out var name) ? $"@{name}{match.Groups["space"].Value}" : match.Value);
        text = Channel().Replace(
            text, match => directory.Find(match.Groups["id"].Value)?.Name is { } name ? $"#{name}" : match.Value);
        return Emoji().Replace(text, match => $":{match.Groups["name"].Value}:").Trim();
    }

    [GeneratedRegex(@"<@!?(?<id>[0-9]{1,20})>(?<space>[ \t]?)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^\s*<@!?(?<id>[0-9]{1,20})>\s*[,:]?")]
    private static partial Regex OwnAtStart();

    [GeneratedRegex("<#(?<id>[0-9]{1,20})>")]
    private static partial Regex Channel();

    [GeneratedRegex("<a?:(?<name>[A-Za-z0-9_]{1,32}):[0-9]{1,20}>")]
    private static partial Regex Emoji();
}
