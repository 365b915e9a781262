using System.Text;
using AgentGateway.Cli.Top;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Host.Tests.Top;

public sealed class FrameDiffTests
{
    [Fact]
    public void A_terminal_that_follows_the_differences_shows_every_frame()
    {
        var screen = new TerminalScreen(30, 4);
        TextFrame? shown = null;
        foreach (var (text, style) in ((string, FrameStyle)[])
        [
            ("one", FrameStyle.Plain), ("漢字 wide", FrameStyle.Busy), ("a漢 odd", FrameStyle.Plain), ("", FrameStyle.Dim),
            ("end", FrameStyle.Chosen),
        ])
        {
            var next = new TextFrame(30, 4);
            next.Put(0, 0, "always here", FrameStyle.Bold, 30);
            next.Fill(2, 2, text, style, 20);
            screen.Feed(FrameDiff.Of(shown, next));
            shown = next;

            Assert.Equal(next.ToString().TrimEnd('\n'), screen.RenderText().TrimEnd('\n'));
        }
    }

    [Fact]
    public void Nothing_is_written_where_nothing_changed()
    {
        var frame = new TextFrame(20, 3);
        frame.Put(0, 1, "same", FrameStyle.Plain, 20);
        var again = new TextFrame(20, 3);
        again.Put(0, 1, "same", FrameStyle.Plain, 20);

        Assert.Empty(FrameDiff.Of(frame, again));
        again.Put(3, 1, "x", FrameStyle.Plain, 20);
        Assert.Equal("\e[2;4H\e[0mx\e[0m", Encoding.UTF8.GetString(FrameDiff.Of(frame, again)));
    }

    [Fact]
    public void Another_size_is_drawn_anew()
    {
        var frame = new TextFrame(20, 3);

        Assert.StartsWith("\e[0m\e[2J", Encoding.UTF8.GetString(FrameDiff.Of(frame, new TextFrame(21, 3))));
    }
}
