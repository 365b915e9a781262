using System.Globalization;
using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>The repaint of a screen puts another one into the same state, no matter what that showed before.</summary>
public sealed class ScreenRepaintTests
{
    public static IEnumerable<TheoryDataRow<string>> Groups =>
        Corpus.Groups.Select(group => new TheoryDataRow<string>(group));

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
            Assert.Equal(Bare(screen), Bare(other));
            Assert.Equal(
                (screen.AlternateScreen, screen.Modes with { SynchronizedOutput = false, Origin = false }),
                (other.AlternateScreen, other.Modes));
            Assert.Equal(
                (screen.Cursor.X, screen.Cursor.Y, screen.Cursor.Visible),
                (other.Cursor.X, other.Cursor.Y, other.Cursor.Visible));
            Assert.Empty(other.TakeReplies());
        }
    }

    /// <summary>
    /// Without marks: one behind the last column is put on the cell before it while nothing wraps, and a joiner that
    /// waits for its character is no text yet.
    /// </summary>
    private static string Bare(TerminalScreen screen) => string.Concat(
        screen.RenderAnsi()
            .EnumerateRunes()
            .Where(rune =>
                Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                && rune.Value != 0x200d));
}
