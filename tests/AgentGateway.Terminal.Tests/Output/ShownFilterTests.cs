using System.Buffers;
using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class ShownFilterTests
{
    [Theory]
    [InlineData("plain text, \e[1;31mred\e[0m and \e]0;title\a")]
    [InlineData("\e[?1049h\e[2J\e[H żółw 漢字 \e]8;;http://example.org\e\\link\e]8;;\e\\")]
    [InlineData("\e[8;24;80t\e[22;0t\e[>1u\e[4 q\e[!p")]
    [InlineData("\e(B\e7\e8\e=\ePq#0;2;0\e\\ \ePtmux;x\e\\")]
    [InlineData("\e]521;x\a\e]5;2\a\e]11;#000000\a\e]133;A\a")]
    [InlineData("£ and é and \u0085 next line")]
    public void What_stays_on_the_screen_passes(string output) => Assert.Equal(output, Pass(output));

    [Theory]
    [InlineData("a\e]52;c;c2VjcmV0\ab", "ab")]
    [InlineData("a\e]52;c;c2VjcmV0\e\\b", "ab")]
    [InlineData("a\e]052;c;?\ab", "ab")]
    [InlineData("a\u009d52;c;c2VjcmV0\ab", "ab")]
    [InlineData("a\e]52;c;half\e[1mb", "a\e[1mb")]
    [InlineData("a\e[1\e]52;c;eA==\ab", "ab")]
    [InlineData("a\e]0;title\e]52;c;eA==\ab", "ab")]
    [InlineData("\ePtmux;\e\e]52;c;eA==\a\e\\z", "\ePtmux;\e\\z")]
    [InlineData("a\e\e]52;c;eA==\ab", "ab")]
    [InlineData("a\e]5\e[c2;c;eA==\ab", "a2;c;eA==\ab")]
    [InlineData("a\e\e[c]52;c;eA==\ab", "a]52;c;eA==\ab")]
    public void The_clipboard_is_not_written(string output, string shown) => Assert.Equal(shown, Pass(output));

    [Theory]
    [InlineData("a\e[21tb\e[20tc\e[021;1td", "abcd")]
    [InlineData("a\u009b21tb\u009bcc", "abc")]
    [InlineData("a\e[cb\e[>cc\e[6nd\e[?6ne\eZf", "abcdef")]
    [InlineData("a\e[14tb\e[18tc\e[>qd\e[?ue\e[?2026$pf", "abcdef")]
    [InlineData("a\e]11;?\ab\e]4;1;?\e\\c", "abc")]
    [InlineData("a\eP$qm\e\\b\eP+q544e\e\\c", "abc")]
    public void Nothing_asks_the_persons_terminal(string output, string shown) => Assert.Equal(shown, Pass(output));

    [Fact]
    public void Parameters_without_an_end_hide_nothing() =>
        Assert.Equal("ab", Pass("a\e[" + new string('0', 10_000) + "21tb"));

    [Fact]
    public void A_number_without_an_end_names_nothing() =>
        Assert.Equal("ab", Pass("a\e]" + new string('0', 10_000) + "52;c;eA==\ab"));

    [Fact]
    public void What_is_long_passes_without_being_gathered()
    {
        var picture = "\e]1337;File=inline=1:" + new string('A', 100_000) + "\a";

        Assert.Equal(picture, Pass(picture));
    }

    [Fact]
    public void Random_bytes_never_break_it_and_never_write_the_clipboard()
    {
        var random = new Random(4711);
        byte[] signs = [.. "\e\e\a\\[]]P;;0552c$q"u8, 0xC2, 0x9B, 0x9D, 0x18];
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = new byte[30];
            for (var at = 0; at < bytes.Length; at++) bytes[at] = signs[random.Next(signs.Length)];
            var shown = Encoding.Latin1.GetString(Pass(bytes, bytes.Length));
            Assert.DoesNotMatch("(\e\\]|\u00c2\u009d)0*52;", shown);
            Assert.Equal(Pass(bytes, bytes.Length), Pass(bytes, 1));
        }
    }

    /// <summary>In one piece, byte by byte, and in pairs: all the same.</summary>
    private static string Pass(string output)
    {
        var bytes = Encoding.UTF8.GetBytes(output);
        return Assert.Single(
            new[] { bytes.Length, 1, 2 }.Select(piece => Encoding.UTF8.GetString(Pass(bytes, piece))).Distinct());
    }

    private static byte[] Pass(byte[] bytes, int pieceBytes)
    {
        var filter = new ShownFilter();
        var shown = new ArrayBufferWriter<byte>();
        foreach (var part in bytes.Chunk(pieceBytes)) filter.Feed(part, shown);
        return shown.WrittenSpan.ToArray();
    }
}
