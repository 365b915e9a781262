using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Tests.Workspaces;

public sealed class TextEditTests
{
    [Theory]
    [InlineData("a b a", "b", "c", false, "a c a", 1)]
    [InlineData("a b a", "a", "c", true, "c b c", 2)]
    [InlineData("a\r\nb\r\nc", "a\nb", "x\ny", false, "x\r\ny\r\nc", 1)]
    [InlineData("a\r\nb\r\n", "b", "x\ny", false, "a\r\nx\r\ny\r\n", 1)]
    [InlineData("a\nb\r\n", "a", "x\ny", false, "x\ny\nb\r\n", 1)]
    [InlineData("$1", "$1", "$2", false, "$2", 1)]
    [InlineData("ab", "b", "", false, "a", 1)]
    public void An_exact_piece_is_replaced(string text, string old, string now, bool all, string expected, int count) =>
        Assert.Equal((expected, count), TextEdit.Replace("f", text, old, now, all).Value);

    [Theory]
    [InlineData("a b a", "a", "c", "several_matches")]
    [InlineData("a b a", "A", "c", "no_match")]
    [InlineData("a b a", "", "c", "no_match")]
    [InlineData("a b a", "b", "b", "no_change")]
    public void What_is_not_clear_is_refused(string text, string old, string now, string code) =>
        Assert.Equal(code, TextEdit.Replace("f", text, old, now, false).Rejection?.Code);
}
