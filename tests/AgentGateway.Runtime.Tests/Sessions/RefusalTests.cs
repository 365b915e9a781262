using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>What cannot be done is refused with a code, and leaves nothing behind.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Stop => Gateway.Stop;

    public static TheoryData<string, CreateSession> Wrong => new()
    {
        { "program_not_found", new("no-such-program") },
        { "program_not_found", new("") },
        { "program_not_executable", new("/etc/passwd") },
        { "directory_not_found", new("/bin/true", Directory: "/no/such/directory") },
        { "size_invalid", new("/bin/true") { Size = new(Columns: 0) } },
        { "size_invalid", new("/bin/true") { Size = new(Rows: 5000) } },
        { "backend_unknown", new("/bin/true", Backend: "screen") },
        { "name_invalid", new("/bin/true", Name: "a b") },
        { "name_invalid", new("/bin/true", Name: "ses_x") },
        { "unknown_workspace", new("/bin/true", Workspace: "nowhere") },
        { "unknown_thread", new("/bin/true") { Owner = new(ThreadId: "thr_none") } },
        { "environment_invalid", new("/bin/true", Environment: new Dictionary<string, string> { ["A=B"] = "" }) },
        { "argument_invalid", new("/bin/true", ["a\0b"]) },
        { "invalid_argument", new("/bin/true") { Limits = new(TimeSeconds: 0) } },
        { "invalid_argument", new("/bin/true") { Limits = new(MemoryBytes: 1) } },
        { "invalid_argument", new("/bin/true") { Limits = new(OutputBytes: 0) } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_session_that_makes_no_sense_is_refused(string code, CreateSession request)
    {
        await using var gateway = await Gateway.StartAsync();
        Assert.Equal(code, await gateway.RefusedAsync(request));
        Assert.Empty((await gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Sessions);
        var sessions = Path.Combine(gateway.Data, "sessions");
        Assert.Empty(Directory.Exists(sessions) ? Directory.GetDirectories(sessions, "ses_*") : []);
    }

    [Fact]
    public async Task Of_two_with_one_name_one_is_refused_and_a_removed_name_is_free()
    {
        await using var gateway = await Gateway.StartAsync();
        var both = await Task.WhenAll(
            gateway.Sessions.CreateAsync(
                Gateway.Client, new(
                    "/bin/cat", Name: "one", Backend: "pty"), Stop), gateway.Sessions.CreateAsync(
                        Gateway.Client, new("/bin/cat", Name: "one", Backend: "pty"), Stop));
        Assert.Equal("name_taken", Assert.Single(both, outcome => outcome.Rejection is not null).Rejection?.Code);
        Assert.Null((await gateway.Sessions.RemoveAsync(Gateway.Client, "one", Stop)).Rejection);
        await gateway.CreateAsync(new("/bin/cat", Name: "one", Backend: "pty"));
    }

    [Fact]
    public async Task No_more_run_than_may()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { RunningMax = 1 }) });
        var first = await gateway.CreateAsync(new("/bin/cat", Backend: "pty"));
        Assert.Equal("too_many_sessions", await gateway.RefusedAsync(new("/bin/cat", Backend: "pty")));
        await gateway.Sessions.StopAsync(Gateway.Client, first.Id, false, Stop);
        await gateway.CreateAsync(new("/bin/cat", Backend: "pty"));
        Assert.Equal(
            "too_many_sessions", (await gateway.Sessions.RestartAsync(Gateway.Client, first.Id, Stop)).Rejection?.Code);
    }

    [Fact]
    public async Task Input_that_makes_no_sense_is_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new("/bin/cat", Backend: "pty"));
        Assert.Equal("invalid_argument", await SendAsync(new(session.Id)));
        Assert.Equal("key_unknown", await SendAsync(new(session.Id, Keys: ["hyper-x"])));
        Assert.Equal("invalid_argument", await SendAsync(new(session.Id, Raw: "%%%")));
        Assert.Equal("invalid_argument", await SendAsync(new(session.Id, "x", WaitMilliseconds: -1)));
        Assert.Equal("unknown_session", await SendAsync(new("nobody", "x")));
        Assert.Equal(
            "unknown_receipt", (await gateway.SessionInput.ReceiptAsync(session.Id, 99, Stop)).Rejection?.Code);

        async Task<string?> SendAsync(SendInput input) =>
            (await gateway.SessionInput.SendAsync(Gateway.Client, input, Stop)).Rejection?.Code;
    }

    [Fact]
    public async Task Questions_that_make_no_sense_are_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new("/bin/cat", Backend: "pty"));
        Assert.Equal("pattern_invalid", await WaitAsync(new(session.Id, "pattern", "(")));
        Assert.Equal("pattern_invalid", await WaitAsync(new(session.Id, "pattern")));
        Assert.Equal("invalid_argument", await WaitAsync(new(session.Id, "sunrise")));
        Assert.Equal("invalid_argument", await WaitAsync(new(session.Id, "status", Status: "happy")));
        Assert.Equal("invalid_argument", await WaitAsync(new(session.Id, "quiet", QuietMilliseconds: 0)));
        Assert.Equal("invalid_argument", await WaitAsync(new(session.Id, "exit", TimeoutSeconds: -1)));
        Assert.Equal("unknown_session", await WaitAsync(new("nobody", "exit")));
        Assert.Equal(
            "invalid_argument",
            (await gateway.SessionOutput.ScreenAsync(new(session.Id, "html"), Stop)).Rejection?.Code);
        Assert.Equal(
            "invalid_argument",
            (await gateway.SessionOutput.ReadAsync(new(session.Id, MaxBytes: 0), Stop)).Rejection?.Code);
        Assert.Equal("empty_query", (await gateway.SessionOutput.SearchAsync(new(" "), Stop)).Rejection?.Code);
        Assert.Equal(
            "invalid_argument",
            (await gateway.SessionOutput.SearchAsync(new("x", Since: "yesterday"), Stop)).Rejection?.Code);
        Assert.Equal(
            "size_invalid",
            (await gateway.Sessions.ResizeAsync(Gateway.Client, session.Id, 0, 10, Stop)).Rejection?.Code);

        async Task<string?> WaitAsync(WaitForSession wait) =>
            (await gateway.SessionWaits.WaitAsync(wait, null, Stop)).Rejection?.Code;
    }

    [Fact]
    public async Task A_catastrophic_pattern_is_given_up()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("printf 'a%.0s' $(seq 1 5000); read x");
        var outcome = await gateway.SessionWaits.WaitAsync(
            new(session.Id, "pattern", @"(?=(a+)+$)(a+)+\1\1\1b", TimeoutSeconds: 30), null, Stop);
        Assert.Equal("pattern_too_slow", outcome.Rejection?.Code);
    }

    [Fact]
    public async Task Of_an_ended_session_what_needs_a_program_is_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.EndAsync((await gateway.ScriptAsync("exit 0")).Id);
        Assert.Equal(
            "session_ended",
            (await gateway.Sessions.ResizeAsync(Gateway.Client, session.Id, 90, 20, Stop)).Rejection?.Code);
        Assert.Equal(
            "session_ended",
            (await gateway.Sessions.AttachAsync(Gateway.Operator, session.Id, false, Stop)).Rejection?.Code);
        Assert.Equal(
            "session_ended",
            (await gateway.SessionHistory.SnapshotAsync(Gateway.Client, session.Id, null, Stop)).Rejection?.Code);
        Assert.Equal(
            "completed",
            (await gateway.Sessions.StopAsync(Gateway.Client, session.Id, false, Stop)).Value.Session.State);
    }
}
