using AgentGateway.Cli.Chat.Editing;
using AgentGateway.Data;

namespace AgentGateway.Host.Tests.Chat;

public sealed class HistoryTests
{
    [Fact]
    public void What_was_entered_is_there_in_the_next_chat_and_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        var file = new HistoryFile(folder["chat_history"]);
        Assert.Empty(file.Read());

        file.Append("one line");
        file.Append("two\nlines \"quoted\"");

        Assert.Equal(["one line", "two\nlines \"quoted\""], new HistoryFile(folder["chat_history"]).Read());
        Assert.Equal(DataDirectory.OwnerFile, File.GetUnixFileMode(folder["chat_history"]));
    }

    [Fact]
    public void A_long_file_is_shortened_to_its_end()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["chat_history"], Enumerable.Range(0, 2_500).Select(number => $"\"entry {number}\""));

        var entries = new HistoryFile(folder["chat_history"]).Read();

        Assert.Equal((InputHistory.EntriesMax, "entry 2499"), (entries.Count, entries[^1]));
        Assert.Equal(InputHistory.EntriesMax, File.ReadAllLines(folder["chat_history"]).Length);
        Assert.Equal(DataDirectory.OwnerFile, File.GetUnixFileMode(folder["chat_history"]));
    }

    [Fact]
    public void Lines_of_others_and_control_characters_are_left_out()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["chat_history"], ["no json", "7", "\"a\\u001b[31mb\""]);

        Assert.Equal(["a[31mb"], new HistoryFile(folder["chat_history"]).Read());
    }

    [Fact]
    public void A_place_that_cannot_be_written_remembers_nothing_and_disturbs_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = new HistoryFile(folder["missing/chat_history"]);

        file.Append("lost");

        Assert.Empty(file.Read());
    }

    [Fact]
    public void The_same_twice_is_one_entry()
    {
        var history = new InputHistory(["a"]);

        Assert.Equal((false, true, false), (history.Add("a"), history.Add("b"), history.Add("  ")));
    }
}
