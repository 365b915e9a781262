using System.Text.Json.Nodes;
using AgentGateway.Gateways.Discord.Writing;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

public sealed class DiscordWriterTests
{
    [Theory]
    [InlineData("**bold** *it* `code` [a](https://b.example)", "**bold** *it* `code` [a](https://b.example)")]
    [InlineData("__bold__ and a__b__c", "**bold** and a\\_\\_b\\_\\_c")]
    [InlineData("a || b || c", "a \\|\\| b \\|\\| c")]
    [InlineData("@everyone and @here", "@\u200beveryone and @\u200bhere")]
    [InlineData("<@1> <@&2> <#3> <:a:4> <t:5> </a:6>", "\\<@1> \\<@&2> \\<#3> \\<:a:4> \\<t:5> \\</a:6>")]
    [InlineData("`<@1> @everyone ||`", "`<@1> @everyone ||`")]
    [InlineData("<https://a.example> a < b", "<https://a.example> a < b")]
    [InlineData("![chart](https://a.example)", "[chart](https://a.example)")]
    [InlineData("#### small\n# large", "**small**\n# large")]
    [InlineData(">quoted\n>>> more", "> quoted\n> more")]
    [InlineData("+ one\n  + two", "- one\n  - two")]
    [InlineData("-# tiny", "\\-# tiny")]
    [InlineData("***\n---", "---\n---")]
    [InlineData("one ` tick and ``` three", "one \\` tick and \\`\\`\\` three")]
    [InlineData("\\<@1> \\* \\`", "\\<@1> \\* \\`")]
    [InlineData("bell\u0007", "bell")]
    [InlineData("\u202eright to left\u200d", "\u202eright to left\u200d")]
    public void Markdown_means_the_same_and_mentions_no_one(string markdown, string rendered) =>
        Assert.Equal(rendered, DiscordMarkdown.Render(markdown));

    [Theory]
    [InlineData("```csharp\nvar a = \"<@1> ||\";\n```\nafter", "```csharp\nvar a = \"<@1> ||\";\n```\nafter")]
    [InlineData("```\nnever closed", "```\nnever closed\n```")]
    [InlineData("~~~sh title\nls\n~~~", "```sh\nls\n```")]
    [InlineData("````\n```\ninner\n```\n````", "```\n``\u200b`\ninner\n``\u200b`\n```")]
    [InlineData("  ```\n  indented\n  ```", "```\nindented\n```")]
    public void Code_stays_as_it_is_and_its_fence_is_closed(string markdown, string rendered) =>
        Assert.Equal(rendered, DiscordMarkdown.Render(markdown));

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() =>
        Assert.Equal("half\ufffd", DiscordMarkdown.Render("half\ud800"));

    /// <summary>Each of these makes a careless reader look at all of the rest from every letter.</summary>
    [Theory]
    [InlineData("a ", "`")]
    [InlineData("#### ", " ")]
    [InlineData("#### a", " #")]
    [InlineData("```", "a")]
    [InlineData(">", " >")]
    [InlineData("*", " ")]
    [InlineData("", "||a ")]
    [InlineData("", "`<@1>")]
    public void A_text_of_a_hundred_thousand_letters_is_rendered(string start, string repeated) =>
        Assert.NotEmpty(DiscordMarkdown.Render(
            start + string.Concat(Enumerable.Repeat(repeated, 100_000 / repeated.Length)) + "`x"));

    [Fact]
    public void A_message_names_its_key_as_a_nonce_and_mentions_no_one()
    {
        var message = new OutboundMessage("hello")
        {
            Key = "out_1", IsQuiet = true,
            Buttons = [[new("Approve", "a", ChatButtonStyle.Approve), new("For session", "s"),
                new("Deny", "d", ChatButtonStyle.Deny)]],
        };

        Assert.Equal(
            JsonNode.Parse("""
                {
                  "content": "hello",
                  "allowed_mentions": { "parse": [], "replied_user": false },
                  "flags": 4100,
                  "components": [{ "type": 1, "components": [
                    { "type": 2, "style": 3, "label": "Approve", "custom_id": "a" },
                    { "type": 2, "style": 2, "label": "For session", "custom_id": "s" },
                    { "type": 2, "style": 4, "label": "Deny", "custom_id": "d" }
                  ] }],
                  "nonce": "out_1",
                  "enforce_nonce": true,
                  "message_reference": { "message_id": "7", "fail_if_not_exists": false }
                }
                """)!.ToJsonString(),
            DiscordWriter.Message(message, "7").ToJsonString());
    }

    [Fact]
    public void An_edit_without_buttons_removes_those_that_were_there() =>
        Assert.Equal("[]", DiscordWriter.Edit(new("Approved by Alice"))["components"]!.ToJsonString());

    [Fact]
    public void Rows_of_many_buttons_are_continued_and_labels_are_cut()
    {
        var message = new OutboundMessage("which?")
        {
            Buttons = [[.. Enumerable.Range(0, 7).Select(n => new ChatButton(new string('x', 100), $"{n}"))]],
        };

        var rows = DiscordWriter.Message(message, null)["components"]!.AsArray();

        Assert.Equal([5, 2], rows.Select(row => row!["components"]!.AsArray().Count));
        Assert.Equal(new string('x', 79) + "…", (string)rows[0]!["components"]![0]!["label"]!);
    }

    [Fact]
    public void A_text_that_is_too_long_is_not_sent() => Assert.Equal(
        ChatFaultKind.TooLarge,
        Assert.Throws<ChatException>(() => DiscordWriter.Message(new(new string('x', 2001)), null)).Kind);

    [Theory]
    [InlineData(null, "Conversation")]
    [InlineData(" two\nlines ", "two lines")]
    public void A_thread_has_a_name_of_one_line(string? title, string name) =>
        Assert.Equal(name, (string)DiscordWriter.Thread(title)["name"]!);

    [Fact]
    public void The_name_of_a_thread_is_cut_and_not_within_a_letter()
    {
        var name = (string)DiscordWriter.Thread(new string('x', 98) + "👀👀")["name"]!;

        Assert.Equal(new string('x', 98) + "…", name);
    }

    [Fact]
    public void Commands_have_one_option_and_free_text_has_no_candidates()
    {
        ChatCommandWord[] words =
        [
            new("status", "Says what goes on.", null), new("switch", "Goes on in another thread.", "[THREAD ID]"),
            new("task", "Adds a task.", "TEXT"),
        ];

        Assert.Equal(
            JsonNode.Parse("""
                [
                  { "name": "status", "type": 1, "description": "Says what goes on." },
                  { "name": "switch", "type": 1, "description": "Goes on in another thread.", "options": [
                    { "type": 3, "name": "thread_id", "description": "[THREAD ID]", "required": false,
                      "autocomplete": true } ] },
                  { "name": "task", "type": 1, "description": "Adds a task.", "options": [
                    { "type": 3, "name": "text", "description": "TEXT", "required": true } ] }
                ]
                """)!.ToJsonString(),
            DiscordCommands.Write(words).ToJsonString());
    }
}
