using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>
/// Pictures and files that a person sends at once. Telegram makes a message of each, of which only one has the text and
/// in a group only that one addresses the bot; they become one message with all files. Pure.
/// </summary>
internal static class TelegramAlbums
{
    /// <summary>
    /// The updates with each album as one message in the place of its first; the others have no event of their own. It
    /// has the event id of its last: should more of the album come with a repetition, that is another event and is not
    /// taken for the one that is stored.
    /// </summary>
    public static IReadOnlyList<TelegramUpdate> Joined(IReadOnlyList<TelegramUpdate> updates)
    {
        var joined = updates.ToArray();
        var first = new Dictionary<(string Chat, string Author, string Album), int>();
        for (var index = 0; index < joined.Length; index++)
        {
            if (joined[index] is not { Album: { } album, Event: InboundMessage message }) continue;
            var key = (message.Address.Chat, message.Author.Id, album);
            if (first.TryAdd(key, index)) continue;
            var begun = joined[first[key]];
            joined[first[key]] = begun with { Event = Joined((InboundMessage)begun.Event!, message) };
            joined[index] = joined[index] with { Event = null };
        }

        return joined;
    }

    /// <summary>Whether the last update is of an album, of which more may be on the way.</summary>
    public static bool MayGoOn(JsonElement updates) =>
        updates.ValueKind == JsonValueKind.Array && updates.GetArrayLength() is var count and > 0
        && updates[count - 1].Field("message").Has("media_group_id");

    private static InboundMessage Joined(InboundMessage first, InboundMessage next) => first with
    {
        EventId = next.EventId,
        Text = first.Text.Length > 0 ? first.Text : next.Text,
        Addressing = first.Addressing != Addressing.None ? first.Addressing : next.Addressing,
        ReplyTo = first.ReplyTo ?? next.ReplyTo,
        IsForwarded = first.IsForwarded || next.IsForwarded,
        Files = [.. first.Files, .. next.Files],
        NotUnderstood = [.. first.NotUnderstood.Union(next.NotUnderstood)],
    };
}
