using System.Text.Json;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>
/// Discord's JSON as events of the gateway. What is no concern of the gateway, and what cannot be read, is no event; a
/// reader never throws.
/// </summary>
internal sealed class DiscordReader(string account, DiscordDirectory directory)
{
    private const int TextMessage = 0;
    private const int ReplyMessage = 19;
    private const int Forward = 1;
    private const int VoiceFlag = 1 << 13;

    private readonly DiscordPlaces _places = new(account, directory);

    public InboundMessage? Message(JsonElement message, DiscordChannel channel)
    {
        if (message.Id("id") is not { } id || DiscordPeople.AuthorOf(message) is not { } author) return null;
        if (author.Id == account || message.Number("type") is not (TextMessage or ReplyMessage or null)) return null;
        var reference = message.Object("message_reference");
        var forwarded = reference?.Number("type") == Forward
            ? message.Items("message_snapshots").Select(snapshot => snapshot.Object("message")).FirstOrDefault()
            : null;
        var content = forwarded ?? message;
        var text = content.Text("content") ?? "";
        var addressing = forwarded is null ? AddressingOf(message, text, channel) : Unmentioned(channel);
        // At the top level of a channel a conversation begins when the bot is addressed; the rest is among others.
        if (addressing == Addressing.None && channel.Kind == DiscordChannelKind.Channel) return null;
        var files = FilesOf(content);
        var notUnderstood = NotUnderstood(content, files);
        var isVoice = IsVoice(content);
        return new(
            id, _places.AddressOf(channel, id), id, _places.PlaceOf(channel), author,
            DiscordText.Read(text, message, account, directory))
        {
            Addressing = addressing,
            ReplyTo = forwarded is null ? reference?.Id("message_id") : null,
            IsForwarded = forwarded is not null,
            Files = isVoice ? [] : files,
            NotUnderstood = notUnderstood,
        };
    }

    /// <summary>An edit by its author; other changes of a message, such as a preview of a link, are none.</summary>
    public InboundEdit? Edit(JsonElement message, DiscordChannel channel) =>
        message.Id("id") is { } id
        && message.Text("edited_timestamp") is { Length: > 0 and <= 50 } edited
        && message.Text("content") is { } text
        && DiscordPeople.AuthorOf(message) is { } author
        && author.Id != account
            ? new($"{id}:{edited}", _places.AddressOf(channel, id), id, author,
                DiscordText.Read(text, message, account, directory))
            : null;

    public InboundDeletion Deletion(string id, DiscordChannel channel) =>
        new($"{id}:deleted", _places.AddressOf(channel, id), id);

    /// <summary>A slash command or the press of a button.</summary>
    public InboundEvent? Interaction(JsonElement interaction, DiscordChannel channel)
    {
        if (interaction.Id("id") is not { } id
            || DiscordPeople.UserOf(interaction) is not { } person
            || InteractionAnswer.Of(interaction)?.ToString() is not { } answer
            || interaction.Object("data") is not { } data) return null;
        return interaction.Number("type") switch
        {
            DiscordInteraction.Command when CommandText(data) is { } text => new InboundMessage(
                id, _places.AddressOf(channel, null), id, _places.PlaceOf(channel), person, text)
            {
                Addressing = Addressing.Command,
                PrivateAnswer = answer,
            },
            DiscordInteraction.Press when data.Text("custom_id") is { } pressed
                && interaction.Object("message") is { } message
                && message.Id("id") is { } messageId => new InboundPress(
                    id, _places.AddressOf(channel, RootOf(message)), _places.PlaceOf(channel), person, pressed,
                    messageId, answer),
            _ => null,
        };
    }

    /// <summary>What a person has typed of a command's option; null where nothing can be offered.</summary>
    public TypedOption? Typed(JsonElement interaction, DiscordChannel channel) =>
        interaction.Object("data") is { } data
        && data.Text("name") is { } command
        && DiscordPeople.UserOf(interaction) is { } person
        && InteractionAnswer.Of(interaction) is { } answer
        && data.Items("options").FirstOrDefault(option => option.IsTrue("focused")) is
            { ValueKind: JsonValueKind.Object } option
            ? new(_places.AddressOf(channel, null), person, command, option.Text("value") ?? "", answer)
            : null;

    /// <summary>The end of conversations whose channel, thread or guild is gone.</summary>
    /// <param name="occurrence">What tells this end from another one of the same conversation.</param>
    public static IEnumerable<InboundClosed> Closed(
        IEnumerable<ChatAddress> addresses, string occurrence, string reason) =>
        addresses.Select(address => new InboundClosed(
            $"closed:{occurrence}:{address.Chat}:{address.Thread}", address, reason));

    private static Addressing Unmentioned(DiscordChannel channel) =>
        channel.Kind == DiscordChannelKind.Direct ? Addressing.Direct : Addressing.None;

    private Addressing AddressingOf(JsonElement message, string text, DiscordChannel channel)
    {
        if (channel.Kind == DiscordChannelKind.Direct) return Addressing.Direct;
        if (DiscordText.Mentions(text, account)) return Addressing.Mention;
        return message.Object("referenced_message")?.Object("author")?.Id("id") == account
            ? Addressing.Reply
            : Addressing.None;
    }

    /// <summary>
    /// A card in a conversation that has no thread of its own replies to the message that began the conversation.
    /// </summary>
    private static string? RootOf(JsonElement message) => message.Object("message_reference")?.Id("message_id");

    private static string? CommandText(JsonElement data)
    {
        if (data.Text("name") is not { Length: > 0 } name) return null;
        var values = data.Items("options").Select(option => option.Text("value")).OfType<string>();
        return string.Join(' ', values.Prepend($"/{name}")).TrimEnd();
    }

    private static List<InboundFile> FilesOf(JsonElement content) =>
    [
        .. from file in content.Items("attachments")
           let address = file.Text("url")
           where address is { Length: > 0 }
           select new InboundFile(address, file.Text("filename") ?? "file", file.Number("size")),
    ];

    private static bool IsVoice(JsonElement content) => ((content.Number("flags") ?? 0) & VoiceFlag) != 0;

    private static List<string> NotUnderstood(JsonElement content, List<InboundFile> files)
    {
        List<string> kinds = [];
        if (IsVoice(content)) kinds.Add("a voice message");
        if (content.Items("sticker_items").Any()) kinds.Add("a sticker");
        if (content.Member("poll") is not null) kinds.Add("a poll");
        if (kinds.Count == 0 && files.Count == 0 && content.Text("content") is null or "")
            kinds.Add("a message without text");
        return kinds;
    }
}
