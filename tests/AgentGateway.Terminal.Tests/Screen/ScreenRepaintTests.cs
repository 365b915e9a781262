using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>What repaints a screen puts another one, whatever it showed before, into the same state.</summary>
public sealed class ScreenRepaintTests
{
    public static IEnumerable<TheoryDataRow<string>> Groups => Corpus.Groups.Select(group => new TheoryDataRow<string>(group));

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_repainted_screen_is_the_same(string group)
    {
        var other = new TerminalScreen(20, 5);
        foreach (var given in Corpus.Cases(group))
        {
            var screen = new TerminalScreen(given.Columns, given.Rows);
            screen.Feed(given.Output);
            other.Resize(given.Columns, given.Rows);
            other.Feed(ScreenRepaint.Of(screen));
            // A joiner that waits for its character is no text yet.
            Assert.Equal(screen.RenderAnsi().Replace("\u200d ", " ", StringComparison.Ordinal), other.RenderAnsi());
            Assert.Equal((screen.AlternateScreen, screen.Modes with { SynchronizedOutput = false, Origin = false }), (other.AlternateScreen, other.Modes));
            Assert.Equal((screen.Cursor.X, screen.Cursor.Y, screen.Cursor.Visible), (other.Cursor.X, other.Cursor.Y, other.Cursor.Visible));
            Assert.Empty(other.TakeReplies());
        }
    }
}
