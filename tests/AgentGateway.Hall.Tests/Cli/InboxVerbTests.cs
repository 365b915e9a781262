using AgentGateway.Cli;
using AgentGateway.Cli.Verbs;

namespace AgentGateway.Hall.Tests.Cli;

public sealed class InboxVerbTests
{
    [Theory]
    [InlineData(0, 0, "", "empty")]
    [InlineData(0, 3, "3", "3 new: agw inbox")]
    [InlineData(1, 0, "1!", "1 waits for you: agw inbox")]
    [InlineData(2, 3, "2!", "2 wait for you, 3 new: agw inbox")]
    public void A_prompt_and_the_status_say_how_much_there_is(int waiting, int unseen, string prompt, string status)
    {
        Assert.Equal(prompt, InboxVerb.Short(new(waiting, unseen)));
        Assert.Equal(status, InboxVerb.Told(new(waiting, unseen)));
    }

    [Fact]
    public async Task A_prompt_is_silent_where_no_daemon_runs_and_starts_none()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(ExitCodes.Done, await CommandLine.RunAsync(["inbox", "--count", "--data", folder.Path]));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_command_of_a_row_is_never_cut()
    {
        const string Command = "agw approve apr_000000000000000000000000000";
        var lines = TextTable.Lines(
            ["KIND", "WHAT", "AGE", "NEXT"],
            [["approval", "svarog: a sentence that is far too long for a narrow window", "5m ago", Command]],
            OutputStyle.Plain with { IsTerminal = true, Width = 72 }).ToList();

        Assert.EndsWith(Command, lines[1], StringComparison.Ordinal);
        Assert.Contains("…", lines[1], StringComparison.Ordinal);
    }
}
