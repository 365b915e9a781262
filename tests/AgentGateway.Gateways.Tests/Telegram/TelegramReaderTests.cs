using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Telegram;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>What recorded updates are to the gateway.</summary>
public sealed class TelegramReaderTests
{
    private const string Work = "-1001234567890";

    private static readonly TelegramReader Reader = new(new("7", "agw_bot"));
    private static readonly ChatPerson Alice = new("42", "Alice");

    [Theory]
    [InlineData("direct", "!weles is this right?", Addressing.Direct, "42", null, null)]
    [InlineData("start", "/start ABCD2345", Addressing.Command, "42", null, null)]
    [InlineData("mention", "🦊 ask about @agw_bot_2", Addressing.Mention, Work, "m13", null)]
    [InlineData("text_mention", "look here", Addressing.Mention, Work, "m14", null)]
    [InlineData("command_for_the_bot", "/approve apr_1", Addressing.Command, Work, "m15", null)]
    [InlineData("command_for_another_bot", "/approve@other_bot apr_1", Addressing.None, Work, "m16", null)]
    [InlineData("reply", "go on", Addressing.Reply, Work, "m17", "16")]
    [InlineData("said_to_others", "lunch?", Addressing.None, Work, "m18", "13")]
    [InlineData("topic", "go on", Addressing.None, "-1009", "5", null)]
    [InlineData("general_topic", "hello", Addressing.None, "-1009", "1", null)]
    [InlineData("forwarded", "/approve apr_1", Addressing.Direct, "42", null, null)]
    [InlineData("by_inline_bot", "/approve apr_1", Addressing.Direct, "42", null, null)]
    [InlineData("anonymous_admin", "/stop", Addressing.Command, Work, "m23", null)]
    public void A_message_is_read_with_what_it_says_and_how_it_concerns_the_bot(
        string name, string text, Addressing addressing, string chat, string? thread, string? replyTo)
    {
        var message = Message(name);

        Assert.Equal(
            (text, addressing, new ChatAddress("telegram", "7", chat, thread), replyTo),
            (message.Text, message.Addressing, message.Address, message.ReplyTo));
        Assert.Equal(name is "forwarded" or "by_inline_bot", message.IsForwarded);
        Assert.Equal(name == "anonymous_admin", message.Author.IsBot);
        Assert.Equal(name == "start" ? "ABCD2345" : null, message.Invitation);
    }

    [Theory]
    [InlineData("@agw_bot: go on", "go on", Addressing.Mention)]
    [InlineData("go on, @AGW_BOT", "go on,", Addressing.Mention)]
    [InlineData("mail me@agw_bot and @agw_bot_2", "mail me@agw_bot and @agw_bot_2", Addressing.None)]
    public void A_name_is_found_in_a_text_of_which_the_server_says_nothing(
        string said, string text, Addressing addressing)
    {
        var update = Recorded["said_to_others"]!.DeepClone();
        update["message"]!["text"] = said;
        using var json = JsonDocument.Parse(update.ToJsonString());
        var message = Assert.IsType<InboundMessage>(Reader.Read(json.RootElement).Event);
        Assert.Equal((text, addressing), (message.Text, message.Addressing));
    }

    [Fact]
    public void An_author_and_a_place_are_told_by_their_numbers_and_with_the_names_that_telegram_shows()
    {
        Assert.Equal(new("42", "Alice Liddell"), Message("direct").Author);
        Assert.Equal(new(true, "42"), Message("direct").Place);
        Assert.Equal(new(false, Work, Title: "Work"), Message("mention").Place);
        Assert.Equal(("1", "11"), (Message("direct").EventId, Message("direct").MessageId));
    }

    [Fact]
    public void Files_come_with_a_name_without_directories_and_a_picture_in_its_largest_size()
    {
        var document = Message("document");
        Assert.Equal("see this", document.Text);
        Assert.Equal([new("BQAC", "....etcżółw.txt", 12)], document.Files);
        Assert.Equal([new("large", "photo-25.jpg", 90_000)], Message("photo").Files);
        Assert.Equal([new("CgAC", "animation-26.mp4", null)], Message("animation").Files);
    }

    [Fact]
    public void What_cannot_be_understood_is_said()
    {
        Assert.Equal(["a voice message"], Message("voice").NotUnderstood);
        Assert.Equal(["a message of a kind that AgentGateway does not know"], Message("unknown_kind").NotUnderstood);
        Assert.Equal(new(19, null), Read("member_joined"));
        Assert.Equal(new(26, null), Read("added"));
        Assert.NotNull(Read("other_kind").Skipped);
        Assert.NotNull(Read("press_without_message").Skipped);
    }

    [Fact]
    public void Edits_presses_and_what_becomes_of_a_chat_are_read()
    {
        var group = new ChatAddress("telegram", "7", Work);
        var direct = new ChatAddress("telegram", "7", "42");
        Assert.Equal(new InboundEdit("20", group with { Thread = "m13" }, "13", Alice, "better"), Read("edited").Event);
        Assert.Equal(
            new InboundPress("21", direct, new(true, "42"), Alice, "apr:1:once", "30", "4382bfdwdsb323b2d9"),
            Read("press").Event);
        Assert.Equal("31", Assert.IsType<InboundPress>(Read("press_on_an_old_message").Event).MessageId);
        Assert.Equal(new InboundClosed("24", group, "The bot was removed from the group."), Read("kicked").Event);
        Assert.Equal(new InboundClosed("25", direct, "The person has blocked the bot."), Read("blocked").Event);
        Assert.Equal(new InboundMoved("27", group with { Chat = "-555" }, Work), Read("migrated_to").Event);
        Assert.Equal(new InboundMoved("28", group with { Chat = "-555" }, Work), Read("migrated_from").Event);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""{"update_id": "1"}""")]
    [InlineData("""{"update_id": 99999999999999999999}""")]
    [InlineData("""{"update_id": 1, "message": []}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": 1, "chat": {"id": 1.5}, "from": 3}}""")]
    [InlineData("""{"update_id":1,"message":{"message_id":1,"chat":{"id":1},"from":{"id":1},"text":"\ud800"}}""")]
    public void Malformed_updates_are_skipped(string update)
    {
        using var json = JsonDocument.Parse(update);
        Assert.True(Reader.Read(json.RootElement).Event is null or InboundMessage { Text.Length: 0 });
    }

    /// <summary>Each recorded update with fields taken away, doubled, or of another type, in many ways.</summary>
    [Fact]
    public void No_update_makes_the_reader_fail()
    {
        var random = new Random(20261122);
        string[] values =
        [
            "null", "0", "-1", "\"\"", "[]", "{}", "true", "1e300", "[{}]", "{\"id\":7}", "\"@agw_bot\"",
        ];
        foreach (var (_, recorded) in Recorded)
            for (var time = 0; time < 300; time++)
            {
                var update = recorded!.DeepClone().AsObject();
                for (var change = random.Next(1, 4); change > 0; change--) Change(update, random, values);
                using var json = JsonDocument.Parse(update.ToJsonString());
                Reader.Read(json.RootElement);
            }
    }

    private static void Change(JsonObject within, Random random, string[] values)
    {
        while (within.Count > 0)
        {
            var (name, value) = within.ElementAt(random.Next(within.Count));
            if (value is JsonObject inner && random.Next(4) > 0)
            {
                within = inner;
                continue;
            }

            if (random.Next(3) == 0)
                within.Remove(name);
            else
                within[name] = JsonNode.Parse(values[random.Next(values.Length)]);
            return;
        }
    }

    private static JsonObject Recorded { get; } = JsonNode.Parse(File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Telegram", "Recorded", "updates-10.3.json")))!.AsObject();

    private static TelegramUpdate Read(string name)
    {
        using var json = JsonDocument.Parse(Recorded[name]!.ToJsonString());
        return Reader.Read(json.RootElement);
    }

    private static InboundMessage Message(string name) => Assert.IsType<InboundMessage>(Read(name).Event);
}
