using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>What a program tells its terminal besides text, and what it is answered.</summary>
public sealed class ScreenTalkTests
{
    [Theory]
    [InlineData("\e[c", "\e[?62;22c")]
    [InlineData("\e[>c", "\e[>0;10;0c")]
    [InlineData("\e[>q", "\eP>|agw\e\\")]
    [InlineData("\e[5n", "\e[0n")]
    [InlineData("\e[3;4H\e[6n", "\e[3;4R")]
    [InlineData("\e[3;4H\e[?6n", "\e[?3;4R")]
    [InlineData("12345678901234567890\e[6n", "\e[1;20R")]
    [InlineData("\e[2;4r\e[?6h\e[2;2H\e[6n", "\e[2;2R")]
    [InlineData("\e[18t\e[19t", "\e[8;5;20t\e[9;5;20t")]
    [InlineData("\e[?2004h\e[?2004$p\e[?1$p\e[?7777$p", "\e[?2004;1$y\e[?1;2$y\e[?7777;0$y")]
    [InlineData("\e[4$p\e[4h\e[4$p", "\e[4;2$y\e[4;1$y")]
    [InlineData("\e[?1049h\e[?1049$p", "\e[?1049;1$y")]
    [InlineData("\e[1;31m\eP$qm\e\\", "\eP1$r0;1;31m\e\\")]
    [InlineData("\e[2;4r\eP$qr\e\\\e[3 q\eP$q q\e\\\eP$qz\e\\", "\eP1$r2;4r\e\\\eP1$r3 q\e\\\eP0$r\e\\")]
    [InlineData("\e]2;evil\a\e[21t\e]52;c;?\a\e]10;?\a\x05", "")]
    public void A_program_that_asks_is_answered(string asked, string answered)
    {
        var screen = TerminalScreenTests.Shown(asked);
        Assert.Equal(answered, Encoding.ASCII.GetString(screen.TakeReplies()));
        Assert.Empty(screen.TakeReplies());
    }

    [Fact]
    public void A_program_that_asks_for_ever_does_not_fill_the_memory()
    {
        var screen = TerminalScreenTests.Shown(string.Concat(Enumerable.Repeat("\e[c", 200_000)));
        Assert.InRange(screen.TakeReplies().Length, 1_000_000, 1 << 20);
    }

    [Fact]
    public void Titles_are_kept_without_controls()
    {
        var screen = TerminalScreenTests.Shown("\e]0;both\a");
        Assert.Equal(("both", "both"), (screen.Title, screen.IconTitle));
        screen.Feed("\e]2;✳ wor\u009bking\e\\\e]1;icon\a"u8);
        Assert.Equal(("✳ working", "icon"), (screen.Title, screen.IconTitle));
        screen.Feed([.. "\e]2;"u8, 0xff, .. "\a"u8]);
        Assert.Equal("✳ working", screen.Title);
        screen.Feed(Encoding.UTF8.GetBytes($"\e]2;{new string('x', 1023)}😀\a"));
        Assert.Equal(new string('x', 1023), screen.Title);
    }

    [Fact]
    public void Notifications_wait_to_be_taken_and_the_oldest_give_way()
    {
        var screen = TerminalScreenTests.Shown("\e]9;done\a\e]777;notify;Title;Body; and more\a\e]777;other;x\a");
        Assert.Equal(
            [new ScreenNotification("", "done"), new ScreenNotification("Title", "Body; and more")],
            screen.TakeNotifications());
        Assert.Empty(screen.TakeNotifications());
        screen.Feed(
            Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(number => $"\e]9;{number}\a"))));
        Assert.Equal((8, "8"), (screen.NotificationsDropped, screen.TakeNotifications()[0].Body));
    }

    [Fact]
    public void Progress_is_no_notification()
    {
        var screen = TerminalScreenTests.Shown("\e]9;4;1;250\a");
        Assert.Equal(new ScreenProgress(1, 100), screen.Progress);
        screen.Feed("\e]9;4;0\a"u8);
        Assert.Equal(default, screen.Progress);
        Assert.Empty(screen.TakeNotifications());
    }

    [Fact]
    public void Links_are_found_where_they_are_shown()
    {
        var screen = TerminalScreenTests.Shown(
            "see \e]8;;http://a\e\\\e[1mone\e[0m two\e]8;id=1;http://b;c\e\\\r\nthree\e]8;;\e\\ end\r\n\e]8;;"
                + new string('x', 3000)
                + "\along");
        Assert.Equal([new ScreenLink("http://a", 0, 4, 11), new ScreenLink("http://b;c", 1, 0, 5)], screen.Links());
    }

    [Fact]
    public void The_working_directory_and_the_bell_are_told()
    {
        var screen = TerminalScreenTests.Shown("\a\e]7;file://host/tmp/x\e\\\a");
        Assert.Equal(("file://host/tmp/x", 2L), (screen.WorkingDirectory, screen.Bells));
    }

    [Fact]
    public void The_clipboard_is_left_alone()
    {
        var screen = TerminalScreenTests.Shown("a\e]52;c;aGVsbG8=\ab");
        Assert.Equal("ab", screen.RenderText().TrimEnd('\n'));
        Assert.Empty(screen.TakeReplies());
    }
}
