namespace AgentGateway.Posix.Tests;

public sealed class PseudoTerminalTests
{
    [Fact]
    public void A_child_that_opens_a_terminal_has_its_size_and_is_controlled_by_it()
    {
        var terminal = PseudoTerminal.Open(91, 27);
        using var master = terminal.Master;
        using var child = Shell(terminal, "stty size; sleep 1000");
        Assert.Equal("27 91\r\n", Read(terminal, bytes: 7));
        Assert.Equal(child.Id, ProcessRow.Read(child.Id)!.ForegroundGroupId);
        PseudoTerminal.Resize(master, 40, 10);
        using var second = StartedChild.Shell("stty size < " + terminal.SlavePath + " > " + terminal.SlavePath,
            new ChildFile.Opened("/dev/null", OpenFlags.ReadOnly));
        Assert.Equal("10 40\r\n", Read(terminal, bytes: 7));
    }

    [Fact]
    public void A_terminal_that_hands_over_every_key_is_told_from_one_that_hands_over_lines()
    {
        var terminal = PseudoTerminal.Open(80, 24);
        using var master = terminal.Master;
        using var child = Shell(terminal, "printf a; read line; stty -icanon; printf b; sleep 1000");
        Assert.Equal("a", Read(terminal, bytes: 1));
        Assert.False(LineMode.IsKeyByKey(child.Id));
        Assert.Equal(1, NonBlockingIo.Write(master, "\r"u8));
        Assert.Equal("\r\nb", Read(terminal, bytes: 3));
        Assert.True(LineMode.IsKeyByKey(child.Id));
    }

    [Fact]
    public void A_process_without_a_terminal_has_no_line_mode()
    {
        using var child = StartedChild.Sleep(new ChildFile.Opened("/dev/null", OpenFlags.ReadOnly));
        Assert.Null(LineMode.IsKeyByKey(child.Id));
        Assert.Null(LineMode.IsKeyByKey(int.MaxValue));
    }

    private static StartedChild Shell(PseudoTerminal terminal, string script) => StartedChild.Shell(
        script, new ChildFile.Opened(terminal.SlavePath, OpenFlags.ReadWrite), new ChildFile.SameAs(0),
        new ChildFile.SameAs(0));

    private static string Read(PseudoTerminal terminal, int bytes)
    {
        var text = "";
        var buffer = new byte[bytes];
        while (text.Length < bytes)
        {
            Assert.Equal(1, RawFile.Poll([new((int)terminal.Master.DangerousGetHandle(), PollEvents.In)], 30_000));
            if (NonBlockingIo.Read(terminal.Master, buffer.AsSpan(text.Length)) is > 0 and var count)
                text += System.Text.Encoding.ASCII.GetString(buffer, text.Length, count);
        }

        return text;
    }
}
