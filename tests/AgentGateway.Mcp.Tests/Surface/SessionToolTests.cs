using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>Every tool of terminals and workspaces answers as its schema says, which some clients check.</summary>
public sealed class SessionToolTests : IAsyncLifetime
{
    private GatewayWithTools _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayWithTools.OpenAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_session_from_its_begin_to_its_end()
    {
        var session = await StartAsync(
            """{"command":"cat","name":"echo","backend":"pty","agent":"rarog","time_limit_seconds":600,"""
                + """ "environment":{"A":"b"}}""");
        Assert.Equal("running", (string?)(await _gateway.CallAsync("session_get", session))["session"]!["state"]);
        Assert.Single((await _gateway.CallAsync("session_list", "{}"))["sessions"]!.AsArray());

        var receipt = await _gateway.CallAsync("session_send", With(session, "text", "zażółć error 7", "submit", true));
        Assert.Equal(
            (int)receipt["bytes"]!,
            (int)(await _gateway.CallAsync(
                "session_send", With(session, "receipt_id", (int)receipt["receipt_id"]!)))["bytes"]!);
        var waited = await _gateway.CallAsync(
            "session_wait", With(session, "until", "pattern", "pattern", "(?s)zażółć.*zażółć"));
        Assert.True((bool)waited["matched"]!);
        await _gateway.CallAsync("session_wait", With(session, "until", "quiet", "quiet_ms", 20));
        await _gateway.CallAsync(
            "session_wait", With(session, "until", "status", "status", "exited", "timeout_seconds", 0));
        var screen = await _gateway.CallAsync("session_screen", With(session, "scrollback", 2));
        Assert.StartsWith(
            "zażółć error 7\nzażółć error 7\n", ((string)screen["text"]!).TrimStart('\n'), StringComparison.Ordinal);
        await _gateway.CallAsync("session_screen", With(session, "format", "ansi"));
        Assert.NotNull((await _gateway.CallAsync("session_output", session))["text"]);
        Assert.NotNull(
            (await _gateway.CallAsync("session_output", With(session, "format", "raw", "offset", -5)))["base64"]);
        await _gateway.CallAsync("session_resize", With(session, "columns", 100, "rows", 30));
        Assert.NotEmpty((string)(await _gateway.CallAsync("session_explain", session))["text"]!);
        Assert.Empty((await _gateway.CallAsync("session_queue", session))["commands"]!.AsArray());
        Assert.Equal(
            "before",
            (string?)(await _gateway.CallAsync("session_snapshot", With(session, "reason", "before")))["reason"]);
        var clone = await _gateway.CallAsync("session_clone", With(session, "name", "again"));
        Assert.Equal(
            ((string?)JsonNode.Parse(session)!["session_id"], "cat"),
            ((string?)clone["session"]!["cloned_from"], (string?)clone["session"]!["command"]));
        Assert.Equal(
            "again",
            (string?)(await _gateway.CallAsync("session_list", """{"agent":"rarog","limit":1}"""))["sessions"]![0]!["name"]);
        await _gateway.CallAsync("session_remove", """{"session_id":"again"}""");

        Assert.Equal(
            "stopped",
            (string?)(await _gateway.CallAsync("session_stop", With(session, "force", true)))["session"]!["state"]);
        Assert.Equal("session_ended", await _gateway.RefusedAsync("session_send", With(session, "text", "x")));
        Assert.True((bool)(await _gateway.CallAsync("session_wait", With(session, "until", "exit")))["matched"]!);
        Assert.NotEmpty((await _gateway.CallAsync("session_get", With(session, "history", true)))["events"]!.AsArray());
        await FoundAsync("zażółć");
        Assert.Equal(2, (int)(await _gateway.CallAsync("session_restart", session))["session"]!["run"]!);
        await _gateway.CallAsync("session_remove", session);
        Assert.Equal("unknown_session", await _gateway.RefusedAsync("session_screen", session));
    }

    [Fact]
    public async Task A_program_that_fails_and_one_that_is_killed()
    {
        var failed = await StartAsync("""{"command":"sh","args":["-c","exit 3"],"backend":"pty"}""");
        Assert.Equal(
            3, (int)(await _gateway.CallAsync("session_wait", With(failed, "until", "exit")))["exit"]!["code"]!);
        var killed = await StartAsync("""{"command":"sh","args":["-c","kill -9 $$"],"backend":"pty","sandbox":"open"}""");
        Assert.Equal(
            9, (int)(await _gateway.CallAsync("session_wait", With(killed, "until", "exit")))["exit"]!["signal"]!);
        var limited = await StartAsync("""{"command":"yes","backend":"pty","output_limit_bytes":10000}""");
        await _gateway.CallAsync("session_wait", With(limited, "until", "exit"));
        var session = (await _gateway.CallAsync("session_get", limited))["session"]!;
        Assert.Equal("output_limit", (string?)session["failure"]!["code"]);
    }

    [Fact]
    public async Task Commands_run_alone_and_in_a_shell()
    {
        var ran = await _gateway.CallAsync("session_run", """{"command":"echo out; exit 4"}""");
        Assert.Equal((4, "out"), ((int)ran["exit_code"]!, ((string)ran["output"]!).Trim()));
        var apart = await _gateway.CallAsync(
            "session_run", """{"command":"echo out; echo err >&2","stdio":"separate"}""");
        Assert.Equal(("out\n", "err\n"), ((string?)apart["output"], (string?)apart["errors"]));
        var shell = await StartAsync("""{"command":"sh","backend":"pty"}""");
        var queued = await _gateway.CallAsync("session_enqueue", With(shell, "command", "false", "priority", "high"));
        Assert.Equal("high", (string?)queued["command"]!["priority"]);
        Assert.Equal(0, (int)(await _gateway.CallAsync("session_run", With(shell, "command", "true")))["exit_code"]!);
        await _gateway.CallAsync("session_enqueue", With(shell, "command", "read x"));
        var unwanted = await _gateway.CallAsync("session_enqueue", With(shell, "command", "true", "priority", "low"));
        var taken = await _gateway.CallAsync(
            "session_dequeue", With(shell, "command_id", (string)unwanted["command"]!["command_id"]!));
        Assert.Equal("cancelled", (string?)taken["command"]!["state"]);
        await Eventually.TrueAsync(
            async () => (await _gateway.CallAsync("session_queue", shell))["commands"]!.AsArray()
                .Any(one => (string?)one!["state"] == "failed" && (int)one["exit_code"]! == 1),
            "the queued command has failed");
    }

    [Fact]
    public async Task A_workspace_from_its_begin_to_its_end()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_gateway.Folder, "project")).FullName;
        var created = await _gateway.CallAsync(
            "workspace_create", new JsonObject { ["name"] = "site", ["directory"] = directory }.ToJsonString());
        Assert.Equal(
            ("ready", "directory"), ((string?)created["workspace"]!["state"], (string?)created["workspace"]!["kind"]));
        Assert.Single((await _gateway.CallAsync("workspace_list", "{}"))["workspaces"]!.AsArray());
        await _gateway.CallAsync("workspace_diff", """{"name":"site"}""");
        var session = await _gateway.CallAsync(
            "session_create",
            """{"command":"sh","args":["-c","echo $AGW_WORKSPACE; pwd"],"workspace":"site","backend":"pty"}""");
        Assert.Equal(
            (directory,
                "site"), ((string?)session["session"]!["directory"], (string?)session["session"]!["workspace"]));
        Assert.Equal(
            "name_taken",
            await _gateway.RefusedAsync(
                "workspace_create", new JsonObject { ["name"] = "site", ["directory"] = directory }.ToJsonString()));
        await _gateway.CallAsync("workspace_remove", """{"name":"site","force":true}""");
        Assert.Equal("unknown_workspace", await _gateway.RefusedAsync("workspace_diff", """{"name":"site"}"""));
        Assert.True(Directory.Exists(directory));
    }

    private async Task<string> StartAsync(string request) =>
        new JsonObject
        {
            ["session_id"] = (string?)(await _gateway.CallAsync("session_create", request))["session_id"],
        }.ToJsonString();

    private Task FoundAsync(string query) => Eventually.TrueAsync(
        async () => (await _gateway.CallAsync(
            "session_search", new JsonObject { ["query"] = query }.ToJsonString()))["hits"]!.AsArray()
            .Count > 0, $"{query} is found");

    private static string With(string session, params object[] pairs)
    {
        var arguments = JsonNode.Parse(session)!.AsObject();
        for (var at = 0; at < pairs.Length; at += 2)
        {
            arguments[(string)pairs[at]] = pairs[at + 1] switch
            {
                string text => text,
                bool flag => flag,
                int number => number,
                _ => throw new ArgumentException("Not a value of JSON.", nameof(pairs)),
            };
        }

        return arguments.ToJsonString();
    }
}
