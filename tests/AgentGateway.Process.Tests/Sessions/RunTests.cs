using System.Diagnostics;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>One command and its result, in a terminal of its own or in a shell; and the queue of a shell.</summary>
public sealed class RunTests(DaemonFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);

    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_command_answers_its_exit_code_and_its_output(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);

        var ran = await client.CallAsync(
            "session_run", new { command = "pwd; echo \"zażółć $((2+3))\"; exit 3", directory = _folder.Path });

        Assert.Equal(3, ran["exit_code"]!.GetValue<int>());
        Assert.Equal($"{_folder.Path}\nzażółć 5", ran.Text("output").ReplaceLineEndings("\n").TrimEnd());
        Assert.False(ran["truncated"]!.GetValue<bool>());
        Assert.False(ran["timed_out"]!.GetValue<bool>());
        Assert.True(ran["duration_ms"]!.GetValue<long>() >= 0);
        Assert.Contains(
            "zażółć 5",
            (await client.CallAsync("session_output", new { session_id = ran.Text("session_id") })).Text("text"));
    }

    /// <summary>The daemon withholds its own files from others, and only those.</summary>
    [Fact]
    public async Task A_command_makes_files_with_the_permissions_that_are_usual()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var shell = new ProcessStartInfo("bash", ["-c", "unshare true && umask"]) { RedirectStandardOutput = true };
        using var usual = OsProcess.Start(shell)!;
        var expected = (await usual.StandardOutput.ReadToEndAsync(Limits.Soon())).Trim();
        Assert.SkipWhen(expected.Length == 0, "This machine does not allow a thread to differ from its process.");

        var inTerminal = await client.CallAsync("session_run", new { command = "umask" });
        var piped = await client.CallAsync("session_run", new { command = "umask", stdio = "separate" });

        Assert.Equal(expected, inTerminal.Text("output").Trim());
        Assert.Equal(expected, piped.Text("output").Trim());
    }

    [Fact]
    public async Task A_long_output_is_cut_and_says_so()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);

        var ran = await client.CallAsync("session_run", new { command = "echo begin; seq 1 40000; echo end" });

        Assert.True(ran["truncated"]!.GetValue<bool>());
        Assert.InRange(ran.Text("output").Length, 1_000, 200_000);
        Assert.StartsWith("begin", ran.Text("output"), StringComparison.Ordinal);
        Assert.EndsWith("end", ran.Text("output").TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_takes_too_long_is_stopped_with_all_that_it_started()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);

        var child = Processes.NewSeconds();
        var running = client.CallAsync(
            "session_run", new { command = $"echo begun; sleep {child} & wait", timeout_seconds = 2 });
        await Eventually.TrueAsync(() => Processes.Have(child), "the child runs");

        var ran = await running;

        Assert.True(ran["timed_out"]!.GetValue<bool>());
        Assert.Null(ran["exit_code"]);
        Assert.Contains("begun", ran.Text("output"));
        await Eventually.TrueAsync(() => !Processes.Have(child), "the child is gone");
    }

    [Fact]
    public async Task A_cancelled_call_stops_its_command()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioModern);
        var program = Processes.NewSeconds();
        var message = client.Message(
            "tools/call",
            new { name = "session_run", arguments = new { command = $"sleep {program}" } });
        using var giveUp = new CancellationTokenSource();
        var call = client.Wire.RequestAsync(message, giveUp.Token);
        await Eventually.TrueAsync(() => Processes.Have(program), "the command has begun");

        await client.NotifyAsync("notifications/cancelled", new { requestId = message["id"]!.GetValue<int>() });
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await Eventually.TrueAsync(() => !Processes.Have(program), "the command is gone");
    }

    [Fact]
    public async Task A_command_runs_in_a_shell_with_its_directory_and_variables()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync(directory: _folder.Path);
        await client.TypeAsync(session, "mkdir below; cd below; fruit=apple");

        var ran = await client.CallAsync(
            "session_run", new { command = "pwd; echo $fruit; false", session_id = session });

        Assert.Equal(1, ran["exit_code"]!.GetValue<int>());
        Assert.Equal($"{_folder["below"]}\napple", ran.Text("output").ReplaceLineEndings("\n").Trim());
        Assert.Equal(session, ran.Text("session_id"));
        Assert.Equal(
            0,
            (await client.CallAsync(
                "session_run",
                    new { command = "test $fruit = apple", session_id = session }))["exit_code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Queued_commands_run_in_order_and_only_when_what_they_depend_on_ended_so()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        async Task<string> EnqueueAsync(string command, string? after = null, string? when = null) =>
            (await client.CallAsync(
                "session_enqueue",
                new { session_id = session, command, depends_on = after is null
                    ? null
                    : new[] { after }, when }))["command"]!["command_id"].String()!;

        var failing = await EnqueueAsync("sleep 0.3; false");
        var onSuccess = await EnqueueAsync("echo never", failing);
        var onFailure = await EnqueueAsync("echo rescued", failing, "failure");
        var onCode = await EnqueueAsync("echo one", failing, "exit:1");

        var commands = new Dictionary<string, System.Text.Json.Nodes.JsonNode>();
        await Eventually.TrueAsync(
            async () =>
            {
                commands = (await client.CallAsync("session_queue", new { session_id = session })).List("commands")
                    .ToDictionary(one => one!["command_id"].String()!, one => one!);
                return commands.Count == 4
                    && commands.Values.All(one => one["state"].String() is not ("waiting" or "running"));
            },
            "all have ended");
        Assert.Equal(
            ("failed", 1), (commands[failing]["state"].String(), commands[failing]["exit_code"]!.GetValue<int>()));
        Assert.Equal("skipped", commands[onSuccess]["state"].String());
        Assert.Equal(
            ("succeeded", "succeeded"), (commands[onFailure]["state"].String(), commands[onCode]["state"].String()));
        var output = await client.CallAsync("session_output", new
        {
            session_id = session,
            offset = commands[onFailure]["from_offset"]!.GetValue<long>(),
            max_bytes = commands[onFailure]["to_offset"]!.GetValue<long>() - commands[onFailure]["from_offset"]!.GetValue<long>(),
        });
        Assert.Contains("rescued", output.Text("text"));
    }

    [Fact]
    public async Task What_is_no_shell_has_no_queue()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartAsync(new { command = "cat", backend = "pty" });
        Assert.Equal(
            "not_a_shell",
            (await client.TryAsync("session_enqueue", new { session_id = session, command = "ls" })).RefusedWith());
        Assert.Equal(
            "not_a_shell",
            (await client.TryAsync("session_run", new { session_id = session, command = "ls" })).RefusedWith());
    }

    public void Dispose() => _folder.Dispose();
}
