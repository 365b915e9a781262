using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Slack;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>
/// The reader on payloads as the public documentation of the Events API, of interactivity and of slash commands shows
/// them (November 2026).
/// </summary>
public sealed class SlackReaderTests
{
    private static readonly SlackBot Bot = new("U0BOT", "B0BOT", "agw", "Example");

    private static readonly SlackReader Reader = new(
        Bot, person => person == "U0LAN0Z89" ? "Ola <1>" : person == "U2147483697" ? "Steve" : null);

    [Fact]
    public void A_direct_message()
    {
        var message = Message("message-im");

        Assert.Equal("Deploy <prod> & tell @Ola <1>", message.Text);
        Assert.Equal(
            ("D024BE91L:1355517523.000005", Addressing.Direct, new ChatLocation(true, "D024BE91L")),
            (message.EventId, message.Addressing, message.Place));
        Assert.Equal(new ChatPerson("U2147483697", "Steve") { Team = "T061EG9R6" }, message.Author);
    }

    [Fact]
    public void A_mention_in_a_thread()
    {
        var message = Message("app-mention");

        Assert.Equal("What is the hour of the pearl, ?", message.Text);
        Assert.Equal(
            ("C123ABC456:1515449522.000016", Addressing.Mention, "1515449000.000001", "1515449000.000001"),
            (message.EventId, message.Addressing, message.Address.Thread, message.ReplyTo));
    }

    [Fact]
    public void A_reply_to_the_bot()
    {
        var message = Message("message-in-thread-of-the-bot");

        Assert.Equal("see the page (https://example.org/a?b=1&c=2) in #general @here", message.Text);
        Assert.Equal((Addressing.Reply, "U061F7AUR"), (message.Addressing, message.Author.Name));
    }

    [Fact]
    public void An_edit_and_a_deletion()
    {
        Assert.Equal(
            new InboundEdit(
                "C123ABC456:1355517523.000005:1358878755.000001",
                new("slack", "U0BOT", "C123ABC456", "1355517500.000001"),
                "1355517523.000005",
                new("U123ABC456", "U123ABC456"),
                "Hello, world!"),
            Assert.Single(Event("message-changed").Events));
        Assert.Equal(
            new InboundDeletion(
                "C123ABC456:1358878749.000002:deleted",
                new("slack", "U0BOT", "C123ABC456", "1358878749.000002"),
                "1358878749.000002"),
            Assert.Single(Event("message-deleted").Events));
    }

    [Fact]
    public void A_preview_of_a_link_is_no_edit()
    {
        var reading = Event("message-changed-by-a-preview");

        Assert.Empty(reading.Events);
        Assert.Null(reading.Skipped);
    }

    [Fact]
    public void Files_and_what_is_not_understood_of_them()
    {
        var message = Message("file-share");

        Assert.Equal(
            [
                new InboundFile(
                    "https://files.slack.com/files-pri/T061EG9RZ-F0S43PZDF/download/tedair.gif", "tedair.gif", 137531),
                new InboundFile("F0OTHER", "file", null),
            ],
            message.Files);
        Assert.Equal(["a voice message", "a file that is stored outside Slack"], message.NotUnderstood);
        Assert.False(message.Place.IsDirect);
    }

    [Fact]
    public void Another_bot_is_a_bot()
    {
        var message = Message("bot-message");

        Assert.Equal(("BB12033", "github", true), (message.Author.Id, message.Author.Name, message.Author.IsBot));
        Assert.Equal("Pushing is the answer", message.Text);
    }

    [Theory]
    [InlineData("user", "U0BOT")]
    [InlineData("bot_id", "B0BOT")]
    public void The_bots_own_messages_are_dropped(string name, string value)
    {
        var payload = JsonNode.Parse(Recorded("message-im"))!;
        payload["event"]![name] = value;

        Assert.Empty(Reader.ReadEvent(Element(payload)).Events);
    }

    [Theory]
    [InlineData("channel_join")]
    [InlineData("message_replied")]
    [InlineData("assistant_app_thread")]
    [InlineData("never_heard_of")]
    public void What_no_person_said_is_no_message(string subtype)
    {
        var payload = JsonNode.Parse(Recorded("message-im"))!;
        payload["event"]!["subtype"] = subtype;

        Assert.Empty(Reader.ReadEvent(Element(payload)).Events);
    }

    [Fact]
    public void A_message_without_text_is_said_to_be_not_understood()
    {
        var payload = JsonNode.Parse(Recorded("message-im"))!;
        payload["event"]!["text"] = "";
        Assert.Equal(["an unknown kind of message"], NotUnderstood());
        payload["event"]!["attachments"] = new JsonArray(new JsonObject { ["is_share"] = true, ["text"] = "/stop" });
        Assert.Equal(["a forwarded message"], NotUnderstood());

        IReadOnlyList<string> NotUnderstood() =>
            Assert.IsType<InboundMessage>(Assert.Single(Reader.ReadEvent(Element(payload)).Events)).NotUnderstood;
    }

    [Fact]
    public void A_press()
    {
        var press = Assert.IsType<InboundPress>(
            Assert.Single(Reader.ReadInteraction(Element(JsonNode.Parse(Recorded("block-actions"))!)).Events));

        Assert.Equal(
            ("press:1548261231.000200:1548426417.840180:UA8RXUSPL:0", "click_me_123", "1548261231.000200"),
            (press.EventId, press.Data, press.MessageId));
        Assert.Equal(new("slack", "U0BOT", "CBR2V3XEX", "1548261000.000100"), press.Address);
        Assert.Equal(new("UA8RXUSPL", "jtorrance"), press.Author);
        Assert.Equal(
            new SlackPressAnswer(
                "https://hooks.slack.com/actions/AABA1ABCD/1232321423432/D09sSasdasdAS9091209", "CBR2V3XEX",
                "1548261000.000100", "UA8RXUSPL"),
            SlackPressAnswer.Read(press.Answer));
    }

    [Fact]
    public void A_command()
    {
        var message = Assert.IsType<InboundMessage>(
            Assert.Single(Reader.ReadCommand(Element(JsonNode.Parse(Recorded("slash-command"))!)).Events));

        Assert.Equal(
            ("/handoff svarog please look", Addressing.Command, "https://hooks.slack.com/commands/1234/5678"),
            (message.Text, message.Addressing, message.PrivateAnswer));
        Assert.Equal(new ChatLocation(false, "C2147483705", Title: "test"), message.Place);
    }

    [Fact]
    public void A_channel_that_moved_and_one_that_the_bot_left()
    {
        Assert.Equal(
            new InboundMoved("Ev6", new("slack", "U0BOT", "G012Y48650T"), "C012Y48650T"),
            Assert.Single(Event("channel-id-changed").Events));
        Assert.Equal(
            new InboundClosed("Ev7", new("slack", "U0BOT", "C024BE91L"), "The bot was removed from the channel."),
            Assert.Single(Event("channel-left").Events));
    }

    /// <summary>Each value of each recorded payload is taken away, or is of another type.</summary>
    [Theory]
    [InlineData("message-im")]
    [InlineData("app-mention")]
    [InlineData("message-changed")]
    [InlineData("message-deleted")]
    [InlineData("file-share")]
    [InlineData("bot-message")]
    [InlineData("block-actions")]
    [InlineData("slash-command")]
    [InlineData("channel-left")]
    public void Damaged_payloads_are_skipped_and_never_thrown_at(string name)
    {
        var whole = JsonNode.Parse(Recorded(name))!;
        foreach (var path in Paths(whole))
            foreach (var other in (string?[])[null, "1", "\"\"", "\"<@\"", "[]", "{}", "[[{}]]", "true", "1e400"])
            {
                var damaged = Damaged(whole.DeepClone(), path, other);
                using var document = JsonDocument.Parse(damaged);
                Reader.ReadEvent(document.RootElement);
                Reader.ReadCommand(document.RootElement);
                Reader.ReadInteraction(document.RootElement);
                Assert.NotNull(SlackReader.ChatOf(document.RootElement));
                Assert.NotNull(SlackReader.PeopleOf(document.RootElement).ToList());
            }
    }

    [Theory]
    [InlineData("<https://example.org/a>", "https://example.org/a")]
    [InlineData("<http://example.org|example.org>", "example.org")]
    [InlineData("<http://example.org/|example.org>", "example.org")]
    [InlineData("<mailto:a@example.org|a@example.org>", "a@example.org")]
    [InlineData("<https://evil.example/|https://good.example>", "https://good.example (https://evil.example/)")]
    public void A_link_keeps_its_address(string sent, string read) =>
        Assert.Equal(read, SlackText.Read(sent, "UBOT", _ => null));

    [Fact]
    public void Half_a_surrogate_pair_is_no_text()
    {
        using var document = JsonDocument.Parse(
            """{"event":{"type":"message","channel":"D1","ts":"1.1","user":"U1","text":"\ud83d"}}""");

        Assert.Equal(
            ["an unknown kind of message"],
            Assert.IsType<InboundMessage>(Assert.Single(Reader.ReadEvent(document.RootElement).Events)).NotUnderstood);
    }

    private static InboundMessage Message(string name) =>
        Assert.IsType<InboundMessage>(Assert.Single(Event(name).Events));

    private static SlackReading Event(string name) => Reader.ReadEvent(Element(JsonNode.Parse(Recorded(name))!));

    private static string Recorded(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Slack", "Recorded", name + ".json"));

    private static JsonElement Element(JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    /// <summary>Where a value stands, as names and indexes.</summary>
    private static IEnumerable<object[]> Paths(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(
            entry => Paths(entry.Value).Select(path => (object[])[entry.Key, .. path]).Prepend([entry.Key])),
        JsonArray found => found.SelectMany(
            (entry, index) => Paths(entry).Select(path => (object[])[index, .. path]).Prepend([index])),
        _ => [],
    };

    /// <param name="other">What stands there instead, as JSON; null for nothing.</param>
    private static string Damaged(JsonNode whole, object[] path, string? other)
    {
        const string Mark = "\"the damaged place\"";
        var parent = path[..^1].Aggregate(whole, (node, step) => step is string name ? node[name]! : node[(int)step]!);
        if (other is null && path[^1] is string gone) parent.AsObject().Remove(gone);
        else if (path[^1] is string name) parent[name] = JsonNode.Parse(Mark);
        else parent[(int)path[^1]] = JsonNode.Parse(Mark);
        return whole.ToJsonString().Replace(Mark, other ?? "null", StringComparison.Ordinal);
    }
}
