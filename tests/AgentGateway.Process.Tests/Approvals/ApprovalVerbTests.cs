using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary>
/// <c>agw approvals</c>, <c>approve</c>, <c>deny</c>, <c>questions</c> and <c>answer</c>, as a person meets them.
/// </summary>
public sealed partial class ApprovalVerbTests(ApprovingDaemonFixture fixture)
{
    private Daemon Daemon => fixture.Daemon;

    [Fact]
    public async Task What_waits_is_shown_whole_and_approved_once()
    {
        if (!Programs.Has("bwrap")) Assert.Skip("bubblewrap is not installed.");
        var id = await AskAsync("/run echo first; echo second");

        var shown = (await RunAsync("approvals", "--state", "pending")).Succeeded();
        foreach (var part in new[]
        {
            id, "R1", "run_command", "echo first; echo second", "svarog", "(once, session, deny)",
        })
            Assert.Contains(part, shown);
        var approval = (await RunAsync("approvals", "--json")).Json()["approvals"]!.AsArray()
            .Single(item => item!["id"].String() == id)!;
        foreach (var name in new[]
        {
            "state", "risk", "why", "summary", "tool", "arguments", "directory", "agent", "thread_id", "created_at",
            "expires_at",
        })
            Assert.NotNull(approval[name]);

        (await RunAsync("approve", id, "--always")).RefusedWith("always_not_possible");
        Assert.StartsWith($"{id} approved (once)", (await RunAsync("approve", id)).Succeeded());
        var again = await RunAsync("approve", id, "--json");
        Assert.Equal(
            (1, "already_decided", "operator"),
            (again.ExitCode, Refusal(again)["code"].String(), Refusal(again)["decided_by"].String()));
        (await RunAsync("deny", id, "too", "late")).RefusedWith("already_decided");
        (await RunAsync("approve", "apr_nothing")).RefusedWith("unknown_approval");
    }

    [Fact]
    public async Task What_the_list_cuts_is_approved_only_after_it_was_shown()
    {
        var id = await AskAsync($"/run echo {new string('x', 5_000)} end-of-line; true");
        var listed = (await RunAsync("approvals")).Succeeded();
        Assert.Contains($"agw approvals show {id}", listed);
        Assert.DoesNotContain("end-of-line", listed);
        (await RunAsync("approve", id)).RefusedWith("approval_unseen");
        Assert.Contains("end-of-line; true", (await RunAsync("approvals", "show", id)).Succeeded());
        Assert.StartsWith($"{id} approved (once)", (await RunAsync("approve", id)).Succeeded());
    }

    [Fact]
    public async Task For_the_thread_and_for_always_leave_rules_that_can_be_revoked()
    {
        if (!Programs.Has("bwrap")) Assert.Skip("bubblewrap is not installed.");
        var first = await RunAsync("thread", "send", "/run echo again");
        var (id, thread) = (Approval().Match(first.Error).Value, Thread().Match(first.Error).Value);
        (await RunAsync("approve", id, "--session")).Succeeded();
        Assert.Contains("again", await AnsweredAsync(thread, "/run echo again"));
        Assert.Contains("apr_", (await RunAsync("thread", "send", "/run echo again")).Error);

        var always = await AskAsync("/run echo for-ever");
        (await RunAsync("approve", always, "--always")).Succeeded();
        var sent = await RunAsync("thread", "send", "/run echo for-ever");
        Assert.Contains("for-ever", sent.Succeeded());
        Assert.DoesNotContain("apr_", sent.Error);

        var rule = (await RunAsync("policy", "list", "--json")).Json()["rules"]!.AsArray()
            .Single(item => item!["source"].String() == "always"
                && item["pattern"].String()!.Contains("for-ever", StringComparison.Ordinal))!["id"].String()!;
        (await RunAsync("policy", "revoke", rule)).Succeeded();
        Assert.Contains("apr_", (await RunAsync("thread", "send", "/run echo for-ever")).Error);
    }

    [Fact]
    public async Task A_question_is_shown_and_answered_once()
    {
        var task = (await RunAsync(
            "task",
            "create",
            "Ask",
            "--tool",
            "ask_operator",
            "--arguments",
            """{"question":"Which one?","options":["left","right"]}""")).Succeeded().Trim();
        string? id = null;
        await Eventually.TrueAsync(async () =>
        {
            id = (await RunAsync("questions", "--state", "pending", "--json")).Json()["questions"]!.AsArray()
                .FirstOrDefault(item => item!["task_id"].String() == task)?["id"].String();
            return id is not null;
        }, "the question is there");
        Assert.Contains("left, right", (await RunAsync("questions")).Succeeded());

        (await RunAsync("answer", id!, "up")).RefusedWith("invalid_answer");
        (await RunAsync("answer", id!, "left")).Succeeded();
        (await RunAsync("answer", id!, "right")).RefusedWith("already_decided");
        Assert.Contains(
            "left",
            (await RunAsync("task", "wait", task)).Succeeded() + (await RunAsync("task", "get", task)).Succeeded());
    }

    [Fact]
    public async Task At_a_terminal_the_person_is_asked_right_there_until_the_answer_counts()
    {
        await using var person = await Person.StartAsync(
            120, 40, "thread", "send", "/run echo asked-$((1+1)); true", "--data", Daemon.Data);
        await person.SeesAsync("Allow it?");
        await person.TypeAsync("always\r");
        await person.SeesAsync(screen => screen.Split("Allow it?").Length == 3, "the question again");
        await person.TypeAsync("y\r");
        await person.SeesAsync("asked-2");
        Assert.Equal(0, (await person.LeavesAsync()).Code);
    }

    [Fact]
    public async Task At_a_terminal_a_no_takes_its_reason_along_and_nothing_typed_leaves_it_waiting()
    {
        await using var denying = await Person.StartAsync(
            120, 40, "thread", "send", "/run echo unwanted; true", "--data", Daemon.Data);
        await denying.SeesAsync("Allow it?");
        await denying.TypeAsync("n far too loud\r");
        await denying.SeesAsync("denied this call");
        await denying.LeavesAsync();

        await using var leaving = await Person.StartAsync(
            120, 40, "thread", "send", "/run echo undecided; true", "--data", Daemon.Data);
        await leaving.SeesAsync("Allow it?");
        await leaving.TypeAsync("\r");
        await leaving.LeavesAsync();
        var id = Approval().Match(leaving.Screen).Value;
        Assert.Contains(id, (await RunAsync("approvals", "--state", "pending")).Succeeded());
    }

    [Fact]
    public async Task What_a_token_of_an_agent_does_is_authored_by_that_agent_which_never_approves()
    {
        var made = await RunAsync("token", "create", "weles-bot", "--agent", "weles", "--approve", "R2");
        var secret = made.Succeeded().Trim();
        Assert.Contains("never approves", made.Error);
        await using var bot = await McpClient.ConnectAsync(
            new HttpWire(new(Daemon.Url, "mcp"), secret), ConnectionKind.HttpModern);
        var thread = await bot.NewThreadAsync();
        var sent = await bot.SendAsync(thread, "/run echo mine");
        Assert.Equal("weles", (await bot.ReadAsync(thread)).List("messages")[0]!["author"].String());

        var id = Assert.Single(sent.List("waiting_for")).String();
        Assert.Equal(
            "not_allowed",
            (await bot.TryAsync("approval_resolve", new { approval_id = id, decision = "once" })).RefusedWith());
        Assert.Equal(
            "not_allowed",
            (await bot.TryAsync("thread_send", new { thread_id = thread, text = $"/approve {id}" })).RefusedWith());
        Assert.Equal(
            "pending", (await bot.CallAsync("approval_get", new { approval_id = id }))["approval"]!["state"].String());
    }

    private async Task<string> AskAsync(string order)
    {
        var sent = await RunAsync("thread", "send", order);
        Assert.Equal(4, sent.ExitCode);
        var id = Approval().Match(sent.Error).Value;
        Assert.NotEqual("", id);
        return id;
    }

    private async Task<string> AnsweredAsync(string thread, string order)
    {
        var sent = await RunAsync("thread", "send", thread, order);
        Assert.DoesNotContain("apr_", sent.Error);
        return sent.Succeeded();
    }

    private static JsonNode Refusal(Finished run) => JsonNode.Parse(run.Output)!["error"]!;

    private Task<Finished> RunAsync(params string[] arguments) => Agw.RunAsync([.. arguments, "--data", Daemon.Data]);

    [GeneratedRegex("apr_[0-9a-z]+")]
    private static partial Regex Approval();

    [GeneratedRegex("thr_[0-9a-z]+")]
    private static partial Regex Thread();
}
