using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>How input and answers to queries reach programs, and what of it stands in the output.</summary>
public sealed class InputTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task Every_query_is_answered_also_where_the_program_reads_late_and_something_is_typed(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync(
            "stty raw -echo; for i in $(seq 4200); do printf '\\033[5n'; done; printf asked; "
            + "head -c 16801 | tr -d x | cksum; printf done",
            backend);
        await gateway.WaitAsync(session.Id, "asked");
        await gateway.TypeAsync(session.Id, null, "x");
        await gateway.WaitAsync(session.Id, "done");
        Assert.Contains("2048628800 16800", await gateway.OutputAsync(session.Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_megabyte_arrives_whole_in_a_program_that_begins_late_to_read(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync(
            "stty raw -echo; printf ready; head -c 1 > /dev/null; head -c 1000000 | cksum; printf done", backend);
        await gateway.WaitAsync(session.Id, "ready");
        var sent = (await gateway.SessionInput.SendAsync(
            Gateway.Client, new(session.Id, "x" + new string('y', 1_000_000)), Stop)).Value;
        Assert.Equal((1_000_001, null), (sent.Written, sent.UndeliveredFrom));
        await gateway.WaitAsync(session.Id, "done");
        Assert.Contains("3405787004 1000000", await gateway.OutputAsync(session.Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(":wq", false, ":wq")]
    [InlineData(":wq", true, "\e[200~:wq\e[201~")]
    [InlineData("one\ntwo", false, "\e[200~one\rtwo\e[201~")]
    public async Task An_editor_takes_one_line_as_keys_and_more_as_a_paste(string text, bool paste, string expected)
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync(
            "stty raw -echo; printf '\\033[?1049h\\033[?2004hready'; "
            + $"head -c {expected.Length} | od -An -tx1 -w100; sleep 1000");
        await gateway.WaitAsync(session.Id, "ready");
        await gateway.SessionInput.SendAsync(Gateway.Client, new(session.Id, text, Paste: paste), Stop);
        await gateway.WaitAsync(session.Id, Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(expected))
            .Chunk(2).Aggregate("", (all, pair) => $"{all} {new string(pair)}").Trim());
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_line_that_the_shell_draws_again_stands_once_in_the_output(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var shell = await gateway.ShellAsync(backend);
        await gateway.WaitAsync(shell.Id, @"\$ $");
        ReceiptView sent = await gateway.TypeAsync(shell.Id, "echo twice-$((1+1))");
        await gateway.WaitAsync(shell.Id, "twice-2");
        var text = (await gateway.SessionOutput.ReadAsync(new(shell.Id, sent.FromOffset), Stop)).Value.Text!;
        Assert.Equal(2, text.Split("echo twice").Length);
        Assert.Equal(2, (await gateway.OutputAsync(shell.Id)).Split("echo twice").Length);
    }
}
