using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>
/// Waiting for a terminal: what ends a wait, what it tells meanwhile, and that it delays no other call.
/// </summary>
public sealed class WaitTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Fact]
    public async Task A_pattern_is_found_also_when_it_came_before_the_wait()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        await client.TypeAsync(session, "echo fi''nished");
        await client.SeeAsync(session, shown => shown.Contains("\nfinished\n", StringComparison.Ordinal), "'finished'");

        Assert.Equal("finished", (await client.UntilAsync(session, "^fini.hed")).Text("match"));
    }

    [Fact]
    public async Task Quiet_comes_when_nothing_is_printed_any_more()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        await client.TypeAsync(session, "for n in 1 2 3; do echo n$n; sleep 0.1; done; echo the e''nd");

        var waited = await client.CallAsync(
            "session_wait", new { session_id = session, until = "quiet", quiet_ms = 700, timeout_seconds = 30 });

        Assert.Equal((true, "quiet"), (waited["matched"]!.GetValue<bool>(), waited.Text("reason")));
        Assert.Contains("the end", (await client.ScreenAsync(session)).Lines());
    }

    [Fact]
    public async Task A_status_can_be_waited_for()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        await client.TypeAsync(session, "sleep 1");

        var waited = await client.CallAsync(
            "session_wait", new { session_id = session, until = "status", status = "idle", timeout_seconds = 30 });

        Assert.Equal(
            (true, "status", "idle"),
            (waited["matched"]!.GetValue<bool>(), waited.Text("reason"), waited["status"]!["value"].String()));
        var explained = await client.CallAsync("session_explain", new { session_id = session });
        Assert.Equal("idle", explained["status"]!["value"].String());
        Assert.NotEmpty(explained.List("evidence"));
        Assert.Contains("idle", explained.Text("text"));
    }

    [Fact]
    public async Task What_does_not_happen_in_time_is_a_timeout_and_no_refusal()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();

        var waited = await client.CallAsync(
            "session_wait", new { session_id = session, until = "pattern", pattern = "never", timeout_seconds = 0.2 });

        Assert.Equal((false, "timeout"), (waited["matched"]!.GetValue<bool>(), waited.Text("reason")));
    }

    [Fact]
    public async Task A_program_that_ends_ends_every_wait_for_it()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        await client.TypeAsync(session, "exit 3");

        var waited = await client.CallAsync(
            "session_wait", new { session_id = session, until = "pattern", pattern = "never", timeout_seconds = 30 });

        Assert.Equal(
            (false, "ended", 3),
            (waited["matched"]!.GetValue<bool>(), waited.Text("reason"), waited["exit"]!["code"]!.GetValue<int>()));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Who_waits_is_told_how_it_gets_on_and_can_do_other_things_meanwhile(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var session = await client.StartShellAsync();
        var waiting = client.RequestAsync("tools/call", new
        {
            name = "session_wait",
            arguments = new { session_id = session, until = "pattern", pattern = "^re+ady", timeout_seconds = 60 },
            _meta = new { progressToken = "w" },
        });

        var progress = await client.HearAsync(message => message["method"].String() == "notifications/progress");
        Assert.Equal("w", progress["params"]!["progressToken"].String());
        Assert.False(string.IsNullOrWhiteSpace(progress["params"]!["message"].String()));
        Assert.False(waiting.IsCompleted);
        await client.TypeAsync(session, "echo re''ady");

        Assert.True(ToolResult.Of(await waiting).Accepted()["matched"]!.GetValue<bool>());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_cancelled_wait_leaves_the_session_as_it_is(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var session = await client.StartShellAsync();
        var message = client.Message("tools/call", new
        {
            name = "session_wait", arguments = new { session_id = session, until = "exit", timeout_seconds = 600 }, _meta = new { progressToken = "w" },
        });
        using var giveUp = new CancellationTokenSource();
        var call = client.Wire.RequestAsync(message, giveUp.Token);
        await client.HearAsync(heard => heard["method"].String() == "notifications/progress");

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        if (kind is not ConnectionKind.HttpModern)
            await client.NotifyAsync("notifications/cancelled", new { requestId = message["id"]!.GetValue<int>() });

        await client.TypeAsync(session, "echo still h''ere");
        await client.SeeAsync(session, "still here");
    }

    [Theory]
    [InlineData("""{"until":"pattern","pattern":"(unclosed"}""", "pattern_invalid")]
    [InlineData("""{"until":"pattern","pattern":""}""", "pattern_invalid")]
    [InlineData("""{"until":"pattern"}""", "pattern_invalid")]
    [InlineData("""{"until":"status"}""", "invalid_argument")]
    [InlineData("""{"until":"status","status":"tired"}""", "invalid_argument")]
    [InlineData("""{"until":"never"}""", "invalid_argument")]
    public async Task A_wait_that_makes_no_sense_is_refused(string arguments, string code)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        var request = System.Text.Json.Nodes.JsonNode.Parse(arguments)!.AsObject();
        request["session_id"] = session;

        Assert.Equal(code, (await client.TryAsync("session_wait", request)).RefusedWith());
    }

    /// <summary>Both the kind that a plain matcher survives and the kind that needs backtracking.</summary>
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData(@"^(?=(a+)+b)(a|aa)+\1$")]
    public async Task A_catastrophic_pattern_delays_no_other_call(string pattern)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var (session, other) = (await client.StartShellAsync(), await client.StartShellAsync());
        await client.TypeAsync(session, $"printf '%0.sa' $(seq 2000); echo '!'; echo fi''nished");
        await client.SeeAsync(session, "finished");

        var waited = await client.TryAsync(
            "session_wait", new { session_id = session, until = "pattern", pattern, timeout_seconds = 5 });

        if (waited.Refused) Assert.Equal("pattern_too_slow", waited.RefusedWith());
        await client.TypeAsync(other, "echo un''harmed");
        await client.SeeAsync(other, "unharmed");
    }
}
