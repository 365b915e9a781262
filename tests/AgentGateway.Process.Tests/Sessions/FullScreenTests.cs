using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>
/// Programs that take the whole screen, and a prompt of another language, driven by keys and seen by their screens.
/// </summary>
public sealed class FullScreenTests(DaemonFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);

    public static TheoryData<string> Backends => ["pty", "tmux"];

    [Theory, MemberData(nameof(Backends))]
    public async Task Vim_edits_a_file(string backend)
    {
        Terminals.Need("vim");
        if (backend == "tmux") Terminals.Need("tmux");
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioModern);
        var session = await client.StartAsync(
            new { command = "vim", args = new[]
            {
                "-Nu", "NONE", "--noplugin", "-n", "note.txt",
            }, directory = _folder.Path, backend });
        await client.SeeAsync(session, "note.txt");
        Assert.True((await client.ScreenAsync(session))["alternate"]!.GetValue<bool>());

        await client.PressAsync(session, "i");
        await client.CallAsync("session_send", new { session_id = session, text = "first line\nsecond: zażółć" });
        await client.PressAsync(session, "escape");
        var screen = await client.SeeAsync(session, "second: zażółć");
        Assert.Equal(["first line", "second: zażółć", "~"], screen.Split('\n')[..3]);
        // In the end dd at the first line, so that a key that is none of text is seen to work, too.
        await client.PressAsync(session, "g", "g", "d", "d");
        await client.SeeAsync(
            session, shown =>
                shown.StartsWith("second: zażółć\n~\n", StringComparison.Ordinal), "only the second line");
        // Pasted text would go into the file.
        await client.PressAsync(session, ":", "w", "q", "enter");

        Assert.Equal(0, (await client.EndAsync(session))["exit"]!["code"]!.GetValue<int>());
        Assert.Equal("second: zażółć\n", await File.ReadAllTextAsync(_folder["note.txt"], Limits.Soon()));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Less_pages_through_a_file_and_gives_the_screen_back(string backend)
    {
        Terminals.Need("less", "bash");
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        await File.WriteAllLinesAsync(
            _folder["long.txt"], Enumerable.Range(1, 200).Select(number => $"line {number}"), Limits.Soon());
        var session = await client.StartShellAsync(backend, rows: 12, directory: _folder.Path);
        await client.TypeAsync(session, "echo be''fore");
        await client.TypeAsync(session, $"LESS= less {_folder["long.txt"]}");
        await client.SeeAsync(
            session, shown => shown.StartsWith("line 1\nline 2\n", StringComparison.Ordinal), "the first page");
        Assert.True((await client.ScreenAsync(session))["alternate"]!.GetValue<bool>());

        await client.PressAsync(session, "space");
        await client.SeeAsync(
            session, shown => shown.StartsWith("line 12\n", StringComparison.Ordinal), "the second page");
        await client.PressAsync(session, "down", "down");
        await client.SeeAsync(
            session, shown => shown.StartsWith("line 14\n", StringComparison.Ordinal), "two lines more");
        await client.CallAsync("session_send", new { session_id = session, text = "/line 150", submit = true });
        await client.SeeAsync(
            session, shown => shown.StartsWith("line 150\n", StringComparison.Ordinal), "what was searched for");
        await client.PressAsync(session, "q");

        var screen = await client.SeeAsync(
            session, shown => shown.Contains("\nbefore\n", StringComparison.Ordinal), "the shell's screen again");
        Assert.DoesNotContain("line 150\n", screen);
        Assert.False((await client.ScreenAsync(session))["alternate"]!.GetValue<bool>());
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Python_answers_at_its_prompt(string backend)
    {
        Terminals.Need("python3");
        if (backend == "tmux") Terminals.Need("tmux");
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioOlder);
        var session = await client.StartAsync(
            new { command = "python3", args = new[] { "-q" }, backend, environment = new { PYTHON_BASIC_REPL = "1" } });
        await client.SeeAsync(session, ">>>");

        await client.TypeAsync(session, "'-'.join(str(n) for n in range(5))");
        var waited = await client.UntilAsync(session, "^'0-1-2-3-4'\r?$");
        Assert.True(waited["matched"]!.GetValue<bool>(), waited.ToString());
        // A block ends with an empty line.
        await client.CallAsync(
            "session_send",
            new { session_id = session, text = "for n in range(3):\n    print('n', n * n)\n", submit = true });
        await client.SeeAsync(
            session, shown => shown.Contains("\nn 0\nn 1\nn 4\n", StringComparison.Ordinal), "what the block printed");
        await client.PressAsync(session, "ctrl-d");

        Assert.Equal("completed", (await client.EndAsync(session))["state"].String());
    }

    [Fact]
    public async Task A_screen_can_be_seen_with_its_colours()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        await client.TypeAsync(session, @"printf '\033[1;31mred\033[0m plain\n'");
        await client.SeeAsync(session, shown => shown.Contains("\nred plain\n", StringComparison.Ordinal), "the words");

        var ansi = await client.CallAsync("session_screen", new { session_id = session, format = "ansi" });

        var line = ansi.Lines()
            .Single(line =>
                line.Contains("red", StringComparison.Ordinal) && !line.Contains("printf", StringComparison.Ordinal));
        Assert.Matches("\x1b\\[[0-9;]*31[0-9;]*mred", line);
        Assert.Equal(24, ansi.Lines().Length);
    }

    [Fact]
    public async Task Lines_are_drawn_with_characters_of_unicode()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        await client.TypeAsync(session, @"printf '\033(0lqk\033(B box\n'");
        await client.SeeAsync(session, "┌─┐ box");
    }

    [Fact]
    public async Task What_scrolled_away_can_be_seen_above_the_screen()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync(rows: 5);
        await client.TypeAsync(session, "seq 100 130");
        await client.SeeAsync(
            session, shown => shown.Contains("\n130\n$", StringComparison.Ordinal), "the last number");

        var screen = await client.CallAsync("session_screen", new { session_id = session, scrollback = 10 });

        Assert.Equal(5, screen["rows"]!.GetValue<int>());
        Assert.Equal(15, screen.Lines().Length);
        Assert.Contains("120", screen.Lines());
    }

    public void Dispose() => _folder.Dispose();
}
