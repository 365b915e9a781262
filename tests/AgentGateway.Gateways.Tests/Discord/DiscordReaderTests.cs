using System.Text.Json;
using AgentGateway.Gateways.Discord.Reading;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>Events as the documentation of API v10 shows them.</summary>
public sealed class DiscordReaderTests
{
    private const string Bot = "82198898841029460";
    private const string General = "41771983423143937";
    private const string Thread = "41771983423143950";

    private static readonly DiscordChannel Direct =
        new("319674150115610528", DiscordChannelKind.Direct, null, null, null);

    private static readonly string[] Others =
        ["null", "7", "-1.5e300", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "[1]", "{}"];

    private readonly DiscordDirectory _directory = new();
    private readonly DiscordReader _reader;

    public DiscordReaderTests()
    {
        _reader = new(Bot, _directory);
        _directory.Learn("GUILD_CREATE", Recorded("guild-create"));
    }

    [Fact]
    public void A_mention_is_read_with_its_names_and_without_the_bots_own()
    {
        var said = _reader.Message(Recorded("message-mention"), _directory.Find(General)!)!;

        Assert.Equal("ask @Kimmy in #don't buy dota-2 :party: now", said.Text);
        Assert.Equal(Addressing.Mention, said.Addressing);
        Assert.Equal(new ChatAddress("discord", Bot, General, "334385199974967042"), said.Address);
        Assert.Equal(new ChatLocation(false, General, "41771983423143937", "#general"), said.Place);
        Assert.Equal(new ChatPerson("53908099506183681", "Mase"), said.Author);
        Assert.Equal(("log.txt", 15L), (said.Files.Single().Name, said.Files.Single().Bytes));
    }

    [Fact]
    public void A_reply_to_the_bot_is_one_although_it_names_the_bot_only_in_its_list()
    {
        var said = _reader.Message(Recorded("message-reply"), _directory.Find(General)!)!;

        Assert.Equal((Addressing.Reply, "334385199974967041"), (said.Addressing, said.ReplyTo));
        Assert.Equal("mason", said.Author.Name);
    }

    [Fact]
    public void What_is_said_in_a_thread_belongs_to_the_thread_of_the_parent_channel()
    {
        var said = _reader.Message(Recorded("message-reply"), _directory.Find(Thread)!)!;

        Assert.Equal(new ChatAddress("discord", Bot, General, Thread), said.Address);
        Assert.Equal(new ChatLocation(false, General, General, "#general: don't buy dota-2"), said.Place);
    }

    [Fact]
    public void A_forwarded_message_is_told_as_one()
    {
        var said = _reader.Message(Recorded("message-forward"), Direct)!;

        Assert.Equal((true, "/approve everything", null), (said.IsForwarded, said.Text, said.ReplyTo));
        Assert.Empty(said.NotUnderstood);
    }

    [Fact]
    public void What_is_not_understood_of_a_message_is_named()
    {
        var said = _reader.Message(Recorded("message-voice"), Direct)!;

        Assert.Equal(["a voice message", "a sticker"], said.NotUnderstood);
        Assert.Empty(said.Files);
    }

    [Fact]
    public void A_press_is_read_with_its_data_and_what_answers_it()
    {
        var interaction = Recorded("interaction-button");

        var press = _reader.Interaction(interaction, _directory.Find(Thread)!);

        Assert.Equal(
            new InboundPress(
                "846462639134605312", new("discord", Bot, General, Thread),
                new(false, General, General, "#general: don't buy dota-2"), new("53908099506183680", "Mason"), "btn_1",
                "846463639102816267", "845027738276462632:846462639134605312:unique_interaction_token"),
            press);
    }

    [Fact]
    public void A_slash_command_has_the_form_of_a_typed_one()
    {
        var command = (InboundMessage)_reader.Interaction(
            Recorded("interaction-command"), _directory.Find(General)!)!;

        Assert.Equal("/approve apr_1 because it is safe", command.Text);
        Assert.Equal((Addressing.Command, "Mase"), (command.Addressing, command.Author.Name));
        Assert.Equal(new ChatAddress("discord", Bot, General), command.Address);
    }

    [Fact]
    public void What_others_say_to_each_other_at_the_top_level_is_no_event()
    {
        var said = Parse("""{"id":"1","type":0,"content":"hello @everyone","author":{"id":"5","username":"a"}}""");

        Assert.Null(_reader.Message(said, _directory.Find(General)!));
        Assert.Equal(Addressing.None, _reader.Message(said, _directory.Find(Thread)!)!.Addressing);
    }

    [Fact]
    public void A_preview_of_a_link_is_no_edit()
    {
        var changed = Parse("""
            {"id":"1","content":"see https://a.example","edited_timestamp":null,"author":{"id":"5","username":"a"}}
            """);

        Assert.Null(_reader.Edit(changed, Direct));
    }

    /// <summary>Each of the recorded documents, with one value after the other replaced by others.</summary>
    [Theory]
    [InlineData("message-mention")]
    [InlineData("message-reply")]
    [InlineData("message-forward")]
    [InlineData("message-voice")]
    [InlineData("interaction-button")]
    [InlineData("interaction-command")]
    [InlineData("guild-create")]
    public void A_reader_throws_nothing_whatever_it_is_given(string name)
    {
        var text = Recorded(name).GetRawText();
        foreach (var (start, length) in Values(text))
            foreach (var other in Others)
            {
                var damaged = Parse(text[..start] + other + text[(start + length)..]);
                var channel = _directory.Find(Thread)!;
                _reader.Message(damaged, channel);
                _reader.Edit(damaged, channel);
                _reader.Interaction(damaged, channel);
                _reader.Typed(damaged, channel);
                new DiscordDirectory().Learn("GUILD_CREATE", damaged);
            }
    }

    private static JsonElement Recorded(string name) => Parse(File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Discord", "Recorded", $"{name}.json")));

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Where the values of a document stand.</summary>
    private static List<(int Start, int Length)> Values(string text)
    {
        List<(int, int)> found = [];
        var stack = new Stack<int>();
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
        while (reader.Read())
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    stack.Push((int)reader.TokenStartIndex);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var start = stack.Pop();
                    found.Add((start, (int)reader.BytesConsumed - start));
                    break;
                case JsonTokenType.PropertyName:
                    break;
                default:
                    found.Add(((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)));
                    break;
            }

        return found;
    }
}
