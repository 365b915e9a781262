using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Host;

public sealed class VerbTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    private string Data => fixture.Daemon.Data;

    [Fact]
    public async Task A_conversation_can_be_had_from_the_command_line()
    {
        var thread = (await RunAsync("thread", "new", "--title", "By hand", "--agent", "svarog")).Succeeded().Trim();
        Assert.StartsWith("thr_", thread);

        var sent = await RunAsync("thread", "send", thread, "Hello", "from", "here");
        Assert.Contains("Svarog", sent.Succeeded());
        Assert.Single(sent.Output.Trim().Split('\n'));
        var json = (await RunAsync("thread", "send", thread, "@weles check every claim", "--json")).Json();
        Assert.Equal("completed", json["status"].String());
        Assert.Equal("participant", json["directive"]!["kind"].String());
        Assert.Contains("rarog", (await RunAsync("thread", "handoff", thread, "rarog", "it", "knows")).Succeeded());
        Assert.Equal("svarog", (await RunAsync("thread", "return", thread, "--json")).Json()["owner"].String());
        (await RunAsync("thread", "rename", thread, "Another", "title")).Succeeded();
        Assert.Contains("Another title", (await RunAsync("thread", "list", "Another")).Succeeded());

        var read = (await RunAsync("thread", "read", thread, "--json")).Json();
        Assert.Equal("Another title", read["thread"]!["title"].String());
        Assert.Equal("operator", read["messages"]![0]!["author"].String());
        Assert.Equal("Hello from here", read["messages"]![0]!["text"].String());
        Assert.Contains("Hello from here", (await RunAsync("thread", "read", thread)).Succeeded());
        var fork = (await RunAsync("thread", "fork", thread)).Succeeded().Trim();
        Assert.NotEqual(thread, fork);
        Assert.Contains("persona", (await RunAsync("thread", "prompt", thread)).Succeeded());
        Assert.NotEmpty(
            (await RunAsync("thread", "search", "Hello", "--thread", thread, "--json")).Json()["hits"]!.AsArray());
        (await RunAsync("thread", "cancel", fork)).RefusedWith("nothing_running");
        (await RunAsync("thread", "archive", thread)).Succeeded();
        (await RunAsync("thread", "send", thread, "Too late")).RefusedWith("thread_archived");
        (await RunAsync("thread", "archive", thread, "--undo")).Succeeded();
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_client_is_known_by_its_name(ConnectionKind kind)
    {
        await using var client = await McpClient.ConnectAsync(fixture.Daemon, kind);
        var thread = await client.NewThreadAsync();
        await client.SendAsync(thread, "Hello");

        Assert.Contains("client    agw-tests", (await RunAsync("status")).Succeeded());
        Assert.Contains("client (agw-tests", (await RunAsync("thread", "read", thread)).Succeeded());
    }

    [Fact]
    public async Task The_inbox_has_a_reply_until_it_was_seen()
    {
        var thread = (await RunAsync("thread", "send", "Hello", "inbox", "--json")).Json()["thread_id"].String()!;
        Assert.Contains($"agw thread read {thread}", (await RunAsync("inbox", "--json")).Succeeded());
        Assert.Contains($"agw thread read {thread}", (await RunAsync("inbox")).Succeeded());
        Assert.Matches("^[0-9]+!?\n$", (await RunAsync("inbox", "--count")).Succeeded());
        Assert.Contains(": agw inbox", (await RunAsync("status")).Succeeded());

        Assert.Contains($"agw thread read {thread}", (await RunAsync("inbox", "--seen")).Succeeded());

        Assert.DoesNotContain(thread, (await RunAsync("inbox", "--json")).Succeeded());
    }

    [Fact]
    public async Task A_message_without_a_thread_begins_one_and_may_come_from_standard_input()
    {
        var start = Agw.Start("thread", "send", "-", "--json", "--data", Data);
        using var process = OsProcess.Start(start)!;
        await process.StandardInput.WriteAsync("line one\nline two ü");
        process.StandardInput.Close();
        var sent = JsonNode.Parse(await process.StandardOutput.ReadToEndAsync(Limits.Soon()))!;

        var read = (await RunAsync("thread", "read", sent["thread_id"].String()!, "--json")).Json();

        Assert.Equal("line one\nline two ü", read["messages"]![0]!["text"].String());
        Assert.Equal(start.WorkingDirectory.TrimEnd('/'), read["thread"]!["workspace"].String());
    }

    [Fact]
    public async Task Following_shows_messages_as_they_come()
    {
        var thread = (await RunAsync("thread", "new")).Succeeded().Trim();
        using var following = OsProcess.Start(Agw.Start("thread", "follow", thread, "--data", Data))!;
        // Only what happens from now on is shown, so it is said again until it is seen.
        var line = following.StandardOutput.ReadLineAsync(Limits.Soon()).AsTask();
        await Eventually.TrueAsync(async () =>
        {
            (await RunAsync("thread", "send", thread, "Do you hear me?")).Succeeded();
            return line.IsCompleted;
        }, "a follower sees a message");

        Assert.Matches("#[0-9]+ (operator|svarog): ", await line);
        following.Kill();
    }

    [Fact]
    public async Task Agents_are_listed_and_shown_by_any_name()
    {
        Assert.Contains("weles", (await RunAsync("agents")).Succeeded());
        Assert.Contains(
            ("svarog"),
            (await RunAsync("agents", "list", "--json")).Json()["agents"]!.AsArray()
                .Select(agent => agent!["id"].String()));
        Assert.Equal("svarog", (await RunAsync("agents", "show", "MAIN", "--json")).Json()["agent"]!["id"].String());
        (await RunAsync("agents", "show", "nobody")).RefusedWith("unknown_agent");
    }

    [Fact]
    public async Task Status_says_what_runs()
    {
        var status = (await RunAsync("status", "--json")).Json();

        Assert.Equal("ready", status["status"].String());
        Assert.Equal(fixture.Daemon.Pid, status["pid"]!.GetValue<int>());
        Assert.Equal(Data, status["data"].String());
        Assert.Contains("ready", (await RunAsync("status")).Succeeded());
    }

    [Fact]
    public async Task The_doctor_finds_nothing_to_put_right()
    {
        var findings = (await RunAsync("doctor", "--json")).Json()["findings"]!.AsArray();

        foreach (var check in (string[])
        [
            "data", "token", "settings", "daemon", "disk", "clock", "sqlite", "journal", "models", "agent",
        ])
            Assert.Contains(findings, finding => finding!["check"].String() == check);
        Assert.DoesNotContain(findings, finding => finding!["status"].String() == "fail");
        Assert.All(
            findings,
            finding => Assert.True(finding!["status"].String() == "ok" || finding["hint"].String() is { Length: > 0 }));
    }

    [Fact]
    public async Task The_doctor_names_what_is_wrong_also_without_a_daemon()
    {
        using var folder = new TemporaryFolder();
        (await Agw.RunAsync("token", "--data", folder["data"])).Succeeded();
        File.SetUnixFileMode(Path.Combine(folder["data"], "token"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var run = await Agw.RunAsync("doctor", "--data", folder["data"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("chmod 600", run.Output);
    }

    [Fact]
    public async Task The_journal_can_be_checked_exported_and_copied_whether_or_not_a_daemon_runs()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        var sent = (await Agw.RunAsync("thread", "send", "Keep this", "--json", "--data", daemon.Data)).Json();
        for (var round = 0; round < 2; round++)
        {
            Assert.True(
                (await Agw.RunAsync(
                    "journal", "verify", "--json", "--data", daemon.Data)).Json()["sound"]!.GetValue<bool>());
            var lines = (await Agw.RunAsync(
                "journal", "export", "--stream", $"thread/{sent["thread_id"]}", "--data", daemon.Data)).Succeeded()
                .Trim()
                .Split('\n');
            Assert.Equal(1, JsonNode.Parse(lines[0])!["version"]!.GetValue<int>());
            Assert.Contains(lines, line => line.Contains("Keep this", StringComparison.Ordinal));
            (await Agw.RunAsync("backup", folder[$"copy{round}"], "--data", daemon.Data)).Succeeded();
            (await Agw.RunAsync("backup", folder[$"copy{round}"], "--data", daemon.Data)).RefusedWith("file_exists");
            await daemon.StopAsync();
        }

        (await Agw.RunAsync(
            "journal", "export", "--stream", "thread/none", "--data", daemon.Data)).RefusedWith("unknown_stream");
        (await Agw.RunAsync("restore", folder["copy0"], "--data", folder["restored"])).Succeeded();
        Assert.True(
            (await Agw.RunAsync(
                "journal", "verify", "--json", "--data", folder["restored"])).Json()["sound"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("stop")]
    [InlineData("agents", "--no-start")]
    [InlineData("events", "--no-start")]
    [InlineData("thread", "list", "--no-start")]
    [InlineData("thread", "send", "hello", "--no-start")]
    public async Task Without_a_daemon_a_verb_that_may_start_none_says_so(params string[] verb)
    {
        using var folder = new TemporaryFolder();

        (await Agw.RunAsync([.. verb, "--data", folder["data"]])).RefusedWith("daemon_not_running", exitCode: 3);

        var json = await Agw.RunAsync([.. verb, "--json", "--data", folder["data"]]);
        Assert.Equal(3, json.ExitCode);
        Assert.Equal("daemon_not_running", JsonNode.Parse(json.Output)!["error"]!["code"].String());
    }

    [Fact]
    public async Task A_verb_starts_the_daemon_that_it_needs_and_so_do_start_and_serve_detach()
    {
        using var folder = new TemporaryFolder();
        async Task<Finished> AgwAsync(params string[] verb)
        {
            var start = Agw.Start(verb);
            start.Environment["AGW_DATA"] = folder["data"];
            start.Environment["AGW_Http__Url"] = "http://127.0.0.1:0";
            return await Agw.RunAsync(start);
        }

        Assert.Contains("weles", (await AgwAsync("agents")).Succeeded());
        (await AgwAsync("stop")).Succeeded();
        (await AgwAsync("status")).RefusedWith("daemon_not_running", exitCode: 3);
        Assert.Contains("agw is listening on http://127.0.0.1:", (await AgwAsync("start")).Succeeded());
        Assert.Contains("It runs already.", (await AgwAsync("start")).Error);
        (await AgwAsync("stop")).Succeeded();
        Assert.Contains("agw is listening on", (await AgwAsync("serve", "--detach")).Succeeded());
        (await AgwAsync("stop")).Succeeded();
    }

    [Fact]
    public async Task An_id_with_piped_text_goes_on_in_that_thread_and_an_unknown_option_sends_nothing()
    {
        var thread = (await RunAsync("thread", "new", "--title", "Piped")).Succeeded().Trim();
        var start = Agw.Start("thread", "send", thread, "--json", "--data", Data);
        using var process = OsProcess.Start(start)!;
        await process.StandardInput.WriteAsync("a diff\n");
        process.StandardInput.Close();
        var sent = JsonNode.Parse(await process.StandardOutput.ReadToEndAsync(Limits.Soon()))!;
        Assert.Equal(thread, sent["thread_id"].String());

        Assert.Equal(2, (await RunAsync("thread", "send", thread)).ExitCode);
        var handed = await RunAsync("thread", "handoff", thread, "weles", "--reasn", "x", "--json");
        Assert.Equal(2, handed.ExitCode);
        Assert.Contains("--reason", JsonNode.Parse(handed.Output)!["error"]!["message"].String());

        var read = (await RunAsync("thread", "read", "Piped", "--json")).Json();
        Assert.Equal("svarog", read["thread"]!["owner"].String());
        Assert.Equal("a diff", read["messages"]![0]!["text"].String());
        Assert.Equal(2, read["messages"]!.AsArray().Count);
    }

    [Fact]
    public async Task At_a_terminal_times_are_relative_long_output_is_paged_and_waiting_is_shown()
    {
        (await RunAsync("thread", "new", "--title", "Seen at a terminal")).Succeeded();
        await using var listing = await Person.StartAsync(100, 200, "thread", "list", "--data", Data);
        await listing.SeesAsync("s ago");

        await using var paging = await Person.StartProgramAsync(
            100, 3, "/usr/bin/env", "PAGER=sed s/^/paged:/", Agw.File, "agents", "--data", Data);
        await paging.SeesAsync("paged:");
        await using var printing = await Person.StartProgramAsync(
            100, 3, "/usr/bin/env", "PAGER=sed s/^/paged:/", Agw.File, "agents", "--no-pager", "--data", Data);
        await printing.LeavesAsync();
        Assert.DoesNotContain("paged:", printing.Raw);

        await using var waiting = await Person.StartAsync(
            100, 24, "session", "run", "sleep 2; echo over", "--data", Data);
        await waiting.SeesAsync("over");
        Assert.Contains("· waiting, 1 s", waiting.Raw);
        Assert.DoesNotContain("waiting", waiting.Screen);
    }

    [Theory]
    [InlineData("help", "nosuch")]
    [InlineData("nonsense")]
    [InlineData("thread")]
    [InlineData("thread", "read")]
    [InlineData("thread", "list", "--limit", "many")]
    [InlineData("thread", "send", "--mode", "sideways", "hello")]
    [InlineData("serve", "--port", "3")]
    public async Task A_wrong_command_is_a_usage_error(params string[] arguments)
    {
        var run = await Agw.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error: ", run.Error);
        Assert.Contains("--help", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Every_verb_explains_itself()
    {
        var help = (await Agw.RunAsync("--help")).Succeeded();
        foreach (var verb in (string[])
        [
            "serve", "mcp", "status", "stop", "token", "doctor", "events", "agents", "thread", "journal", "backup",
            "restore",
        ])
        {
            Assert.Contains(verb, help);
            Assert.Contains("Usage:", (await Agw.RunAsync(verb, "--help")).Succeeded());
        }

        var thread = (await Agw.RunAsync("thread", "--help")).Succeeded();
        foreach (var verb in (string[])
        [
            "new", "list", "read", "send", "follow", "search", "handoff", "return", "cancel", "fork", "rename",
            "archive", "prompt",
        ])
            Assert.Contains($"  {verb} ", thread);
    }

    [Fact]
    public async Task A_refusal_is_json_where_json_is_asked_for()
    {
        var run = await RunAsync("thread", "read", "thr_none", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("unknown_thread", JsonNode.Parse(run.Output)!["error"]!["code"].String());
    }

    private Task<Finished> RunAsync(params string[] verb) => Agw.RunAsync([.. verb, "--data", Data]);
}
