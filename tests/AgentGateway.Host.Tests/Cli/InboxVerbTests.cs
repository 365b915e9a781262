using AgentGateway.Cli;
using AgentGateway.Cli.Verbs;
using AgentGateway.Runtime.Attention;

namespace AgentGateway.Host.Tests.Cli;

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
    public void In_a_terminal_of_eighty_columns_each_has_a_sentence_and_a_whole_command()
    {
        const string Id = "apr_000000000000000000000000000";
        var item = new AttentionItemView(
            "approval", Id, "R2 svarog: " + new string('x', 90), new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
            $"agw approve {Id}", Waits: true);
        var (headings, rows) = InboxVerb.Table(new([item], new(1, 0), null), isTerminal: true);

        var lines = TextTable.Lines(
            headings, [.. rows], OutputStyle.Plain with { IsTerminal = true, Width = 80 }).ToList();

        Assert.Equal(3, lines.Count);
        Assert.InRange(lines[1].Length, 60, 80);
        Assert.EndsWith($"  {item.Command}", lines[2], StringComparison.Ordinal);
        var (_, elsewhere) = InboxVerb.Table(new([item], new(1, 0), null), isTerminal: false);
        Assert.Equal(["approval", Id, item.Command, item.Text], Assert.Single(elsewhere).Where((_, at) => at != 2));
    }
}
