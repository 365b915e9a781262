using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Sessions.Verbs;

public sealed class SessionVerbTests(DaemonFixture fixture)
{
    private Daemon Daemon => fixture.Daemon;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_shell_can_be_worked_with_from_the_command_line(string backend)
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon, backend);
        Assert.StartsWith("ses_", shell.Id);
        var shown = await shell.GetAsync();
        Assert.Equal(shell.Id, shown["id"].String());
        Assert.Equal("running", shown["state"].String());
        Assert.Equal(backend, shown["backend"].String());
        Assert.Equal(Agw.WorkingDirectory, shown["directory"].String());
        Assert.Contains(shell.Name, (await RunAsync("session", "list")).Succeeded());
        Assert.Contains("bash --norc --noprofile", (await shell.RunAsync("get")).Succeeded());

        (await shell.RunAsync("send", "echo $((6*7))-answer")).Succeeded();
        Assert.Equal(
            "42-answer",
            (await shell.RunAsync(
                "wait", "--pattern", "[0-9]+-answer", "--offset", "0", "--timeout-seconds", "30")).Succeeded()
                .Trim());
        await shell.ShowsAsync("\n42-answer\n");
        Assert.Equal(24, (await shell.RunAsync("screen", "--json")).Json()["rows"]!.GetValue<int>());
        Assert.Contains("42-answer", (await shell.RunAsync("output", "--offset", "0")).Succeeded());
        Assert.DoesNotContain('\e', (await shell.RunAsync("output", "--offset", "0")).Output);
        Assert.Contains("\r\n", (await shell.RunAsync("output", "--offset", "0", "--format", "raw")).Succeeded());

        (await shell.RunAsync("send", "--no-submit", "half a line")).Succeeded();
        await shell.ShowsAsync("ready$ half a line");
        (await shell.RunAsync("send", "--key", "ctrl-c")).Succeeded();
        Assert.Equal("100x30", (await shell.RunAsync("resize", "100", "30")).Succeeded().Trim());
        (await shell.RunAsync("send", "stty size")).Succeeded();
        await shell.ShowsAsync("30 100");

        Assert.NotEmpty((await shell.RunAsync("explain")).Succeeded());
        Assert.Contains(
            "snapshot: for a test", (await shell.RunAsync("snapshot", "--reason", "for a test")).Succeeded());
        Assert.Contains("for a test", (await shell.RunAsync("history")).Succeeded());
        Assert.Contains("stopped", (await shell.RunAsync("stop")).Succeeded());
        (await shell.RunAsync("send", "too late")).RefusedWith("session_ended");
        Assert.Contains("run 2", (await shell.RunAsync("restart")).Succeeded());
        Assert.Equal("running", (await shell.GetAsync())["state"].String());
        (await shell.RunAsync("remove")).Succeeded();
        (await shell.RunAsync("get")).RefusedWith("unknown_session");
    }

    /// <summary>Beside the output, so that a script that takes the id gets the id alone.</summary>
    [Fact]
    public async Task A_person_who_creates_an_open_session_is_told_what_it_may_do()
    {
        var open = await RunAsync("session", "create", "--", "true");
        Assert.Matches(@"\Ases_\w+\n\z", open.Succeeded());
        Assert.StartsWith("Open, without a sandbox: it may do what your user may", open.Error);
        Assert.Empty((await RunAsync("session", "create", "--json", "--", "true")).Error);
        var contained = await RunAsync("session", "create", "--sandbox", "read", "--", "true");
        if (!contained.Error.Contains("sandbox_", StringComparison.Ordinal)) Assert.Empty(contained.Error);
    }

    [Fact]
    public async Task What_is_given_to_a_session_is_there_and_never_shown()
    {
        await using var session = await SessionOfTest.CreateAsync(Daemon,
            options:
            [
                "--env", "GIVEN=canary-value-1", "--agent", "coder", "--columns", "60", "--rows", "12",
                "--time-limit-seconds", "300",
            ],
            command: ["sh", "-c", "echo \"[$GIVEN] $1 $COLUMNS\"; stty size; cat", "sh", "two words"]);

        await session.ShowsAsync("[canary-value-1] two words");
        await session.ShowsAsync("12 60");
        var shown = await session.RunAsync("get");
        Assert.DoesNotContain("canary", shown.Succeeded());
        Assert.Contains("GIVEN", shown.Output);
        Assert.Contains("coder", shown.Output);
        (await RunAsync("session", "create", "--name", session.Name, "--", "cat")).RefusedWith("name_taken");
        (await RunAsync(
            "session", "create", "--env", "NOT_SET_ANYWHERE", "--", "cat")).RefusedWith("environment_invalid");
        (await RunAsync("session", "create", "--secret", "NOT_STORED", "--", "cat")).RefusedWith("secret_unknown");
        (await RunAsync("session", "create", "--", "no-such-program-here")).RefusedWith("program_not_found");
        (await RunAsync(
            "session", "create", "--directory", "/not/there", "--", "cat")).RefusedWith("directory_not_found");
    }

    [Fact]
    public async Task Waiting_says_by_its_exit_code_whether_it_came_to_pass()
    {
        await using var session = await SessionOfTest.CreateAsync(
            Daemon, command: ["sh", "-c", "echo begun; read line; exit 3"]);

        (await session.RunAsync("wait", "--pattern", "beg.n", "--offset", "0")).Succeeded();
        var quiet = await session.RunAsync("wait", "--quiet-ms", "200");
        Assert.Equal(0, quiet.ExitCode);
        var never = await session.RunAsync("wait", "--pattern", "never printed", "--timeout-seconds", "0.3");
        Assert.Equal(5, never.ExitCode);
        Assert.Contains("the time was over", never.Error);
        (await session.RunAsync("wait", "--pattern", "(")).RefusedWith("pattern_invalid");
        (await session.RunAsync("send", "go")).Succeeded();
        var ended = await session.RunAsync("wait");
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("exit 3", ended.Error);
    }

    [Fact]
    public async Task Output_can_be_followed_to_its_end_and_searched_afterwards()
    {
        await using var session = await SessionOfTest.CreateAsync(
            Daemon,
            command:
            [
                "sh",
                "-c",
                "echo first; read line; printf 'zweite \\303\\274 Zeile\\n'; echo ERROR: unusual-word-4711",
            ]);
        var following = Agw.RunAsync(
            "session", "output", session.Id, "--follow", "--offset", "0", "--data", Daemon.Data);
        (await session.RunAsync("send", "go")).Succeeded();

        var text = (await following).Succeeded();

        Assert.Contains("first", text);
        Assert.Contains("zweite ü Zeile", text);
        await Eventually.TrueAsync(
            async () => (await RunAsync(
                "session", "search", "unusual-word-4711", "--session", session.Name, "--severity", "error", "--json"))
            .Json()["hits"]!.AsArray().Count > 0, "the line is found");
        Assert.Contains(
            session.Name, (await RunAsync("session", "search", "\"unusual-word-4711\"", "--since", "1h")).Succeeded());
    }

    [Fact]
    public async Task A_recording_is_written_once_and_is_asciicast()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await using var session = await SessionOfTest.CreateAsync(Daemon, command: ["printf", "recorded"]);
        (await session.RunAsync("wait")).Succeeded();

        (await session.RunAsync("export", "--cast", folder["a.cast"])).Succeeded();

        var lines = await File.ReadAllLinesAsync(folder["a.cast"], Limits.Soon());
        Assert.Equal(2, JsonNode.Parse(lines[0])!["version"]!.GetValue<int>());
        Assert.Contains("recorded", string.Concat(lines.Skip(1).Select(line => JsonNode.Parse(line)![2].String())));
        (await session.RunAsync("export", "--cast", folder["a.cast"])).RefusedWith("file_exists");
        (await RunAsync("session", "export", "ses_none", "--cast", folder["b.cast"])).RefusedWith("unknown_session");
        Assert.False(File.Exists(folder["b.cast"]));
        Assert.Equal(lines[0], (await session.RunAsync("export", "--cast", "-")).Succeeded().Split('\n')[0]);
    }

    [Fact]
    public async Task A_clone_is_another_session_like_it()
    {
        await using var session = await SessionOfTest.CreateAsync(
            Daemon, options: ["--env", "WHO=cloned-value"], command: ["sh", "-c", "echo \"I am $WHO\"; cat"]);
        var clone = (await session.RunAsync("clone", "--name", session.Name + "-2")).Succeeded().Trim();

        Assert.NotEqual(session.Id, clone);
        await Eventually.TrueAsync(
            async () => (await RunAsync("session", "screen", clone)).Output.Contains(
                "I am cloned-value", StringComparison.Ordinal),
            "the clone runs");
        Assert.Equal(
            session.Id, (await RunAsync("session", "get", clone, "--json")).Json()["session"]!["cloned_from"].String());
        (await RunAsync("session", "remove", clone)).Succeeded();
    }

    [Fact]
    public async Task A_workspace_can_be_made_and_worked_in()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        var directory = Directory.CreateDirectory(folder["here"]).FullName;
        var name = $"ws-{Environment.ProcessId}";

        Assert.Equal(
            directory, (await RunAsync("workspace", "create", name, "--directory", directory)).Succeeded().Trim());

        Assert.Contains(name, (await RunAsync("workspace", "list")).Succeeded());
        await using var session = await SessionOfTest.CreateAsync(
            Daemon, options: ["--workspace", name], command: ["sh", "-c", "pwd; echo port $PORT; cat"]);
        await session.ShowsAsync(directory);
        Assert.Equal(name, (await session.GetAsync())["workspace"].String());
        (await RunAsync("workspace", "diff", name)).Succeeded();
        (await RunAsync("workspace", "remove", name, "--force")).Succeeded();
        Assert.True(Directory.Exists(directory));
        (await RunAsync("workspace", "remove", name)).RefusedWith("unknown_workspace");
    }

    [Theory]
    [InlineData("session", "create", "--columns", "wide")]
    [InlineData("session", "get")]
    [InlineData("session", "screen", "x", "--format", "png")]
    [InlineData("session", "export", "x")]
    [InlineData("session", "wait", "x", "--until", "never")]
    [InlineData("workspace", "create")]
    [InlineData("attach")]
    public async Task A_wrong_command_is_a_usage_error(params string[] arguments)
    {
        var run = await Agw.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--help", run.Error);
    }

    [Theory]
    [InlineData("session", "list")]
    [InlineData("session", "run", "true")]
    [InlineData("workspace", "list")]
    [InlineData("top")]
    public async Task Without_a_daemon_a_verb_says_so(params string[] verb)
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);

        (await Agw.RunAsync([.. verb, "--no-start", "--data", folder["data"]])).RefusedWith(
            "daemon_not_running", exitCode: 3);
        (await Agw.RunAsync([.. verb, "--data", folder["misspelt"]])).RefusedWith(
            "data_directory_missing", exitCode: 3);
        Assert.False(Directory.Exists(folder["misspelt"]));
    }

    [Fact]
    public async Task Every_verb_explains_itself()
    {
        var help = (await Agw.RunAsync("session", "--help")).Succeeded();
        foreach (var verb in (string[])
        [
            "create", "list", "get", "screen", "output", "search", "send", "run", "wait", "resize", "stop", "restart",
            "clone", "remove", "explain", "enqueue", "queue", "history", "snapshot", "export",
        ])
            Assert.Contains($"  {verb} ", help);
        foreach (var verb in (string[])["attach", "top", "workspace", "hook"])
            Assert.Contains("Usage:", (await Agw.RunAsync(verb, "--help")).Succeeded());
    }

    private Task<Finished> RunAsync(params string[] verb) =>
        Agw.RunAsync(
            [verb[0], .. verb.Length > 1 ? [verb[1]] : Array.Empty<string>(), "--data", Daemon.Data, .. verb.Skip(2)]);
}
