using AgentGateway.Gateways.Telegram;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>Markdown as Telegram shows it, read by a reader that is as strict as Telegram's.</summary>
public sealed class TelegramMarkupTests
{
    [Theory]
    [InlineData("a **b** *c* __d__ _e_ ~~f~~", "a <b>b</b> <i>c</i> <b>d</b> <i>e</i> <s>f</s>")]
    [InlineData("***both***", "<b><i>both</i></b>")]
    [InlineData("**b *i* b**", "<b>b <i>i</i> b</b>")]
    [InlineData("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4")]
    [InlineData("`a<b` ``c`d``", "<code>a&lt;b</code> <code>c`d</code>")]
    [InlineData("**not closed", "**not closed")]
    [InlineData("*a `*` b*", "<i>a <code>*</code> b</i>")]
    [InlineData(@"\*plain\* \<", "*plain* &lt;")]
    [InlineData("[x](https://a.b/?c=1&d=\"2)", "<a href=\"https://a.b/?c=1&amp;d=&quot;2\">x</a>")]
    [InlineData("[me](tg://user?id=42)", "me (tg://user?id=42)")]
    [InlineData("![picture](https://a.b/c.png)", "<a href=\"https://a.b/c.png\">picture</a>")]
    [InlineData("<https://a.b/c_d_e>", "https://a.b/c_d_e")]
    [InlineData("# Title #\ntext", "<b>Title</b>\ntext")]
    [InlineData("- one\n  * two\n1. three", "• one\n  • two\n1. three")]
    [InlineData("> a\n> b\nc", "<blockquote>a\nb</blockquote>\nc")]
    [InlineData("---", "———")]
    [InlineData("```c#\na < b\n```\nend", "<pre><code class=\"language-c#\">a &lt; b</code></pre>\nend")]
    [InlineData("````\n```\n````", "<pre>```</pre>")]
    [InlineData("```js\nnever closed\n**x**", "<pre><code class=\"language-js\">never closed\n**x**</code></pre>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<pre>| a | b |\n|---|---|\n| 1 | 2 |</pre>")]
    [InlineData("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;")]
    [InlineData("שלום \u202Eabc\u200B", "שלום \u202Eabc\u200B")]
    [InlineData("a\r\nb\0c", "a\nbc")]
    [InlineData(" \n\u200B", "(no text)")]
    public void Markdown_becomes_the_html_that_telegram_knows(string markdown, string html)
    {
        var text = TelegramMarkup.Render(markdown, isGroup: false);

        Assert.Equal(html, text.Html);
        Assert.Equal(text.Plain, TelegramHtml.Shown(text.Html));
    }

    [Fact]
    public void Names_notify_no_person_of_a_group_and_stay_as_they_are_in_code_and_addresses_of_mail()
    {
        Assert.Equal(
            "@\u2060everyone, (@\u2060alice_1) a@bcdef.org <code>@alice</code> @me",
            TelegramMarkup.Render("@everyone, (@alice_1) a@bcdef.org `@alice` @me", isGroup: true).Html);
        Assert.Equal("@everyone", TelegramMarkup.Render("@everyone", isGroup: false).Html);
    }

    [Fact]
    public void Halves_of_characters_are_replaced() =>
        Assert.Equal("a\uFFFDb🦊", TelegramMarkup.Render("a\ud83db🦊", isGroup: false).Html);

    [Fact]
    public void The_length_of_a_text_is_never_less_than_what_is_shown_of_it_or_of_a_part_of_it()
    {
        Assert.Equal((2, 11), (TelegramMarkup.Length("🦊"), TelegramMarkup.Length("@everyone.")));
        const string Markdown = "**a [b](https://a.b/c) `d`** @everyone [e](tg://user?id=1)\n- f\n```js\ng\n```\n> h";
        for (var cut = 1; cut <= Markdown.Length; cut++)
        {
            var shown = TelegramMarkup.Render(Markdown[..cut], isGroup: true).Plain;
            Assert.InRange(shown.Length, 1, TelegramMarkup.Length(Markdown[..cut]));
        }
    }

    [Theory]
    [InlineData("&")]
    [InlineData("> &\n\n")]
    [InlineData("> a\nb\n")]
    [InlineData("```x\n&\n```\n")]
    [InlineData("***&*** ")]
    [InlineData("[&](https://a.b/\"\"\"\"\"\"\"\"\"\"&&&&)")]
    [InlineData("# &\n")]
    [InlineData("ש")]
    public void A_text_that_is_short_enough_has_markup_that_is_small_enough(string piece)
    {
        var markdown = string.Concat(Enumerable.Repeat(piece, 4096 / piece.Length));
        var html = TelegramMarkup.Render(markdown, isGroup: true).Html;
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1, 1 << 15);
    }

    [Fact]
    public void Any_text_gives_markup_that_telegram_accepts_and_shows()
    {
        var random = new Random(20261122);
        string[] pieces =
        [
            "*", "**", "***", "_", "__", "~~", "`", "``", "```", "\n", "\n```js\n", "> ", "# ", "- ", "[", "](", ")",
            "https://a.b/", "tg://x", "<", ">", "&", "&amp;", "</b>", "<b>", "\\", "a", "b c", " ", "@everyone", "|",
            "\n|-|\n", "🦊", "\ud83d", "ש", "\u202E", "!", "\"", "\t", "\0",
        ];
        for (var time = 0; time < 20_000; time++)
        {
            var markdown = string.Concat(
                Enumerable.Range(0, random.Next(1, 24)).Select(_ => pieces[random.Next(pieces.Length)]));
            var text = TelegramMarkup.Render(markdown, isGroup: time % 2 == 0);
            Assert.True(text.Plain == TelegramHtml.Shown(text.Html), $"{markdown}\n{text.Html}");
            Assert.True(text.Plain.Length <= TelegramMarkup.Length(markdown) || text.Plain == "(no text)", markdown);
        }
    }

    /// <summary>
    /// Texts that would take a time that grows with the square of their length, were each mark looked for.
    /// </summary>
    [Theory]
    [InlineData("*a ")]
    [InlineData("**a `")]
    [InlineData("[a](")]
    [InlineData("<a ")]
    [InlineData("_a*b~~")]
    [InlineData("> a\n")]
    [InlineData("| a\n")]
    public void A_text_of_hundreds_of_thousands_of_characters_is_rendered(string piece)
    {
        var markdown = string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length));
        var text = TelegramMarkup.Render(markdown, isGroup: true);
        Assert.Equal(text.Plain, TelegramHtml.Shown(text.Html));
    }
}
