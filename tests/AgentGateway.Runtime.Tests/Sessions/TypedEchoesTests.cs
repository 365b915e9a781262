using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>
/// A terminal that was taken over shows commands of the queue, and not the lines that were typed for them.
/// </summary>
public sealed class TypedEchoesTests
{
    private static readonly CommandId First = new("cmd_01abc");
    private static readonly CommandId Second = new("cmd_02def");
    private static readonly ShellLineReader Bash = new(ShellLineKind.Bash, true);

    [Theory]
    [InlineData(200, 10)]
    [InlineData(40, 24)]
    [InlineData(17, 60)]
    public void A_visible_line_is_the_command_and_the_cursor_stays_where_the_program_has_it(int columns, int rows)
    {
        var screen = Screen(columns, rows, $"before\r\n$ {Echo(First, "echo hi")}hi\r\n$ ");

        var replaced = Replaced(screen, (First, "echo hi"));

        Assert.Equal("before\n$ echo hi\nhi\n$", replaced.RenderText().TrimEnd());
        Assert.Equal((2, 3), (replaced.Cursor.X, replaced.Cursor.Y));
        Assert.DoesNotContain("7391", replaced.RenderText(2_000), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_in_the_scrollback_are_replaced_too()
    {
        var output = string.Concat(Enumerable.Range(1, 10).Select(line => $"line {line}\r\n"));
        var screen = Screen(30, 6, $"$ {Echo(First, "seq 10")}{output}$ {Echo(Second, "echo 'it is'")}it is\r\n$ ");

        var replaced = Replaced(screen, (First, "seq 10"), (Second, "echo 'it is'"));

        var lines = replaced.RenderText(2_000).Split('\n').Select(line => line.TrimEnd())
            .Where(line => line.Length > 0);
        Assert.Equal(
            ["$ seq 10", .. Enumerable.Range(1, 10).Select(line => $"line {line}"), "$ echo 'it is'", "it is", "$"],
            lines);
    }

    [Fact]
    public void A_command_of_several_lines_takes_as_many_rows()
    {
        const string Text = "for i in 1 2\ndo echo $i\ndone";
        var screen = Screen(80, 24, $"$ {Echo(First, Text)}1\r\n2\r\n$ ");

        Assert.Equal(
            "$ for i in 1 2\ndo echo $i\ndone\n1\n2\n$", Replaced(screen, (First, Text)).RenderText().TrimEnd());
    }

    [Fact]
    public void A_line_that_was_echoed_twice_stands_once()
    {
        var typed = Typed(First, "echo hi");
        var screen = Screen(60, 24, $"{typed}\r\n$ {Echo(First, "echo hi")}hi\r\n$ ");

        Assert.Equal("echo hi\nhi\n$", Replaced(screen, (First, "echo hi")).RenderText().TrimEnd());
    }

    [Fact]
    public void What_was_not_typed_for_the_queue_stays()
    {
        var screen = Screen(60, 24, $"$ {Echo(First, "echo hi")}hi\r\n$ ");
        var before = screen.RenderText();

        Assert.Same(screen, Replaced(screen, (Second, "echo other")));
        Assert.Equal(before, screen.RenderText());
        var full = Screen(60, 24, $"\e[?1049h{Echo(First, "echo hi")}");
        Assert.Same(full, Replaced(full, (First, "echo hi")));
    }

    private static TerminalScreen Replaced(TerminalScreen screen, params (CommandId Id, string Text)[] commands) =>
        TypedEchoes.Replace(screen, commands.ToDictionary(command => command.Id, command => command.Text));

    private static TerminalScreen Screen(int columns, int rows, string printed)
    {
        var screen = new TerminalScreen(columns, rows);
        screen.Feed(Encoding.UTF8.GetBytes(printed));
        return screen;
    }

    /// <summary>The line as a shell echoes it, with the marker that it prints when it takes the line.</summary>
    private static string Echo(CommandId id, string text) =>
        $"{Typed(id, text)}\r\n{Encoding.ASCII.GetString(ShellLine.Marker(isEnd: false, id))}\a";

    /// <summary>Without what empties the line first, which the shell takes back.</summary>
    private static string Typed(CommandId id, string text) =>
        Encoding.ASCII.GetString(ShellLine.Typed(Bash, id, text))[2..].TrimEnd('\r')
            .Replace("\r", "\r\n", StringComparison.Ordinal);
}
