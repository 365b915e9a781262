namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>Waiting for what happens in a session.</summary>
public sealed class WaitingTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Fact]
    public async Task An_answer_that_came_before_the_wait_is_found_and_the_same_one_only_once()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ShellAsync();
        await gateway.TypeAsync(session.Id, "echo o''ne");
        Assert.True((await gateway.WaitAsync(session.Id, "^one$")).Matched);
        var again = (await gateway.SessionWaits.WaitAsync(
            new(session.Id, "pattern", "^one$", TimeoutSeconds: 0.1), null, Stop)).Value;
        Assert.Equal((false, "timeout"), (again.Matched, again.Reason));
        await gateway.TypeAsync(session.Id, "echo o''ne");
        Assert.True((await gateway.WaitAsync(session.Id, "^one$")).Matched);
        Assert.True(
            (await gateway.SessionWaits.WaitAsync(
                new(session.Id, "pattern", "^one$", Offset: 0), null, Stop)).Value.Matched);
    }

    [Fact]
    public async Task What_a_short_program_printed_is_found_after_its_end()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.EndAsync((await gateway.ScriptAsync("echo short life")).Id);
        Assert.True((await gateway.WaitAsync(session.Id, "short")).Matched);
        var missing = await gateway.WaitAsync(session.Id, "long");
        Assert.Equal((false, "ended", 0), (missing.Matched, missing.Reason, missing.Exit?.Code));
    }

    [Fact]
    public async Task The_end_of_the_program_ends_a_wait_for_a_pattern()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("read x; exit 5");
        var waiting = gateway.WaitAsync(session.Id, "never");
        await gateway.TypeAsync(session.Id, "go");
        var outcome = await waiting;
        Assert.Equal((false, "ended", 5), (outcome.Matched, outcome.Reason, outcome.Exit?.Code));
    }

    [Fact]
    public async Task Quiet_exit_and_status_are_waited_for()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ShellAsync();
        var quiet = (await gateway.SessionWaits.WaitAsync(
            new(session.Id, "quiet", QuietMilliseconds: 200, TimeoutSeconds: 30), null, Stop)).Value;
        Assert.Equal((true, "quiet"), (quiet.Matched, quiet.Reason));
        var idle = (await gateway.SessionWaits.WaitAsync(
            new(session.Id, "status", Status: "idle", TimeoutSeconds: 30), null, Stop)).Value;
        Assert.Equal((true, "status", "idle"), (idle.Matched, idle.Reason, idle.Status?.Value));
        await gateway.TypeAsync(session.Id, "read -p 'Proceed? [y/N] ' x");
        Assert.True(
            (await gateway.SessionWaits.WaitAsync(
                new(session.Id, "status", Status: "needs-approval", TimeoutSeconds: 30), null, Stop)).Value.Matched);
        await gateway.TypeAsync(session.Id, "y");
        var exit = gateway.SessionWaits.WaitAsync(new(session.Id, "exit", TimeoutSeconds: 30), null, Stop);
        await gateway.TypeAsync(session.Id, "exit 6");
        var outcome = (await exit).Value;
        Assert.Equal(
            (true, "exit", 6, "exited"), (outcome.Matched, outcome.Reason, outcome.Exit?.Code, outcome.Status?.Value));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_says_how_it_stands()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("sleep 1000");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var told = new TaskCompletionSource<string>();
        var waiting = gateway.SessionWaits.WaitAsync(new(session.Id, "exit"), new FirstTold(told), cancellation.Token);
        Assert.Contains("Waiting for exit", await told.Task.WaitAsync(Limits.Signal, Stop), StringComparison.Ordinal);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal("running", (await gateway.GetAsync(session.Id)).State);
    }

    [Fact]
    public async Task A_program_that_never_reads_leaves_its_input_stuck_and_says_so()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("stty raw -echo; echo ready; sleep 1000");
        await gateway.WaitAsync(session.Id, "ready");
        var receipt = (await gateway.SessionInput.SendAsync(
            Gateway.Client, new(session.Id, new string('x', 200_000)), Stop)).Value;
        Assert.Equal("stuck", receipt.State);
        Assert.InRange(receipt.Written, 1, 199_999);
        Assert.Equal(
            "stuck", (await gateway.SessionInput.ReceiptAsync(session.Id, receipt.ReceiptId, Stop)).Value.State);
        Assert.Equal(
            "stopped", (await gateway.Sessions.StopAsync(Gateway.Client, session.Id, false, Stop)).Value.Session.State);
    }

    [Fact]
    public async Task A_terminal_answers_what_its_program_asks()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new(
            "/bin/bash",
            [
                "-c",
                "stty raw -echo; printf '\\033[6n'; IFS= read -r -d R answer; stty sane; printf 'got %q\\n' "
                    + "\"$answer\"; read x",
            ], Backend: "pty"));
        Assert.True((await gateway.WaitAsync(session.Id, @"got .*\[1;1")).Matched);
    }

    private sealed class FirstTold(TaskCompletionSource<string> told) : IProgress<string>
    {
        public void Report(string value) => told.TrySetResult(value);
    }
}
