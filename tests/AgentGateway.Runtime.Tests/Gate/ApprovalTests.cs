using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tests.Approvals;
using AgentGateway.Runtime.Tests.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Gate;

public sealed class ApprovalTests
{
    private readonly CountedTool _tool = new();

    [Fact]
    public async Task A_call_that_needs_permission_waits_for_a_person_and_runs_once_when_it_has_it()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        Assert.Equal(
            ("pending", "R2", "execute", "svarog", sent.ThreadId),
            (approval.State, approval.Risk, approval.Tool, approval.Agent, approval.ThreadId));
        Assert.Equal([approval.Id], (await StandingAsync(gateway, sent)).WaitingFor);
        Assert.Empty(_tool.Runs);
        Assert.Equal("waiting", (await gateway.ReadAsync(sent.ThreadId)).Thread.ActiveTurn!.Status);

        var decided = await ResolveAsync(gateway, Gateway.Operator, approval.Id, "once");
        Assert.Equal(("approved", "once", "operator"), (decided.State, decided.Decision, decided.DecidedBy));
        Assert.Equal("ran {\"n\":1}", (await gateway.EndAsync(sent)).Reply!.Text);
        Assert.Single(_tool.Runs);
        Assert.NotNull((await gateway.Runtime.Approvals.GetAsync(approval.Id, Gateway.Stop)).Value.Approval.UsedAt);
    }

    [Fact]
    public async Task A_denied_call_does_not_run_and_the_agent_is_told_why()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        Assert.Equal(
            "denied", (await ResolveAsync(gateway, Gateway.Operator, approval.Id, "deny", "not on a Friday")).State);
        Assert.Contains("not on a Friday", (await gateway.EndAsync(sent)).Reply!.Text);
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task The_first_of_many_decisions_counts_and_the_others_learn_whose_it_was()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        var decisions = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(n => Task.Run(() => gateway.Runtime.Approvals.ResolveAsync(
            new(new Principal($"person{n}") { ApproveUpTo = RiskClass.R2 }), new(
                approval.Id, n % 2 == 0 ? "once" : "deny"), Gateway.Stop))));
        var winner = Assert.Single(decisions, outcome => !outcome.IsRejected(out _)).Value.Approval;
        Assert.All(decisions.Where(outcome => outcome.IsRejected(out _)), outcome =>
            Assert.Equal(
                ("already_decided", winner.DecidedBy), (outcome.Rejection!.Code, outcome.Rejection.DecidedBy)));
        await gateway.EndAsync(sent);
        Assert.Equal(winner.Decision == "once" ? 1 : 0, _tool.Runs.Count);
    }

    [Theory]
    [InlineData("client", null, null, RiskClass.R2)]
    [InlineData("phone", RiskClass.R1, null, RiskClass.R2)]
    [InlineData("phone", RiskClass.R2, null, RiskClass.R3)]
    [InlineData("svarog", RiskClass.R3, "svarog", RiskClass.R2)]
    [InlineData("weles", RiskClass.R3, "weles", RiskClass.R2)]
    public async Task A_decision_without_the_right_is_refused(string name, RiskClass? right, string? agent, RiskClass risk)
    {
        await using var gateway = await StartAsync(risk);
        var (_, approval) = await AskedAsync(gateway);
        var caller = new Caller(new Principal(name) { ApproveUpTo = right, Agent = agent });
        foreach (var decision in (string[])["once", "deny"])
            Assert.Equal(
                "not_allowed",
                (await gateway.Runtime.Approvals.ResolveAsync(
                    caller, new(approval.Id, decision), Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "pending", (await gateway.Runtime.Approvals.GetAsync(approval.Id, Gateway.Stop)).Value.Approval.State);
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task A_person_behind_a_client_may_be_asked_up_to_the_setting_and_answers_once()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        Assert.True(await gateway.Runtime.Approvals.MayElicitAsync(Gateway.Client, new(approval.Id), Gateway.Stop));
        var decided = await gateway.Runtime.Approvals.ResolveElicitedAsync(
            Gateway.Client, new(approval.Id), approve: true, Gateway.Stop);
        Assert.Equal("once", decided.Value.Approval.Decision);
        await gateway.EndAsync(sent);
        Assert.Single(_tool.Runs);

        await using var strict = await StartAsync(RiskClass.R3);
        var (_, grave) = await AskedAsync(strict);
        Assert.False(await strict.Runtime.Approvals.MayElicitAsync(Gateway.Client, new(grave.Id), Gateway.Stop));
        Assert.Equal(
            "not_allowed",
            (await strict.Runtime.Approvals.ResolveElicitedAsync(
                Gateway.Client, new(grave.Id), true, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(["once", "deny"], grave.Decisions!);
        Assert.Equal(
            "session_not_possible",
            (await strict.Runtime.Approvals.ResolveAsync(
                Gateway.Operator, new(grave.Id, "session"), Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "always_not_possible",
            (await strict.Runtime.Approvals.ResolveAsync(
                Gateway.Operator, new(grave.Id, "always"), Gateway.Stop)).Rejection!.Code);
    }

    [Fact]
    public async Task A_process_inside_decides_nothing_with_any_right_and_in_no_dialogue()
    {
        await using var gateway = await StartAsync();
        var (_, approval) = await AskedAsync(gateway);
        var approvals = gateway.Runtime.Approvals;
        var client = Gateway.Client with { Origin = CallerOrigin.Inside };
        var approver = new Caller(new("phone") { ApproveUpTo = RiskClass.R3 }) { Origin = CallerOrigin.Inside };

        Assert.False(await approvals.MayElicitAsync(client, new(approval.Id), Gateway.Stop));
        foreach (var decision in (string[])["once", "session", "always", "deny"])
            Assert.Equal(
                "inside_session",
                (await approvals.ResolveAsync(approver, new(approval.Id, decision), Gateway.Stop)).Rejection!.Code);
        foreach (var caller in (Caller[])[client, approver])
            Assert.Equal(
                "inside_session",
                (await approvals.ResolveElicitedAsync(
                    caller, new(approval.Id), true, Gateway.Stop)).Rejection!.Code);
        Assert.Equal("pending", (await approvals.GetAsync(approval.Id, Gateway.Stop)).Value.Approval.State);
    }

    [Fact]
    public async Task A_call_that_is_not_decided_in_time_does_not_run()
    {
        await using var gateway = await StartAsync(
            options: new() { Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { Minutes = 0.005 }) });
        var sent = await gateway.SendAsync("go");
        var ended = await gateway.UntilAsync(sent.ThreadId, read => read.Thread.ActiveTurn is null);
        Assert.Contains("No decision came in time", ended.Messages[^1].Text);
        Assert.Empty(_tool.Runs);
        var approval = Assert.Single(
            (await gateway.Runtime.Approvals.ListAsync(new("expired"), Gateway.Stop)).Value.Approvals);
        Assert.Equal(
            "expired",
            (await gateway.Runtime.Approvals.ResolveAsync(
                Gateway.Operator, new(approval.Id, "once"), Gateway.Stop)).Rejection!.Code);
    }

    [Fact]
    public async Task A_restart_keeps_what_is_asked_and_never_makes_a_yes_of_it()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Equal("waiting", (await StandingAsync(gateway, sent)).Status);
        Assert.Equal(
            [approval.Id],
            (await gateway.Runtime.Approvals.ListAsync(
                new("pending"), Gateway.Stop)).Value.Approvals.Select(a => a.Id));
        Assert.Empty(_tool.Runs);
        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "once");
        Assert.Equal("ran {\"n\":1}", (await gateway.EndAsync(sent)).Reply!.Text);
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task A_cancelled_turn_withdraws_what_it_asked()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        await gateway.Runtime.Turns.CancelAsync(Gateway.Operator, sent.TurnId!, Gateway.Stop);
        var ended = await gateway.EndedAsync(approval.Id);
        Assert.Equal("cancelled", ended.State);
        Assert.Equal(
            "approval_cancelled",
            (await gateway.Runtime.Approvals.ResolveAsync(
                Gateway.Operator, new(approval.Id, "once"), Gateway.Stop)).Rejection!.Code);
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task Other_calls_of_the_step_go_on_and_each_waits_for_its_own_decision()
    {
        await using var gateway = await StartAsync();
        gateway.Driver.Script(
            "svarog",
            Steps([new(
                "c1", "execute", """{"n":1}"""), new("c2", "agent_list", "{}"), new("c3", "execute", """{"n":3}""")]));
        var sent = await gateway.SendAsync("go");
        Assert.Equal("waiting", (await gateway.EndAsync(sent)).Status);
        Assert.Equal(
            ["agent_list"],
            (await gateway.ReadAsync(sent.ThreadId)).Messages.Where(m => m.Role == "tool").Select(m => m.Author));
        var pending = (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals;
        Assert.Equal(2, pending.Count);
        await ResolveAsync(gateway, Gateway.Operator, pending[0].Id, "once");
        await gateway.UntilAsync(sent.ThreadId, read => read.Messages.Count(m => m.Role == "tool") == 2);
        Assert.Equal("waiting", (await gateway.EndAsync(sent)).Status);
        await ResolveAsync(gateway, Gateway.Operator, pending[1].Id, "deny");
        Assert.Contains("operator denied", (await gateway.EndAsync(sent)).Reply!.Text);
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task Always_makes_a_rule_that_is_seen_and_revoked()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "always");
        await gateway.EndAsync(sent);
        Assert.Equal("completed", (await gateway.AskAsync("again")).Status);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Equal("completed", (await gateway.AskAsync("and again")).Status);
        var rule = Assert.Single(gateway.Runtime.RememberedRules.List().Rules);
        Assert.Equal(
            ("always", "svarog", "execute", approval.Id), (rule.Source, rule.Agent, rule.Tool, rule.ApprovalId));
        Assert.Equal(
            "not_allowed",
            (await gateway.Runtime.RememberedRules.RevokeAsync(Gateway.Client, rule.Id, Gateway.Stop)).Rejection!.Code);
        Assert.NotNull(
            (await gateway.Runtime.RememberedRules.RevokeAsync(
                Gateway.Operator, rule.Id, Gateway.Stop)).Value.Rule.RevokedAt);
        Assert.Equal("waiting", (await gateway.AskAsync("once more")).Status);
    }

    [Fact]
    public async Task Session_holds_in_its_thread_only()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "session");
        await gateway.EndAsync(sent);
        Assert.Equal("completed", (await gateway.AskAsync("again", sent.ThreadId)).Status);
        Assert.Equal("waiting", (await gateway.AskAsync("elsewhere")).Status);
    }

    [Fact]
    public async Task A_program_that_was_swapped_after_the_approval_is_asked_about_anew()
    {
        await using var gateway = await StartAsync();
        var program = Path.Combine(gateway.Home, "program");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho good\n", Gateway.Stop);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        gateway.Driver.Script("svarog", Steps([new("c1", "execute", $$"""{"argv":["{{program}}"]}""")]));
        var (sent, approval) = await AskedAsync(gateway);
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho evil\n", Gateway.Stop);
        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "once");
        await gateway.UntilAsync(sent.ThreadId, read => read.Thread.ActiveTurn?.Status == "waiting");
        var asked = Assert.Single(
            (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals);
        Assert.NotEqual(approval.Id, asked.Id);
        Assert.Equal("cancelled", (await gateway.EndedAsync(approval.Id)).State);
        Assert.Empty(_tool.Runs);
        await ResolveAsync(gateway, Gateway.Operator, asked.Id, "once");
        await gateway.EndAsync(sent);
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task A_program_that_is_shadowed_after_the_approval_is_asked_about_anew()
    {
        var (first, second) = (Directory.CreateTempSubdirectory("agw-path-").FullName,
            Directory.CreateTempSubdirectory("agw-path-").FullName);
        await using var gateway = await StartAsync(
            options: new() { Gate = new() { ProgramPath = $"{first}:{second}" } });
        await MakeAsync(second, "good");
        gateway.Driver.Script("svarog", Steps([new("c1", "execute", """{"argv":["some-program"]}""")]));
        var (sent, approval) = await AskedAsync(gateway);
        await MakeAsync(first, "good");
        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "once");
        await gateway.UntilAsync(sent.ThreadId, read => read.Thread.ActiveTurn?.Status == "waiting");
        Assert.NotEqual(
            approval.Id,
            Assert.Single(
                (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals).Id);
        Assert.Empty(_tool.Runs);
        Directory.Delete(first, recursive: true);
        Directory.Delete(second, recursive: true);

        static async Task MakeAsync(string directory, string says)
        {
            var program = Path.Combine(directory, "some-program");
            await File.WriteAllTextAsync(program, $"#!/bin/sh\necho {says}\n", Gateway.Stop);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(
                    program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task What_was_approved_and_had_begun_before_a_crash_is_not_run_again()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        var holding = new TaskCompletionSource();
        _tool.Doing = stop => { holding.TrySetResult(); return Task.Delay(Timeout.Infinite, stop); };
        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "once");
        await holding.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        await gateway.StopAsync();
        _tool.Doing = _ => Task.CompletedTask;
        await gateway.StartAgainAsync();
        Assert.Contains("outcome unknown", (await gateway.EndAsync(sent)).Reply!.Text);
        Assert.Single(_tool.Runs);
        Assert.Equal("waiting", (await gateway.AskAsync("and again")).Status);
    }

    [Fact]
    public async Task Values_of_the_environment_are_in_no_approval()
    {
        var tool = _tool.Tool(touches: arguments => new CallFacts
        {
            Environment = arguments["environment"].EnumerateObject()
                .ToDictionary(v => v.Name, v => v.Value.GetString()!),
        });
        await using var gateway = await Gateway.StartAsync(null, tool);
        gateway.Driver.Script("svarog", Steps([new("c1", "execute", """{"environment":{"KEY":"canary"}}""")]));
        var (sent, approval) = await AskedAsync(gateway);
        Assert.Equal("""{"environment":{"KEY":"(hidden)"}}""", approval.Arguments.GetRawText());
        Assert.Equal(
            "always_not_possible",
            (await gateway.Runtime.Approvals.ResolveAsync(
                Gateway.Operator, new(approval.Id, "always"), Gateway.Stop)).Rejection!.Code);
        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "once");
        Assert.Contains("canary", (await gateway.EndAsync(sent)).Reply!.Text);
    }

    [Fact]
    public async Task A_message_in_the_thread_decides_while_the_turn_waits()
    {
        await using var gateway = await StartAsync();
        var (sent, approval) = await AskedAsync(gateway);
        var refused = await gateway.Runtime.Messages.SendAsync(
            Gateway.Client, new($"/approve {approval.Id}", sent.ThreadId), Gateway.Stop);
        Assert.Equal("not_allowed", refused.Rejection!.Code);
        var order = await gateway.SendAsync($"/approve {approval.Id}", sent.ThreadId);
        Assert.Equal(("completed", "approve"), (order.Status, order.Directive!.Kind));
        Assert.Equal("completed", (await gateway.EndAsync(sent)).Status);
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task An_adviser_that_waits_for_a_person_holds_up_no_answer_longer_than_others()
    {
        await using var gateway = await StartAsync(
            options: new() { Settings = RuntimeOptions.SettingsOf(new ParticipantOptions { WaitSeconds = 1 }) });
        gateway.Driver.Script("weles", Steps([new("c1", "execute", """{"n":2}""")]));
        gateway.Driver.Answer("svarog", _ => "answer");
        var thread = (await gateway.SendAsync("@weles verify claims")).ThreadId;
        var answered = await gateway.AskAsync("go", thread);
        Assert.Equal(("completed", "answer"), (answered.Status, answered.Reply!.Text));
        Assert.Contains(
            (await gateway.ReadAsync(thread)).Messages,
            m => m.Role == "system" && m.Text.StartsWith("weles did not advise", StringComparison.Ordinal));

        // A request that came to nothing is not shown to people any more.
        var approval = Assert.Single((await gateway.Runtime.Approvals.ListAsync(new(), Gateway.Stop)).Value.Approvals);
        Assert.Equal("weles", approval.Agent);
        await gateway.Runtime.Approvals.SettledAsync(
            new(approval.Id), Gateway.Stop).WaitAsync(Limits.Signal, Gateway.Stop);
        Assert.Equal(
            "cancelled", (await gateway.Runtime.Approvals.GetAsync(approval.Id, Gateway.Stop)).Value.Approval.State);
        Assert.Empty(_tool.Runs);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("svarog")]
    [InlineData("rarog")]
    public async Task What_a_task_has_an_agent_do_is_asked_for_on_its_behalf(string? agent)
    {
        await using var gateway = await StartAsync();
        gateway.Driver.Script("rarog", Steps([new("c1", "execute", """{"n":1}""")]));
        var thread = agent is null
            ? null
            : (await gateway.Runtime.Threads.CreateAsync(Gateway.Operator, new("T"), Gateway.Stop)).Value.Thread.Id;
        var task = await gateway.CreateTaskAsync(new("Look", new(Prompt: "go", Agent: agent), ThreadId: thread));
        var waiting = await gateway.TaskEndAsync(task.Id);
        Assert.Equal(("waiting", "approval"), (waiting.Status, waiting.WaitingFor));
        var approval = (await gateway.Runtime.Approvals.GetAsync(waiting.WaitingOn!, Gateway.Stop)).Value.Approval;
        Assert.Equal((task.Id, agent ?? "svarog"), (approval.TaskId, approval.Agent));
        Assert.NotNull(approval.TurnId);

        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "once");
        Assert.Equal(("completed", "ran {\"n\":1}"), await EndedAsync(gateway, task.Id));
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task What_an_agent_asks_another_for_within_a_task_is_for_that_task_too()
    {
        await using var gateway = await StartAsync();
        gateway.Driver.Script(
            "svarog", Steps([new("c1", "message_agent", """{"agent":"rarog","text":"do it","wait_seconds":0}""")]));
        gateway.Driver.Script("rarog", Steps([new("c1", "execute", """{"n":1}""")]));
        var task = await gateway.CreateTaskAsync(new("Look", new(Prompt: "go")));
        var approval = await PendingAsync(gateway);
        Assert.Equal((task.Id, "rarog"), (approval.TaskId, approval.Agent));

        // A message in the thread is not for the task.
        var ended = (await gateway.Runtime.Tasks.GetAsync(task.Id, Gateway.Stop)).Value.Task;
        await ResolveAsync(gateway, Gateway.Operator, approval.Id, "deny");
        gateway.Driver.Script("svarog", Steps([new("c2", "execute", """{"n":2}""")]));
        await gateway.AskAsync("and now?", ended.ThreadId);
        Assert.Null((await PendingAsync(gateway)).TaskId);
    }

    private static Task<ApprovalView> PendingAsync(Gateway gateway) => Eventually.FoundAsync(
        async () =>
            (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals is [var approval]
            ? approval
            : null,
        "an approval is pending");

    private static async Task<(string, string?)> EndedAsync(Gateway gateway, string task)
    {
        var ended = await Eventually.FoundAsync(
            async () => await gateway.TaskEndAsync(task) is { Status: not ("waiting" or "running") } ended
                ? ended
                : null, "the task ends");
        return (ended.Status, ended.Result);
    }

    private async Task<Gateway> StartAsync(RiskClass risk = RiskClass.R2, RuntimeOptions? options = null)
    {
        var gateway = await Gateway.StartAsync(options, _tool.Tool(risk: risk));
        gateway.Driver.Script("svarog", Steps([new("c1", "execute", """{"n":1}""")]));
        return gateway;
    }

    /// <summary>
    /// A driver that makes one step of these calls, and when it is run again, answers with the results that it finds.
    /// </summary>
    private static Func<ITurn, CancellationToken, Task<TurnResult>> Steps(ToolCall[] calls) => async (turn, stop) =>
    {
        var own = await turn.OwnMessagesAsync(stop);
        if (own.Count > 0)
            return ScriptedDriver.Completed(
                string.Join(
                    " | ", own.Where(m => m.ToolCallId is not null).OrderBy(m => m.ToolCallId).Select(m => m.Text)));
        await turn.RecordStepAsync("", calls, "script", TokenUsage.None, stop);
        return await turn.CallToolsAsync(calls, stop)
            ? ScriptedDriver.Completed((await turn.OwnMessagesAsync(stop))[^1].Text)
            : new TurnResult.Waiting();
    };

    private static async Task<(SendView Sent, ApprovalView Approval)> AskedAsync(Gateway gateway)
    {
        var sent = await gateway.SendAsync("go");
        Assert.Equal("waiting", (await gateway.EndAsync(sent)).Status);
        return (sent,
            Assert.Single(
                (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals,
                a => a.TurnId == sent.TurnId));
    }

    private static async Task<SendView> StandingAsync(Gateway gateway, SendView sent) =>
        (await gateway.Runtime.Turns.WaitAsync(sent.TurnId!, TimeSpan.Zero, null, Gateway.Stop)).Value;

    private static async Task<ApprovalView> ResolveAsync(
        Gateway gateway, Caller caller, string id, string decision, string? reason = null) =>
        (await gateway.Runtime.Approvals.ResolveAsync(caller, new(id, decision, reason), Gateway.Stop)).Value.Approval;
}
