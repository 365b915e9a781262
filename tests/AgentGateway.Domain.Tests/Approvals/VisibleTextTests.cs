using System.Text;
using AgentGateway.Domain.Approvals;

namespace AgentGateway.Domain.Tests.Approvals;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("echo \u202Emr", "echo \\u202emr")]
    [InlineData("ls\u200B", "ls\\u200b")]
    [InlineData("\u001b[2Kls", "\\u001b[2Kls")]
    [InlineData("ls\rrm", "ls\\u000drm")]
    [InlineData("rm\u00A0-rf", "rm\\u00a0-rf")]
    [InlineData("a\u3164b\u2800c\u115Fd", "a\\u3164b\\u2800c\\u115fd")]
    [InlineData("hi\U000E0041\U000E0042", "hi\\u{e0041}\\u{e0042}")]
    [InlineData("x\uFE01\U000E0101", "x\\ufe01\\u{e0101}")]
    [InlineData("\u2066a\u2069", "\\u2066a\\u2069")]
    [InlineData("a\u2028b", "a\\u2028b")]
    [InlineData("a\u0338\u0338\u0338\u0338\u0338", "a\u0338\u0338\u0338\u0338\\u0338")]
    [InlineData("a \u0338b", "a \\u0338b")]
    [InlineData("\uE000", "\\ue000")]
    public void What_hides_or_moves_other_text_stands_as_its_number(string text, string shown) =>
        Assert.Equal(shown, VisibleText.Of(text));

    [Theory]
    [InlineData("p\u0430ypal.example", "p\\u0430ypal.example")]
    [InlineData("./\u0441\u043E\u0440\u0443.sh", "./\\u0441\\u043e\\u0440\\u0443.sh")]
    [InlineData("g\u03BFogle", "g\\u03bfogle")]
    [InlineData("rm \u2011rf", "rm \\u2011rf")]
    [InlineData("a\u2215b", "a\\u2215b")]
    [InlineData("\uFF52\uFF4D -rf", "\\uff52\\uff4d -rf")]
    [InlineData("\U0001D42B\U0001D426", "\\u{1d42b}\\u{1d426}")]
    [InlineData("a\u037E b", "a\\u037e b")]
    [InlineData("../\u05D0\u05D1/x", "../\\u05d0\\u05d1/x")]
    public void What_looks_like_another_letter_stands_as_its_number(string text, string shown) =>
        Assert.Equal(shown, VisibleText.Of(text));

    [Theory]
    [InlineData("grüße\n\tżółw")]
    [InlineData("Это обычный вопрос про файл.txt, и он тот же")]
    [InlineData("שלום עולם")]
    [InlineData("中文，问题：删除 build 目录吗？")]
    [InlineData("naïve café ☺️ ✅ 🙂 – “quoted” … €")]
    public void Ordinary_text_of_any_language_stays(string text) => Assert.Equal(text, VisibleText.Of(text));

    [Fact]
    public void A_line_has_no_line_end() =>
        Assert.Equal("a ⏎ b\\u0009c\\u000d ⏎ ", VisibleText.Line("a\nb\tc\r\n"));

    [Fact]
    public void A_line_of_a_block_cannot_be_taken_for_one_around_it() =>
        Assert.Equal("| ls\n|   until  tomorrow\n| x", VisibleText.Block("ls\n  until  tomorrow\nx\n", "| "));

    [Fact]
    public void Words_of_a_program_show_where_each_ends()
    {
        string[] words = ["git", "commit", "-m", "two words", "", "it's\nx", "a\u200B"];
        Assert.Equal(
            "'git'\n'commit'\n'-m'\n'two words'\n''\n'it'\\''s ⏎ x'\n'a\\u200b'", VisibleText.Words(words));
        Assert.Equal(
            "git commit -m 'two words' '' 'it'\\''s ⏎ x' 'a\\u200b'", VisibleText.WordsInLine(words));
    }

    /// <summary>Every character of Unicode that shows nothing or turns text round, in every field.</summary>
    [Fact]
    public void No_character_without_a_shape_passes()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value)) continue;
            var shown = VisibleText.Line("a" + new Rune(value) + "b");
            var category = Rune.GetUnicodeCategory(new Rune(value));
            if (value == ' ' || category.ToString() is not ("Control" or "Format" or "SpaceSeparator"
                or "LineSeparator" or "ParagraphSeparator" or "PrivateUse" or "OtherNotAssigned")) continue;
            Assert.All(shown, sign => Assert.True(sign is (>= ' ' and <= '~') or '⏎', $"U+{value:X4}"));
        }
    }
}
