using AgentGateway.Cli.Chat.Text;

namespace AgentGateway.Host.Tests.Chat;

public sealed class TextRowsTests
{
    [Theory]
    [InlineData("one two three", 8, "one two|three")]
    [InlineData("one two", 7, "one two")]
    [InlineData("abcdefghij", 4, "abcd|efgh|ij")]
    [InlineData("a abcdefgh", 5, "a|abcde|fgh")]
    [InlineData("日本語テキスト", 6, "日本語|テキス|ト")]
    [InlineData("", 10, "")]
    public void Lines_are_broken_between_words(string line, int width, string rows) =>
        Assert.Equal(rows, Rows(StyledLine.Of(line), width));

    [Fact]
    public void Rows_below_the_first_hang() =>
        Assert.Equal("• one|  two", Rows(StyledLine.Of("• one two") with { Hanging = "  " }, 6));

    [Fact]
    public void What_is_verbatim_is_broken_where_the_width_ends() =>
        Assert.Equal("a bc| d", Rows(StyledLine.Of("a bc d") with { IsVerbatim = true }, 4));

    [Fact]
    public void Styles_go_on_in_the_next_row()
    {
        var rows = TextRows.Of(new([new("one ", TextStyle.Plain), new("two three", TextStyle.Bold)]), 8);

        Assert.Equal([new("one ", TextStyle.Plain), new("two", TextStyle.Bold)], rows[0]);
        Assert.Equal([new("three", TextStyle.Bold)], rows[1]);
    }

    private static string Rows(StyledLine line, int width) => string.Join(
        '|', TextRows.Of(line, width).Select(row => string.Concat(row.Select(run => run.Text))));
}
