using AgentGateway.Cli;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>What differs between a person at a terminal and a program that reads.</summary>
public sealed class OutputTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Id = "thr_" + new string('0', 27);

    [Theory]
    [InlineData(20, "")]
    [InlineData(40, "  svarog")]
    [InlineData(60, "  svarog  A title of many wo…")]
    [InlineData(200, "  svarog  A title of many words that no terminal of eighty columns has room for, and more")]
    public void At_a_terminal_a_row_is_one_line_and_the_id_is_whole(int width, string behindTheId)
    {
        var lines = TextTable.Lines(
            ["THREAD", "OWNER", "TITLE"],
            [[Id, "svarog", "A title of many words that no terminal of eighty columns has room for, and more"]],
            OutputStyle.Plain with { IsTerminal = true, Width = width }).ToList();

        Assert.Equal(2, lines.Count);
        Assert.Equal(Id + behindTheId, lines[1]);
        Assert.Equal(behindTheId.Length > 0, lines[0].Contains("OWNER", StringComparison.Ordinal));
    }

    [Fact]
    public void Elsewhere_nothing_is_cut_or_coloured()
    {
        var title = string.Join(' ', Enumerable.Repeat("word", 100));

        Assert.Equal(
            ["THREAD  STATUS   TITLE", $"a       running  {title}"],
            TextTable.Lines(["THREAD", "STATUS", "TITLE"], [["a", "running", title]], OutputStyle.Plain));
    }

    [Fact]
    public void Wide_characters_take_their_columns() => Assert.Equal(
        ["A     B", "日本  x", "ab    y"],
        TextTable.Lines(["A", "B"], [["日本", "x"], ["ab", "y"]], OutputStyle.Plain));

    [Theory]
    [InlineData(null, true, null, "xterm", true)]
    [InlineData(null, false, null, "xterm", false)]
    [InlineData("auto", true, "1", "xterm", false)]
    [InlineData(null, true, "", "xterm", true)]
    [InlineData(null, true, null, "dumb", false)]
    [InlineData("always", false, "1", "dumb", true)]
    [InlineData("never", true, null, "xterm", false)]
    public void Colours_follow_the_option_then_NO_COLOR_then_the_terminal(
        string? option, bool isTerminal, string? noColor, string term, bool expected)
    {
        var style = OutputStyle.Of(option, isTerminal, 80, name => name == "NO_COLOR" ? noColor : term, Now);

        Assert.Equal(expected, style.HasColour);
        Assert.Equal(expected ? "\e[31mfailed: why\e[0m" : "failed: why", style.State("failed: why"));
        Assert.Equal(isTerminal ? 80 : 0, style.Width);
    }

    [Theory]
    [InlineData(0, "0s ago")]
    [InlineData(59, "59s ago")]
    [InlineData(61, "1m ago")]
    [InlineData(7_300, "2h ago")]
    [InlineData(200_000, "2d ago")]
    [InlineData(-90, "in 1m")]
    [InlineData(2_600_000, "2026-10-22")]
    public void A_time_in_a_list_is_how_long_ago_it_was(int seconds, string expected) =>
        Assert.Equal(expected, Show.Ago(Now.AddSeconds(-seconds), Now));
}
