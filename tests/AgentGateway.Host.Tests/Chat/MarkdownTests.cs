using AgentGateway.Cli.Chat.Text;

namespace AgentGateway.Host.Tests.Chat;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("plain **bold** and `code`", "plain [Bold:bold] and [Code:code]")]
    [InlineData("*one* _two_ ~~three~~", "[Italic:one] [Italic:two] [Strike:three]")]
    [InlineData("**bold and *both***", "[Bold:bold and ][Bold, Italic:both]")]
    [InlineData("``a ` b``", "[Code:a ` b]")]
    [InlineData("[words](http://there/x)", "[Underline:words][Dim: (http://there/x)]")]
    [InlineData("<http://there>", "[Underline:http://there]")]
    [InlineData(@"\*no\* emphasis", "*no* emphasis")]
    public void Marks_are_styles(string line, string expected) => Assert.Equal(expected, Shown(line));

    [Theory]
    [InlineData("2 * 3 * 4 and 2*3")]
    [InlineData("f(*args, **kwargs)")]
    [InlineData("snake_case_name and __init__x")]
    [InlineData("a ` b")]
    [InlineData("**not closed")]
    [InlineData("[no](link with blanks)")]
    [InlineData("x < y > z")]
    public void A_mark_without_its_counterpart_stays(string line) => Assert.Equal(line, Shown(line));

    [Theory]
    [InlineData("## Title ##", "[Bold, Underline:Title]")]
    [InlineData("- item", "• item")]
    [InlineData("  * [x] done", "  • ☑ done")]
    [InlineData("12. item", "12. item")]
    [InlineData("---", "[Dim:────────────────────────]")]
    [InlineData("> said", "[Dim:│ ][Italic:said]")]
    public void Blocks_have_their_shape(string line, string expected) => Assert.Equal(expected, Shown(line));

    [Fact]
    public void Code_stays_as_it_is_until_its_fence_ends() => Assert.Equal(
        ["[Dim:```c]", "[Code:**x** = - 1;]", "[Code:| a | b |]", "[Dim:```]", "[Bold:y]"],
        Lines("```c", "**x** = - 1;", "| a | b |", "```", "**y**"));

    [Fact]
    public void A_table_is_shown_when_all_of_it_is_there_in_columns()
    {
        var markdown = new MarkdownLines(hasColour: true, () => 80);

        Assert.Empty(markdown.Take("| name | `n` |"));
        Assert.Empty(markdown.Take("|---|--:|"));
        Assert.Empty(markdown.Take("| 日本 | 2 |"));
        Assert.Equal(3, markdown.Held.Count());
        Assert.Equal(["name │ n", "─────┼──", "日本 │ 2", "after"], markdown.Take("after").Select(line => line.Text));
    }

    [Fact]
    public void A_table_that_is_too_wide_stays_as_it_was_written()
    {
        var markdown = new MarkdownLines(hasColour: true, () => 10);
        markdown.Take("| name | number |");

        Assert.Equal(["| name | number |"], markdown.Finish().Select(line => line.Text));
    }

    [Fact]
    public void Without_colours_everything_stays_as_it_was_written()
    {
        var markdown = new MarkdownLines(hasColour: false, () => 80);

        Assert.Equal(
            ["# **T**", "| a |"], markdown.Take("# **T**").Concat(markdown.Take("| a |")).Select(line => line.Text));
    }

    [Fact]
    public void A_line_of_marks_alone_takes_no_time_worth_mentioning()
    {
        var line = string.Concat(Enumerable.Repeat("*a _b `", 30_000));
        Assert.Equal(line, Shown(line));
    }

    private static string Shown(string line) => Assert.Single(Lines(line));

    private static List<string> Lines(params string[] lines)
    {
        var markdown = new MarkdownLines(hasColour: true, () => 80);
        return [.. lines.SelectMany(markdown.Take).Concat(markdown.Finish()).Select(line =>
            string.Concat(line.Runs.Select(run =>
                run.Style == TextStyle.Plain ? run.Text : $"[{run.Style}:{run.Text}]")))];
    }
}
