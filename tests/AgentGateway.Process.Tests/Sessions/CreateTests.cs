using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>How sessions begin, and what cannot begin.</summary>
public sealed class CreateTests(DaemonFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);

    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_session_says_what_it_is(ConnectionKind kind)
    {
        if (!Programs.Has("bwrap")) Assert.Skip("bubblewrap is not installed.");
        await using var client = await fixture.ConnectAsync(kind);
        var name = $"shown-{kind}";

        var created = await client.CallAsync("session_create", new
        {
            command = "cat", name, directory = _folder.Path, environment = new { CANARY = "not to be shown" }, backend = "pty", columns = 90, rows = 20, agent = "weles",
        });

        var session = created["session"]!;
        Assert.StartsWith("ses_", created.Text("session_id"), StringComparison.Ordinal);
        Assert.Equal(created.Text("session_id"), session["id"].String());
        Assert.Equal(
            (name, "running", "cat", "pty", "workspace"),
            (session["name"].String(), session["state"].String(), session["command"].String(),
                session["backend"].String(), session["sandbox"].String()));
        Assert.Equal((90, 20), (session["columns"]!.GetValue<int>(), session["rows"]!.GetValue<int>()));
        Assert.Equal((_folder.Path, "weles"), (session["directory"].String(), session["agent"].String()));
        Assert.Equal(["CANARY"], session["environment"]!.AsArray().Select(variable => variable.String()));
        Assert.DoesNotContain("not to be shown", created.ToString());
        Assert.NotEmpty(session["promise"]!["statement"].String()!);
        Assert.Contains(
            (await client.CallAsync("session_list")).List("sessions"), one => one!["name"].String() == name);
        Assert.Equal(session["id"].String(), (await client.SessionAsync(name))["id"].String());
    }

    [Theory]
    [InlineData("""{"command":"no-such-program-anywhere"}""", "program_not_found")]
    [InlineData("""{"command":"cat","directory":"/no/such/directory"}""", "directory_not_found")]
    [InlineData("""{"command":"cat","columns":0}""", "invalid_argument")]
    [InlineData("""{"command":"cat","rows":100000}""", "size_invalid")]
    [InlineData("""{"command":"cat","name":"a b/c"}""", "name_invalid")]
    [InlineData("""{"command":"cat","backend":"screen"}""", "invalid_argument")]
    [InlineData("""{"command":"cat","sandbox":"docker"}""", "invalid_argument")]
    [InlineData("""{"command":"cat","workspace":"none-of-that-name"}""", "unknown_workspace")]
    [InlineData("""{"command":"cat","thread_id":"thr_none"}""", "unknown_thread")]
    [InlineData("""{"command":"cat","environment":{"A":"secret:none-of-that-name"}}""", "secret_unknown")]
    [InlineData("""{"command":"cat","environment":{"A=B":"x"}}""", "environment_invalid")]
    [InlineData("""{"command":"cat","args":["a\u0000b"]}""", "argument_invalid")]
    [InlineData("""{"command":"cat","shell":true}""", "unknown_argument")]
    public async Task What_cannot_be_started_is_refused_and_leaves_nothing(string arguments, string code)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var request = JsonNode.Parse(arguments)!.AsObject();
        var name = $"refused-{code.Replace('_', '-')}";
        request["name"] ??= name;

        Assert.Equal(code, (await client.TryAsync("session_create", request)).RefusedWith());

        Assert.DoesNotContain(
            (await client.CallAsync("session_list")).List("sessions"), session => session!["name"].String() == name);
    }

    [Fact]
    public async Task A_file_that_may_not_be_executed_is_no_program()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioModern);
        await File.WriteAllTextAsync(_folder["plain"], "just text", Limits.Soon());
        Assert.Equal(
            "program_not_executable",
            (await client.TryAsync("session_create", new { command = _folder["plain"] })).RefusedWith());
    }

    [Fact]
    public async Task A_name_belongs_to_one_session_until_that_is_removed()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var first = await client.StartAsync(new { command = "cat", name = "unique", backend = "pty" });
        Assert.Equal(
            "name_taken",
            (await client.TryAsync(
                "session_create", new { command = "cat", name = "unique", backend = "pty" })).RefusedWith());

        await client.CallAsync("session_remove", new { session_id = "unique" });

        Assert.NotEqual(first, await client.StartAsync(new { command = "cat", name = "unique", backend = "pty" }));
    }

    [Fact]
    public async Task The_environment_is_what_was_given_and_not_the_daemons()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartAsync(
            new { command = "env", backend = "pty", environment = new { GIVEN = "value 1" }, rows = 100 });
        await client.EndAsync(session);

        var output = (await client.CallAsync("session_output", new { session_id = session })).Text("text");

        Assert.Contains("GIVEN=value 1", output);
        Assert.Contains("TERM=", output);
        Assert.DoesNotContain("TMUX=", output);
        Assert.DoesNotContain("DOTNET_", output);
    }

    [Fact]
    public async Task Without_a_command_it_is_a_shell()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartAsync(new { backend = "pty" });
        await client.TypeAsync(session, "echo $((40+2)); exit");
        Assert.Equal("completed", (await client.EndAsync(session))["state"].String());
        Assert.Contains("42", (await client.CallAsync("session_output", new { session_id = session })).Text("text"));
    }

    [Fact]
    public async Task Init_runs_before_and_cleanup_after_the_program()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartAsync(new
        {
            command = "cat", args = new[] { "made" }, directory = _folder.Path, backend = "pty", init = "echo from init > made", cleanup = "rm made; echo cleaned > after",
        });

        Assert.Equal(0, (await client.EndAsync(session))["exit"]!["code"]!.GetValue<int>());

        Assert.Contains(
            "from init", (await client.CallAsync("session_output", new { session_id = session })).Text("text"));
        await Eventually.TrueAsync(
            () => Task.FromResult(File.Exists(_folder["after"]) && !File.Exists(_folder["made"])),
            "the cleanup script has run");
    }

    [Fact]
    public async Task History_is_told_when_it_is_asked_for()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartAsync(new { command = "echo", args = new[] { "remembered" }, backend = "pty" });
        await client.EndAsync(session);

        var plain = await client.CallAsync("session_get", new { session_id = session });
        Assert.Null(plain["events"]);
        var told = await client.CallAsync("session_get", new { session_id = session, history = true });
        Assert.Contains(told.List("events"), happened => happened!["type"].String() == "session.created");
        await Eventually.TrueAsync(
            async () =>
                (await client.CallAsync("session_get", new { session_id = session, history = true })).List("snapshots")
                .Any(snapshot => snapshot!["screen"].String()!.Contains("remembered", StringComparison.Ordinal)),
            "a snapshot has the last screen");
    }

    public void Dispose() => _folder.Dispose();
}
