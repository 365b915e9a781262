using System.Text;
using AgentGateway.Cli.Chat;
using AgentGateway.Cli.Chat.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Host.Tests.Chat;

/// <summary>What the bytes of a chat make of a real screen.</summary>
public sealed class LiveRegionTests
{
    private readonly TerminalScreen _screen = new(20, 8);
    private readonly LiveRegion _region = new(hasColour: false);

    [Fact]
    public void Finished_lines_stay_and_the_input_is_below_them()
    {
        Draw(["hello"], "› ", "wor");
        Draw(["a line that is longer than the window"], "› ", "world");

        Assert.Equal("hello\na line that is\nlonger than the\nwindow\n› world", Text);
        Assert.Equal((4, 7), (_screen.Cursor.Y, _screen.Cursor.X));
    }

    [Fact]
    public void What_goes_on_is_replaced_by_what_came_of_it()
    {
        Draw([], "› ", "", above: ["unfinished text that is broken", "· status"]);
        Draw(["finished"], "› ", "", above: []);

        Assert.Equal("finished\n›", Text);
    }

    [Fact]
    public void An_input_of_several_rows_has_its_cursor_where_the_next_character_comes()
    {
        Draw([], "› ", "012345678901234567", cursor: 18);
        Assert.Equal((1, 2), (_screen.Cursor.Y, _screen.Cursor.X));

        Draw([], "› ", "ab\ncd", cursor: 2);
        Assert.Equal("› ab\n  cd", Text);
        Assert.Equal((0, 4), (_screen.Cursor.Y, _screen.Cursor.X));

        Draw([], "› ", "日本語", cursor: 1);
        Assert.Equal((0, 4), (_screen.Cursor.Y, _screen.Cursor.X));
    }

    [Fact]
    public void A_region_that_does_not_fit_shows_the_rows_around_the_cursor()
    {
        Draw(["kept"], "› ", string.Join('\n', Enumerable.Range(0, 30)), above: ["above"]);

        Assert.EndsWith("  27\n  28\n  29", Text);
        Draw([], "› ", "", above: []);
        Assert.EndsWith("\n›", "\n" + Text);
        Assert.DoesNotContain("29", Text);
    }

    [Fact]
    public void A_window_that_becomes_narrower_keeps_what_is_finished()
    {
        Draw(["kept"], "› ", "0123456789abcdef", above: ["a status of 19 cells"]);

        _screen.Resize(10, 8);
        Draw([], "› ", "0123456789abcdef", above: ["status"], columns: 10);

        Assert.EndsWith("status\n› 01234567\n  89abcdef", Text);
        Assert.Equal(1, Text.Split("status\n").Length - 1);
    }

    [Fact]
    public void Leaving_takes_the_region_away()
    {
        Draw(["kept"], "› ", "draft", above: ["· status"]);

        _screen.Feed(Encoding.UTF8.GetBytes(_region.Leave(20) + "bye"));

        Assert.Equal("kept\nbye", Text);
    }

    private string Text => _screen.RenderText().TrimEnd();

    private void Draw(
        string[] finished, string prompt, string input, int? cursor = null, string[]? above = null, int columns = 20) =>
        _screen.Feed(Encoding.UTF8.GetBytes(_region.Draw(
            [.. finished.Select(line => StyledLine.Of(line))],
            new([.. (above ?? []).Select(line => StyledLine.Of(line))], prompt, input, cursor ?? input.Length, []),
            columns,
            8)));
}
