namespace AgentGateway.Posix.Tests;

public sealed class ProcessRowTests
{
    [Fact]
    public void A_name_may_hold_what_looks_like_fields() => Assert.Equal(
        new ProcessRow(7, 'S', 3, 4, 5, 6, 1234) { TerminalNumber = 34816 },
        ProcessRow.Parse(7, "7 (a) R 1 (b c) S 3 4 5 34816 6 0 0 0 0 0 0 0 0 0 20 0 1 0 1234 99 0"));

    [Fact]
    public void A_line_that_is_cut_off_is_no_process() => Assert.Null(ProcessRow.Parse(7, "7 (a) S 3 4 5"));

    [Fact]
    public void A_process_is_found_among_all_in_its_session_and_by_its_parent()
    {
        using var child = StartedChild.Sleep(new ChildFile.Opened("/dev/null", OpenFlags.ReadOnly));
        Assert.Contains(ProcessRow.All(), row => row.Id == child.Id);
        Assert.Equal([child.Id], ProcessRow.OfSession(child.Id).Select(row => row.Id));
        Assert.Equal([child.Id, Environment.ProcessId], ProcessRow.Ancestors(child.Id).Take(2).Select(row => row.Id));
        Assert.Null(ProcessRow.Read(int.MaxValue));
    }

    [Fact]
    public void A_child_that_ended_is_a_zombie_until_it_is_taken_note_of()
    {
        using var child = StartedChild.Sleep(new ChildFile.Opened("/dev/null", OpenFlags.ReadOnly));
        Signals.Send(child.Id, 9);
        while (ProcessRow.Read(child.Id) is { IsZombie: false }) Thread.Yield();
        Assert.True(ProcessRow.Read(child.Id)!.IsZombie);
        Assert.Equal(9, child.Reap());
        Assert.Null(ProcessRow.Read(child.Id));
    }
}
