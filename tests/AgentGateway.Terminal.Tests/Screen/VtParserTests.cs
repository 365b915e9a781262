using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

public sealed class VtParserTests
{
    [Theory]
    [InlineData("plain text", "text plain text")]
    [InlineData("a\r\nb", "text a\ncontrol 0d\ncontrol 0a\ntext b")]
    [InlineData("a\x7f" + "b", "text ab")]
    [InlineData("\e7\e(0\e#8", "escape 7\nescape (0\nescape #8")]
    [InlineData("\e[m\e[1;31m\e[;5H", "control m\ncontrol 1;31m\ncontrol ;5H")]
    [InlineData(
        "\e[?25l\e[>c\e[!p\e[1 q\e[?2026$p", "control ?25l\ncontrol >c\ncontrol !p\ncontrol 1 q\ncontrol ?2026$p")]
    [InlineData("\e[38:2::1:2:3m\e[4:3;1m", "control 38:2::1:2:3m\ncontrol 4:3;1m")]
    [InlineData("\e[99999999999m", "control 65535m")]
    [InlineData("\e[3\n1m", "control 0a\ncontrol 31m")]
    [InlineData("\e[3\x18m", "text m")]
    [InlineData("\e[3\e[1m", "control 1m")]
    [InlineData("\e[3?1mx", "text x")]
    [InlineData("\e[1 2mx", "text x")]
    [InlineData("\e]0;title\a", "command 0;title")]
    [InlineData("\e]0;title\e\\x", "command 0;title\nescape \\\ntext x")]
    [InlineData("\e]0;title\x18x", "text x")]
    [InlineData("\eP$qm\e\\x", "device $q m\ntext x")]
    [InlineData("\eP1;2|ab\ncd\e\\x", "device 1;2| abcd\ntext x")]
    [InlineData("\ePtmux;\e\e]0;inner\a\e\\x", "device t mux;]0;inner\ntext x")]
    [InlineData("\ePq never ended\e[1mx", "control 1m\ntext x")]
    [InlineData("\e_apc\e\\\e^pm\e\\\eXsos\e\\\ekname\e\\x", "escape \\\nescape \\\nescape \\\nescape \\\ntext x")]
    [InlineData("\xe6\xbc\xa2\xf0\x9f\x98\x80\xc3\xa9", "text 漢😀é")]
    [InlineData("\xff\xc3x\xe2\x82x\xed\xa0\x80x\xc0\x80x\xf4\x90\x80\x80x\xe0\x80\x80x", "text xxxxxx")]
    [InlineData("\x9b" + "31mx", "text 31mx")]
    public void Output_is_taken_apart(string output, string told)
    {
        Assert.Equal(told, RecordingSink.Parse(output));
        Assert.Equal(told, RecordingSink.Parse([.. output.Select(character => character.ToString())]));
    }

    [Fact]
    public void A_sequence_with_more_parameters_than_any_known_one_is_not_obeyed() =>
        Assert.Equal("text x", RecordingSink.Parse("\e[" + string.Join(';', Enumerable.Range(1, 40)) + "mx"));

    [Fact]
    public void A_string_that_is_too_long_is_read_over()
    {
        var most = new string('t', SequenceText.BytesMax - 2);
        Assert.Equal($"command 0;{most}\ntext x", RecordingSink.Parse($"\e]0;{most}\ax"));
        Assert.Equal("text x", RecordingSink.Parse($"\e]0;{most}t\ax"));
        Assert.Equal("text x", RecordingSink.Parse($"\e]0;{most}", "t", new string('u', 100_000), "\ax"));
        Assert.Equal("command 0;next", RecordingSink.Parse($"\e]52;c;{new string('u', 100_000)}\a\e]0;next\a"));
    }
}
