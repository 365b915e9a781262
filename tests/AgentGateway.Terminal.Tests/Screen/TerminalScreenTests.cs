using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>What tmux cannot be asked for, and where this screen differs from it on purpose.</summary>
public sealed class TerminalScreenTests
{
    [Fact]
    public void Text_has_as_many_lines_as_the_screen_and_no_blanks_at_their_ends() =>
        Assert.Equal("ab\n\n  c\n", Shown("ab   \r\n\r\n  c\e[41m  ", columns: 10, rows: 4).RenderText());

    [Fact]
    public void Line_drawing_is_rendered_as_the_characters_that_it_is()
    {
        var screen = Shown("\e(0lqk\r\n`_~\e(B q", columns: 5, rows: 2);
        Assert.Equal("┌─┐\n◆ · q", screen.RenderText());
        Assert.Equal("┌─┐\n◆ · q", screen.RenderAnsi());
    }

    [Fact]
    public void Colours_are_rendered_so_that_they_can_be_shown_again()
    {
        var screen = Shown("\e[1;3;4:3;38;5;99;48;2;1;2;3;58;5;7mab\e[0m c \e[91;53md\e[44m\e[K", columns: 8, rows: 1);
        Assert.Equal(
            "\e[4:3;1;3m\e[38;5;99m\e[48;2;1;2;3m\e[58;5;7mab\e[0m c \e[53m\e[91md\e[0m\e[44m  \e[0m",
            screen.RenderAnsi());
        Assert.Equal(screen.RenderAnsi(), Shown(screen.RenderAnsi(), columns: 8, rows: 1).RenderAnsi());
    }

    [Theory]
    [InlineData(" 漢字\e[1;2H\e[P", "  字")]
    [InlineData("漢字\e[1;2H\e[@", "   字")]
    [InlineData("漢字\e[1;2H\e[X", "  字")]
    [InlineData("漢字\e[1;2H\e[K", "")]
    [InlineData("漢字\e[1;2Hx", " x字")]
    [InlineData("漢字\e[1;4H\e[1K", "")]
    [InlineData("12345漢\e[H\e[@", " 12345")]
    public void No_half_of_a_wide_character_is_left_over(string output, string shown) =>
        Assert.Equal(shown, Shown(output, columns: 7, rows: 1).RenderText());

    [Theory]
    [InlineData("漢\e[2b", "漢漢漢")]
    [InlineData("\U0001fae8x", "\U0001fae8x")]
    [InlineData("a\u2028\u0085b", "ab")]
    [InlineData("a\e[Ib", "a       b")]
    [InlineData("a\e[3ab", "a   b")]
    [InlineData("\e*0\enq\eoq\x0f\e+0\eOqq", "─q─q")]
    [InlineData("\e(A#\e(B#", "£#")]
    [InlineData("\e[20ha\nb", "a\nb")]
    [InlineData("abc\e[1;2H\e[9@", "a")]
    [InlineData("1234567890\e[?7lx", "123456789x")]
    [InlineData("ab\e7\e[?1048lc", "abc")]
    [InlineData("\e[31m\e[4h\e[?6hab\r\e[!pc", "cb")]
    public void Sequences_that_tmux_does_not_know_are_obeyed(string output, string shown) =>
        Assert.Equal(shown, Shown(output, columns: 10, rows: 2).RenderText().TrimEnd('\n'));

    [Fact]
    public void A_reset_returns_from_the_alternate_screen_with_everything_as_it_began()
    {
        var screen = Shown("main\e[?1049h\e[?2004;1000;1006;1h\e[2;3r\e[4h\e[31malt\ecx");
        Assert.False(screen.AlternateScreen);
        Assert.Equal(ScreenModes.Initial, screen.Modes);
        Assert.Equal("x", screen.RenderAnsi().TrimEnd('\n'));
        Assert.Equal("main", screen.RenderText(1).Split('\n')[0]);
    }

    [Fact]
    public void Modes_are_told()
    {
        var screen = Shown("\e[?1;1004;2004;2026;1002;1006h\e=\e[?25l\e[5 q");
        Assert.Equal(
            ScreenModes.Initial with
            {
                ApplicationCursorKeys = true, ApplicationKeypad =
                    true, FocusReports = true, BracketedPaste = true, SynchronizedOutput = true,
                Mouse = MouseTracking.Drag, MouseEncoding = MouseEncoding.Sgr, CursorVisible = false,
            },
            screen.Modes);
        Assert.Equal(new CursorState(0, 0, false, false, CursorShape.Bar, true), screen.Cursor);
        screen.Feed("\e[?1;1004;2004;2026;1002;1006l\e>\e[?25h\e[0 q"u8);
        Assert.Equal(ScreenModes.Initial, screen.Modes);
    }

    [Fact]
    public void The_cursor_stays_on_the_screen_while_a_wrap_is_pending()
    {
        var screen = Shown("12345", columns: 5, rows: 2);
        Assert.Equal(new CursorState(4, 0, true, true, CursorShape.Default, false), screen.Cursor);
    }

    [Fact]
    public void Scrollback_keeps_within_its_lines_and_its_bytes()
    {
        var few = new TerminalScreen(80, 4, new ScreenLimits { ScrollbackLinesMax = 10 });
        var small = new TerminalScreen(80, 4, new ScreenLimits { ScrollbackBytesMax = 2000 });
        var none = new TerminalScreen(80, 4, new ScreenLimits { ScrollbackLinesMax = 0 });
        for (var line = 0; line < 500; line++)
        {
            var output = Encoding.ASCII.GetBytes($"line {line} {new string('x', line % 70)}\r\n");
            few.Feed(output);
            small.Feed(output);
            none.Feed(output);
            Assert.True(small.ScrollbackBytes <= 2000);
        }

        Assert.Equal(10, few.ScrollbackLines);
        Assert.Equal("line 496", few.RenderText(1).Split('\n')[0][..8]);
        Assert.StartsWith("line 487", few.RenderText(int.MaxValue), StringComparison.Ordinal);
        Assert.InRange(small.ScrollbackLines, 5, 50);
        Assert.Equal(0, none.ScrollbackLines);
        Assert.Equal(4, none.RenderText(100).Split('\n').Length);
    }

    [Fact]
    public void Scrollback_keeps_colours_and_wide_and_joined_characters()
    {
        var output = "\e[1;38;2;1;2;3;48;5;9m漢e\u0301\e[0m 👩\u200d🚀 \e[4:3;58;5;3mx\e[0m.";
        var screen = Shown(output + "\r\n\n\n\n\n", columns: 20, rows: 3);
        Assert.Equal(Shown(output, columns: 20, rows: 1).RenderAnsi(), screen.RenderAnsi(int.MaxValue).Split('\n')[0]);
    }

    [Fact]
    public void Styles_that_no_cell_shows_any_more_are_forgotten()
    {
        var screen = new TerminalScreen(20, 4);
        var output = new StringBuilder();
        for (var color = 0; color < 100_000; color++)
            output.Append(
                $"\e[38;2;{color % 256};{color / 256 % 256};{color / 65536}mx\u0301\e]8;;http://example.com/{color}\a");
        screen.Feed(Encoding.UTF8.GetBytes(output.ToString()));
        screen.Feed("\e[31mred\e]8;;http://example.com/last\alink"u8);
        Assert.InRange(screen.DistinctEntries, 1, 20_000);
        Assert.EndsWith("\e[31mredlink\e[0m", screen.RenderAnsi(), StringComparison.Ordinal);
        Assert.Equal("http://example.com/last", screen.Links()[^1].Address);
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(80, 0)]
    [InlineData(-1, 24)]
    [InlineData(80, ScreenLimits.SideMax + 1)]
    public void A_size_that_no_screen_has_is_refused(int columns, int rows)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TerminalScreen(columns, rows));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TerminalScreen(80, 24).Resize(columns, rows));
    }

    internal static TerminalScreen Shown(string output, int columns = 20, int rows = 5)
    {
        var screen = new TerminalScreen(columns, rows);
        screen.Feed(Encoding.UTF8.GetBytes(output));
        return screen;
    }
}
