using AgentGateway.Gateways.Slack;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>Markdown as Slack shows it.</summary>
public sealed class SlackMarkdownTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("**strong** and *soft* and _soft_ and ***both***", "*strong* and _soft_ and _soft_ and *_both_*")]
    [InlineData("~~gone~~ and ~kept~", "~gone~ and ~kept~")]
    [InlineData("2 * 3 * 4 and snake_case_name and __init__", "2 * 3 * 4 and snake_case_name and *init*")]
    [InlineData("**a *b* c**", "*a _b_ c*")]
    [InlineData("**open and *open", "**open and *open")]
    [InlineData("# Title **now**\ntext", "*Title now*\ntext")]
    [InlineData("- one\n  * two\n1. three", "• one\n  • two\n1. three")]
    [InlineData("> said <it>", "> said &lt;it&gt;")]
    [InlineData("a\n---\nb", "a\n———\nb")]
    [InlineData("[docs](https://a.example/x_y_z?a=1&b=2)", "<https://a.example/x_y_z?a=1&amp;b=2|docs>")]
    [InlineData("[a|b>](https://a.example/(x))", "<https://a.example/(x)|a/b&gt;>")]
    [InlineData("[run](javascript:alert)", "[run](javascript:alert)")]
    [InlineData("![shot](https://a.example/s.png)", "<https://a.example/s.png|shot>")]
    [InlineData("<https://a.example|evil>", "<https://a.example%7Cevil>")]
    [InlineData("see https://a.example/a_b_c_d_ now", "see https://a.example/a_b_c_d_ now")]
    [InlineData("<!channel> <@U1> <#C1> &amp;", "&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt; &amp;amp;")]
    [InlineData("`a <b> *c*` and ``d ` e``", "`a &lt;b&gt; *c*` and `d ` e`")]
    [InlineData(@"\*not\* soft \<", "*not* soft &lt;")]
    [InlineData("```cs\nif (a < b) **x**;\n```\nafter", "```\nif (a &lt; b) **x**;\n```\nafter")]
    [InlineData("```\nnever closed", "```\nnever closed\n```")]
    [InlineData("~~~\n```\n~~~", "```\n``\u200b`\n```")]
    [InlineData("````\n```\nx\n```\n````", "```\n``\u200b`\nx\n``\u200b`\n```")]
    [InlineData("| a | b |\n|---|:-:|\n| 1 | 2 |\n\nend", "```\n| a | b |\n|---|:-:|\n| 1 | 2 |\n```\n\nend")]
    [InlineData("\u202eright to left\u202c and \u200bzero", "\u202eright to left\u202c and \u200bzero")]
    public void Markdown_is_shown_by_what_Slack_has(string markdown, string mrkdwn) =>
        Assert.Equal(mrkdwn, SlackMarkdown.Write(markdown));

    [Theory]
    [InlineData("*")]
    [InlineData("*a ")]
    [InlineData("**a* ")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("`")]
    [InlineData("` ``")]
    [InlineData("<")]
    [InlineData("> ")]
    [InlineData("_a")]
    [InlineData("- ")]
    [InlineData("|-")]
    public void A_hundred_thousand_characters_of_marks_are_written(string marks)
    {
        var text = string.Concat(Enumerable.Repeat(marks, 100_000 / marks.Length));

        Assert.NotNull(SlackMarkdown.Write(text));
        Assert.NotNull(SlackText.Read(text, "UBOT", _ => null));
    }

    [Fact]
    public void Sections_are_cut_at_lines_and_their_code_is_closed()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 100).Select(line => $"line {line} &amp; more"));

        var sections = SlackSections.Split("before\n```\n" + lines + "\n```\nafter", 300);

        Assert.All(sections, section => Assert.InRange(section.Length, 1, 300));
        Assert.All(sections, section => Assert.Equal(0, (section.Split("```").Length - 1) % 2));
        Assert.All(sections, section => Assert.DoesNotContain("&am\n", section, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_that_is_longer_than_a_section_is_cut_between_characters()
    {
        var sections = SlackSections.Split(string.Concat(Enumerable.Repeat("&amp;🐢", 200)), 100);

        Assert.All(sections, section => Assert.InRange(section.Length, 1, 100));
        Assert.All(sections, section => Assert.False(char.IsHighSurrogate(section[^1])));
        Assert.All(sections, section => Assert.Matches("^(&amp;|🐢)+$", section));
    }
}
