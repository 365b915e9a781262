using System.Buffers;
using System.Text;
using AgentGateway.Attach;

namespace AgentGateway.Hall.Tests.Attach;

public sealed class OutputGuardTests
{
    [Theory]
    [InlineData("plain text, \e[1;31mred\e[0m and \e]0;title\a")]
    [InlineData("\e[?1049h\e[2J\e[H żółw 漢字 \e]8;;http://example.org\e\\link\e]8;;\e\\")]
    [InlineData("\e[8;24;80t\e[18t\e[14t")]
    [InlineData("\e(B\e7\e8\e=\ePq#0\e\\")]
    [InlineData("\e]521;x\a\e]5;2\a")]
    public void What_stays_on_the_screen_passes(string output) => Assert.Equal(output, Pass(output));

    [Theory]
    [InlineData("a\e]52;c;c2VjcmV0\ab", "ab")]
    [InlineData("a\e]52;c;c2VjcmV0\e\\b", "ab")]
    [InlineData("a\e]052;c;?\ab", "ab")]
    [InlineData("a\e[21tb", "ab")]
    [InlineData("a\e[20tb\e[021;1tc", "abc")]
    [InlineData("a\u009d52;c;c2VjcmV0\ab", "ab")]
    [InlineData("a\u009b21tb", "ab")]
    [InlineData("\ePtmux;\e\e]52;c;eA==\a\e\\z", "\ePtmux;\e\e\\z")]
    [InlineData("a\e]52;c;half\e[1mb", "a\e[1mb")]
    public void What_reaches_beyond_it_does_not(string output, string shown) => Assert.Equal(shown, Pass(output));

    [Fact]
    public void Parameters_without_an_end_hide_nothing() =>
        Assert.Equal("ab", Pass("a\e[" + new string('0', 5_000) + "21tb"));

    /// <summary>In one piece, byte by byte, and in pairs: all the same.</summary>
    private static string Pass(string output)
    {
        var bytes = Encoding.UTF8.GetBytes(output);
        var results = new[] { bytes.Length, 1, 2 }.Select(piece =>
        {
            var guard = new OutputGuard();
            var shown = new ArrayBufferWriter<byte>();
            foreach (var part in bytes.Chunk(piece)) guard.Pass(part, shown);
            return Encoding.UTF8.GetString(shown.WrittenSpan);
        }).Distinct().ToList();
        return Assert.Single(results);
    }
}
