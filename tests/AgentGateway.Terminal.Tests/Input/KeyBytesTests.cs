using System.Text;
using AgentGateway.Terminal.Input;

namespace AgentGateway.Terminal.Tests.Input;

public sealed class KeyBytesTests
{
    [Theory]
    [InlineData("enter", "\r")]
    [InlineData("Enter", "\r")]
    [InlineData("return", "\r")]
    [InlineData("tab", "\t")]
    [InlineData("shift-tab", "\x1b[Z")]
    [InlineData("backtab", "\x1b[Z")]
    [InlineData("space", " ")]
    [InlineData("backspace", "\x7f")]
    [InlineData("escape", "\x1b")]
    [InlineData("esc", "\x1b")]
    [InlineData("a", "a")]
    [InlineData("A", "A")]
    [InlineData("shift-a", "A")]
    [InlineData("-", "-")]
    [InlineData("\u00fc", "\u00fc")]
    [InlineData("ctrl-c", "\x03")]
    [InlineData("C-c", "\x03")]
    [InlineData("^-c", "\x03")]
    [InlineData("ctrl+c", "\x03")]
    [InlineData("Ctrl-C", "\x03")]
    [InlineData("ctrl-space", "\0")]
    [InlineData("ctrl-[", "\x1b")]
    [InlineData("ctrl-\\", "\x1c")]
    [InlineData("ctrl-/", "\x1f")]
    [InlineData("ctrl--", "\x1f")]
    [InlineData("ctrl-?", "\x7f")]
    [InlineData("alt-x", "\x1bx")]
    [InlineData("M-x", "\x1bx")]
    [InlineData("ctrl-alt-x", "\x1b\x18")]
    [InlineData("alt-enter", "\x1b\r")]
    [InlineData("shift-enter", "\x1b[13;2u")]
    [InlineData("up", "\x1b[A")]
    [InlineData("left", "\x1b[D")]
    [InlineData("home", "\x1b[H")]
    [InlineData("end", "\x1b[F")]
    [InlineData("ctrl-right", "\x1b[1;5C")]
    [InlineData("shift-alt-up", "\x1b[1;4A")]
    [InlineData("insert", "\x1b[2~")]
    [InlineData("delete", "\x1b[3~")]
    [InlineData("page-up", "\x1b[5~")]
    [InlineData("PageDown", "\x1b[6~")]
    [InlineData("page_down", "\x1b[6~")]
    [InlineData("ctrl-delete", "\x1b[3;5~")]
    [InlineData("f1", "\x1bOP")]
    [InlineData("f4", "\x1bOS")]
    [InlineData("F5", "\x1b[15~")]
    [InlineData("f6", "\x1b[17~")]
    [InlineData("f10", "\x1b[21~")]
    [InlineData("f11", "\x1b[23~")]
    [InlineData("f12", "\x1b[24~")]
    [InlineData("shift-f5", "\x1b[15;2~")]
    [InlineData("f13", "\x1b[1;2P")]
    [InlineData("F20", "\x1b[19;2~")]
    [InlineData("f24", "\x1b[24;2~")]
    [InlineData("ctrl-f13", "\x1b[1;6P")]
    [InlineData("ctrl-f1", "\x1b[1;5P")]
    public void A_key_sends_what_xterm_sends(string name, string expected)
    {
        Assert.Null(KeyBytes.Encode(name, isApplicationCursor: false, out var bytes));
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("up", "\x1bOA")]
    [InlineData("end", "\x1bOF")]
    [InlineData("ctrl-up", "\x1b[1;5A")]
    [InlineData("delete", "\x1b[3~")]
    [InlineData("f1", "\x1bOP")]
    public void The_cursor_keys_follow_the_programs_mode(string name, string expected)
    {
        Assert.Null(KeyBytes.Encode(name, isApplicationCursor: true, out var bytes));
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hyper-x")]
    [InlineData("enterr")]
    [InlineData("f25")]
    [InlineData("ctrl-\u00fc")]
    [InlineData("ctrl-")]
    [InlineData("ab")]
    public void An_unknown_key_is_refused(string name) =>
        Assert.Equal("key_unknown", KeyBytes.Encode(name, false, out _)?.Code);

    [Fact]
    public void Pasted_text_cannot_leave_its_brackets()
    {
        Assert.Equal(
            "one\rtwo\rthree", Encoding.UTF8.GetString(PasteText.Encode("one\ntwo\r\nthree", isBracketed: false)));
        Assert.Equal("\x1b[200~a\x1b[201~", Encoding.UTF8.GetString(PasteText.Encode("a", isBracketed: true)));
        Assert.Equal(
            "\x1b[200~arm -rf\x1b[201~",
            Encoding.UTF8.GetString(PasteText.Encode("a\x1b[20\x1b[201~1~rm -rf", isBracketed: true)));
    }
}
