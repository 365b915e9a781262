using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>
/// Decisions that come twice, too late, from the wrong person, or for something else than what was shown.
/// </summary>
public sealed class DecisionFaultTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedModel _model = new();
    private Daemon _daemon = null!;
    private McpClient _client = null!;

    /// <summary>
    /// What the model's commands ask for. An open one is asked about by default, and bound to its files.
    /// </summary>
    private string _sandbox = "open";

    private string Ran => _folder["ran"];

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Of_many_decisions_at_once_on_every_surface_one_counts_and_the_others_learn_whose()
    {
        var token = await TokenAsync("phone", "--approve", "R3");
        await using var phone = await ConnectAsync(token);
        for (var round = 0; round < 5; round++)
        {
            var (thread, turn, approval) = await AskAsync("echo", "once");
            var decided = await Task.WhenAll(
                ByTool(phone, approval, "once"), ByTool(
                    phone, approval, "deny"), ByVerb("approve", approval), ByVerb("deny", approval),
                ByMessage(phone, thread, $"/approve {approval}"), ByMessage(phone, thread, $"/deny {approval}"));
            Assert.Single(decided, refusal => refusal is null);
            Assert.Equal(5, decided.Count(refusal => refusal == "already_decided"));
            var standing = await ApprovalAsync(approval);
            var answer = await AnswerAsync(turn);
            Assert.Equal(standing["decision"].String() == "deny", answer.Contains("denied", StringComparison.Ordinal));
            var late = await phone.TryAsync("approval_resolve", new { approval_id = approval, decision = "once" });
            Assert.Equal(
                ("already_decided",
                    standing["decided_by"].String()), (late.RefusedWith(), late["decided_by"].String()));
        }
    }

    [Fact]
    public async Task Who_has_not_the_right_decides_nothing()
    {
        var tokens = new[]
        {
            await TokenAsync("low", "--approve", "R1"),
            await TokenAsync("bound", "--agent", "svarog"),
            await TokenAsync("other", "--agent", "weles"),
            _daemon.Token,
        };
        var (thread, turn, approval) = await AskAsync("touch", Ran);
        foreach (var token in tokens)
        {
            await using var client = await ConnectAsync(token);
            foreach (var decision in new[] { "once", "session", "always", "deny" })
                Assert.Equal("not_allowed", await ByTool(client, approval, decision));
            Assert.Equal("not_allowed", await ByMessage(client, thread, $"/approve {approval}"));
        }

        var gone = await TokenAsync("gone", "--approve", "R3");
        await using var revoked = await ConnectAsync(gone);
        (await RunAsync("token", "revoke", "gone")).Succeeded();
        await Assert.ThrowsAnyAsync<Exception>(() => ByTool(revoked, approval, "once"));

        Assert.Equal("pending", (await ApprovalAsync(approval))["state"].String());
        Assert.Equal("waiting", (await _client.WaitAsync(turn, wait: 0)).Text("status"));
        Assert.False(File.Exists(Ran));
    }

    [Fact]
    public async Task What_was_swapped_after_it_was_shown_is_asked_about_anew()
    {
        var program = _folder["program"];
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho good >> {Ran}\n", Limits.Soon());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var (_, turn, shown) = await AskAsync(program);
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho evil >> {Ran}\n", Limits.Soon());
        (await RunAsync("approve", shown)).Succeeded();
        await Eventually.TrueAsync(
            async () => (await ApprovalAsync(shown))["state"].String() == "cancelled", "the permission is taken back");
        Assert.NotEmpty((await ApprovalAsync(shown))["reason"].String()!);
        Assert.False(File.Exists(Ran));

        var anew = Assert.Single(
            (await _client.CallAsync("approval_list", new { state = "pending" })).List("approvals"))!["id"].String()!;
        Assert.NotEqual(shown, anew);
        (await RunAsync("approve", shown)).RefusedWith("approval_cancelled");
        await Eventually.TrueAsync(
            async () => (await _client.WaitAsync(turn, wait: 0)).Text("status") == "waiting", "the turn waits again");
        (await RunAsync("approve", anew)).Succeeded();
        await AnswerAsync(turn);
        Assert.Equal(["evil"], await File.ReadAllLinesAsync(Ran, Limits.Soon()));
    }

    [Fact]
    public async Task What_expired_while_the_daemon_was_down_is_no_yes()
    {
        await StopAsync();
        Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllTextAsync(
            Path.Combine(_folder["data"], "appsettings.json"), """{"Approvals":{"MinutesR3":0.05}}""", Limits.Soon());
        await StartAsync();
        var (_, turn, approval) = await AskAsync("touch", Ran);
        var expires = DateTimeOffset.Parse(
            (await ApprovalAsync(approval))["expires_at"].String()!, System.Globalization.CultureInfo.InvariantCulture);
        await _daemon.KillAsync();
        await Eventually.TrueAsync(
            () => Task.FromResult(TimeProvider.System.GetUtcNow() > expires), "its time is over");
        await StartAsync();
        (await RunAsync("approve", approval)).RefusedWith("expired");
        Assert.Contains("No decision came in time", await AnswerAsync(turn), StringComparison.Ordinal);
        Assert.Equal("expired", (await ApprovalAsync(approval))["state"].String());
        Assert.False(File.Exists(Ran));
    }

    [Fact]
    public async Task What_is_allowed_for_a_thread_holds_there_and_what_is_allowed_always_until_it_is_revoked()
    {
        // An open command is approved once only; a contained one is asked about because a rule says so.
        await StopAsync();
        await ApprovingDaemonFixture.WriteRulesAsync(_folder["data"]);
        await StartAsync();
        _sandbox = "workspace";
        var (thread, turn, approval) = await AskAsync("echo", "session");
        (await RunAsync("approve", approval, "--session")).Succeeded();
        await AnswerAsync(turn);
        Assert.Equal("completed", (await SendAsync(thread, "echo", "session")).Text("status"));
        Assert.Equal("waiting", (await SendAsync(await _client.NewThreadAsync(), "echo", "session")).Text("status"));

        (_, turn, approval) = await AskAsync("echo", "always");
        (await RunAsync("approve", approval, "--always")).Succeeded();
        await AnswerAsync(turn);
        await _daemon.KillAsync();
        await StartAsync();
        Assert.Equal("completed", (await SendAsync(await _client.NewThreadAsync(), "echo", "always")).Text("status"));
        Assert.Equal(
            "waiting", (await SendAsync(await _client.NewThreadAsync(), "echo", "always", "and more")).Text("status"));
        var rule = $"rul_{approval["apr_".Length..]}";
        Assert.Contains(rule, (await RunAsync("policy", "list")).Succeeded(), StringComparison.Ordinal);
        (await RunAsync("policy", "revoke", rule)).Succeeded();
        Assert.Equal("waiting", (await SendAsync(await _client.NewThreadAsync(), "echo", "always")).Text("status"));

        foreach (var command in (string[][])
        [
            ["sh", "-c", "echo no"], ["env", "echo", "no"], ["nice", "echo", "no"], ["timeout", "9", "echo", "no"],
            ["xargs", "echo"],
        ])
            (await RunAsync(
                "approve", (await AskAsync(command)).Approval, "--always")).RefusedWith("always_not_possible");
    }

    [Fact]
    public async Task Who_waits_for_a_person_holds_no_lane_and_no_place_at_the_model()
    {
        await StopAsync();
        await File.WriteAllTextAsync(
            Path.Combine(_folder["data"], "appsettings.json"),
            $$$"""{"Providers":{"openai":{"base_url":"{{{_model.Url}}}","api_key":"sk-scripted","concurrency":1,"queue_max":1}},"Tasks":{"RunningMax":1,"RunningPerAgentMax":1,"RunningPerWorkspaceMax":1}}""",
            Limits.Soon());
        await StartAsync();
        var (_, turn, approval) = await AskAsync("touch", Ran);
        var waiting = (await _client.CallAsync(
            "task_create",
            new { title = "Asks", agent = "svarog", prompt = ScriptedModel.Calls(
                ("c1", "ask_operator", new { question = "Go?" })) })).Text("task_id");
        await Eventually.TrueAsync(async () => await StatusAsync(waiting) == "waiting", "the task waits");

        Assert.Equal("completed", (await _client.SendAsync(await _client.NewThreadAsync(), "Hello")).Text("status"));
        var other = (await _client.CallAsync(
            "task_create", new { title = "Says", agent = "svarog", prompt = "Hello" })).Text("task_id");
        await Eventually.TrueAsync(
            async () => await StatusAsync(other) == "completed", "another task is done meanwhile");

        Assert.Equal("waiting", await StatusAsync(waiting));
        Assert.Equal("waiting", (await _client.WaitAsync(turn, wait: 0)).Text("status"));
        (await RunAsync("approve", approval)).Succeeded();
        await AnswerAsync(turn);
        var question = Assert.Single(
            (await _client.CallAsync("question_list", new { state = "pending" })).List("questions"))!["id"].String()!;
        (await RunAsync("answer", question, "yes")).Succeeded();
        await Eventually.TrueAsync(async () => await StatusAsync(waiting) == "completed", "the task goes on");

        async Task<string> StatusAsync(string task) =>
            (await _client.CallAsync("task_get", new { task_id = task }))["task"]!["status"].String()!;
    }

    [Fact]
    public async Task Cancelling_the_turn_ends_what_it_asked_also_after_a_kill()
    {
        foreach (var kill in new[] { false, true })
        {
            var thread = await _client.NewThreadAsync();
            var sent = await _client.SendAsync(
                thread,
                ScriptedModel.Calls(
                    ("c1", "run_command", new { argv = new[] { "touch", Ran }, sandbox = _sandbox }),
                    ("c2", "ask_operator", new { question = "Shall I?" })));
            Assert.Equal(("waiting", 2), (sent.Text("status"), sent.List("waiting_for").Count));
            var (approval, question) = (sent.List("waiting_for")[0].String()!, sent.List("waiting_for")[1].String()!);
            if (kill)
            {
                await _daemon.KillAsync();
                await StartAsync();
            }

            await _client.CallAsync("thread_cancel", new { turn_id = sent.Text("turn_id") });
            await Eventually.TrueAsync(
                async () => (await ApprovalAsync(approval))["state"].String() == "cancelled",
                "the approval is cancelled");
            (await RunAsync("approve", approval)).RefusedWith("approval_cancelled");
            (await RunAsync("answer", question, "yes")).RefusedWith("question_cancelled");
            Assert.False(File.Exists(Ran));
        }
    }

    private static async Task<string?> ByTool(McpClient client, string approval, string decision) =>
        await client.TryAsync("approval_resolve", new { approval_id = approval, decision }) is { Refused: true } refused
            ? refused.RefusedWith()
            : null;

    private static async Task<string?> ByMessage(McpClient client, string thread, string text) =>
        await client.TryAsync(
            "thread_send", new { thread_id = thread, text, wait_seconds = 0 }) is { Refused: true } refused
            ? refused.RefusedWith()
            : null;

    private async Task<string?> ByVerb(string verb, string approval)
    {
        var run = await RunAsync(verb, approval);
        if (run.ExitCode == 0) return null;
        run.RefusedWith("already_decided");
        return "already_decided";
    }

    private Task<ToolResult> SendAsync(string thread, params string[] argv) =>
        _client.SendAsync(
            thread,
            ScriptedModel.Calls(
                ($"call_{Guid.CreateVersion7():N}", "run_command", new { argv, sandbox = _sandbox })));

    private async Task<(string Thread, string Turn, string Approval)> AskAsync(params string[] argv)
    {
        var thread = await _client.NewThreadAsync();
        var sent = await SendAsync(thread, argv);
        Assert.True(sent.Text("status") == "waiting", sent.ToString());
        return (thread, sent.Text("turn_id"), Assert.Single(sent.List("waiting_for")).String()!);
    }

    /// <summary>The results of the turn's calls, once it has ended.</summary>
    private async Task<string> AnswerAsync(string turn)
    {
        ToolResult standing = null!;
        await Eventually.TrueAsync(
            async () =>
                (standing = await _client.WaitAsync(turn)).Text("status") is not ("queued" or "running" or "waiting"),
            "the turn ends");
        Assert.Equal("completed", standing.Text("status"));
        var messages = (await _client.ReadAsync(standing.Text("thread_id"), hidden: true)).List("messages");
        return string.Join(
            '\n',
            messages.Where(
                message => message!["tool_call_id"] is not null && message["turn_id"].String() == turn)
                    .Select(message => message!["text"].String()));
    }

    private async Task<System.Text.Json.Nodes.JsonNode> ApprovalAsync(string id) =>
        (await _client.CallAsync("approval_get", new { approval_id = id }))["approval"]!;

    private async Task<string> TokenAsync(
        params string[] arguments) => (await RunAsync(["token", "create", .. arguments])).Succeeded().Trim();

    private Task<McpClient> ConnectAsync(string token) =>
        McpClient.ConnectAsync(new HttpWire(new(_daemon.Url, "mcp"), token), ConnectionKind.HttpModern);

    private Task<Finished> RunAsync(
        params string[] arguments) => Agw.RunAsync([.. arguments, "--data", _folder["data"]]);

    private async Task StartAsync()
    {
        _daemon = await _model.StartDaemonAsync(_folder["data"]);
        _client = await McpClient.ConnectAsync(_daemon, ConnectionKind.HttpModern);
    }

    private async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _daemon.DisposeAsync();
    }
}
