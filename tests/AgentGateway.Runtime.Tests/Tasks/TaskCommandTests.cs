using System.Text.Json;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Knowledge;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Tasks;

/// <summary>Tasks that run shell lines, in real terminals.</summary>
public sealed class TaskCommandTests
{
    /// <summary>A gateway that lets clients type into sessions without a sandbox.</summary>
    private static readonly RuntimeOptions Trusting = new()
    {
        Gate = new()
        {
            Rules = () => PolicyRules.Shipped.With(
            [
                new("trusted", PolicyDecision.Allow, PolicySource.File) { Agent = "client", UpTo = RiskClass.R3 },
            ]),
        },
    };

    [Fact]
    public async Task A_command_runs_in_a_terminal_of_its_own()
    {
        await using var gateway = await Gateway.StartAsync();
        var good = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("t", new(Command: "pwd; echo done", Directory: gateway.Home)))).Id);
        Assert.Equal(("completed", 0), (good.Status, good.ExitCode));
        Assert.Contains("done", good.Result, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(gateway.Home), good.Result, StringComparison.Ordinal);
        var bad = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("t", new(Command: "echo oh no; exit 7", Directory: gateway.Home)))).Id);
        Assert.Equal(("failed", 7, "command_failed"), (bad.Status, bad.ExitCode, bad.Reason!.Code));
        Assert.Contains("oh no", bad.Result, StringComparison.Ordinal);
        var slow = await gateway.TaskEndAsync((await gateway.CreateTaskAsync(
            new("t", new(Command: "sleep 60", Directory: gateway.Home, TimeoutSeconds: 0.3)))).Id);
        Assert.Equal(("failed", "timed_out"), (slow.Status, slow.Reason!.Code));
    }

    /// <summary>What is known about a command is decided before each start of it, once, and shown with the task.</summary>
    [Fact]
    public async Task Before_a_command_starts_it_is_decided_what_is_known_about_it()
    {
        await using var gateway = await Gateway.StartAsync();
        var knowledge = gateway.Runtime.Get<KnowledgeService>();
        var weles = ToolRequest.Of(new("weles", "key"), null, default);
        var piece = (await knowledge.PutAsync(
            weles, new("Deploying the shop", "Run make deploy.") { Scope = "global" }, Gateway.Stop)).Value.Knowledge;
        await knowledge.PutAsync(
            weles, new("Secret of the bakery", "Flour.") { Scope = "agent" }, Gateway.Stop);

        var task = await RunAsync("Deploy the shop", "echo deploying; exit 3");
        Assert.Equal("failed", task.Status);
        Assert.Equal($"refresh: {piece.Id} fits, but no review has confirmed it: check it first.", task.Preflight);
        Assert.Equal(["refresh"], await DecidedAsync(task.Id));

        await knowledge.ReviewAsync(new(Gateway.Operator, []), piece.Id, "approved", null, Gateway.Stop);
        Assert.Null((await gateway.Runtime.Tasks.RetryAsync(Gateway.Operator, task.Id, Gateway.Stop)).Rejection);
        await gateway.TaskEndAsync(task.Id);
        task = await gateway.TaskAsync(task.Id);
        Assert.Equal($"reuse: {piece.Id} fits and is approved by operator.", task.Preflight);
        Assert.Equal(["refresh", "reuse"], await DecidedAsync(task.Id));

        // Nothing that is known, and words that mean something in an index.
        foreach (var title in (string[])["Secret of the bakery", "\" OR * NEAR("])
        {
            var other = await RunAsync(title, "true");
            Assert.Equal(("completed", null), (other.Status, other.Preflight));
            Assert.Equal(["none"], await DecidedAsync(other.Id));
        }

        async Task<TaskView> RunAsync(string title, string command)
        {
            var id = (await gateway.CreateTaskAsync(new(title, new(Command: command, Directory: gateway.Home)))).Id;
            await gateway.TaskEndAsync(id);
            return await gateway.TaskAsync(id);
        }

        async Task<IEnumerable<string>> DecidedAsync(string id) =>
            (await gateway.Store.Journal.ReadStreamAsync(StreamId.Of("preflight", id), 0, 10, Gateway.Stop)).Select(
                stored => JsonElement.Parse(stored.Payload!).TryGetProperty("decision", out var decision)
                    ? decision.GetString()!.ToLowerInvariant()
                    : "none");
    }

    [Fact]
    public async Task A_task_is_judged_as_the_client_that_created_it()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new CreateTask("t", new(Command: "true", Directory: gateway.Home) { Sandbox = "open" });
        var claude = Gateway.Client with { Client = ClientName.Of("claude-code") };
        var task = (await gateway.Runtime.Tasks.CreateAsync(claude, request, Gateway.Stop)).Value.Task;
        Assert.Equal(("client", "claude-code"), (task.CreatedBy, task.Client));
        var approval = await Eventually.FoundAsync(
            async () => (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals is
                [var pending] ? pending : null,
            "an approval is asked for");
        Assert.Equal("client:claude-code", approval.Agent);
    }

    [Fact]
    public async Task A_command_runs_in_the_queue_of_a_session()
    {
        await using var gateway = await Gateway.StartAsync(Trusting);
        var session = await ShellAsync(gateway);
        var one = await gateway.CreateTaskAsync(new("one", new(Command: "X=42", Session: session)));
        var two = await gateway.CreateTaskAsync(
            new("two", new(Command: "echo value $X", Session: session), new(DependsOn: [one.Id])));
        var ended = await gateway.TaskEndAsync(two.Id);
        Assert.Equal(("completed", 0), (ended.Status, ended.ExitCode));
        Assert.Contains("value 42", ended.Result, StringComparison.Ordinal);
        Assert.Equal((session, true), (ended.SessionId, ended.CommandId!.StartsWith("cmd_", StringComparison.Ordinal)));
        var failed = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("x", new(Command: "false", Session: session)))).Id);
        Assert.Equal(("failed", 1), (failed.Status, failed.ExitCode));
        var unknown = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("x", new(Command: "true", Session: "nowhere")))).Id);
        Assert.Equal(("failed", "unknown_session"), (unknown.Status, unknown.Reason!.Code));
    }

    [Fact]
    public async Task A_command_waits_for_room_where_the_queue_of_its_session_is_full()
    {
        await using var gateway = await Gateway.StartAsync(
            Trusting with { Settings = RuntimeOptions.SettingsOf(new SessionOptions { QueueMax = 1 }) });
        var session = await ShellAsync(gateway);
        var go = Path.Combine(gateway.Home, "go");
        var first = await gateway.CreateTaskAsync(
            new("first", new(Command: $"while [ ! -e {go} ]; do sleep 0.05; done", Session: session)));
        await Eventually.TrueAsync(async () => (await gateway.TaskAsync(first.Id)).CommandId is not null);
        var second = await gateway.CreateTaskAsync(new("second", new(Command: "echo after", Session: session)));
        var third = await gateway.CreateTaskAsync(new("third", new(Command: "echo never", Session: session)));
        await Eventually.TrueAsync(async () => (await gateway.TaskAsync(third.Id)).Status == "running");
        Assert.Null((await gateway.Runtime.Tasks.CancelAsync(Gateway.Operator, third.Id, Gateway.Stop)).Rejection);
        await File.WriteAllTextAsync(go, "", Gateway.Stop);
        Assert.Equal("completed", (await EndedAsync(gateway, first.Id)).Status);
        Assert.Contains("after", (await EndedAsync(gateway, second.Id)).Result, StringComparison.Ordinal);
        Assert.Equal("cancelled", (await EndedAsync(gateway, third.Id)).Status);
    }

    [Fact]
    public async Task Cancelling_stops_the_command()
    {
        await using var gateway = await Gateway.StartAsync(Trusting);
        var mark = Path.Combine(gateway.Home, "mark");
        var alone = await gateway.CreateTaskAsync(
            new("alone", new(Command: $"echo began > {mark}; sleep 300", Directory: gateway.Home)));
        await Eventually.TrueAsync(() => File.Exists(mark));
        await gateway.Runtime.Tasks.CancelAsync(Gateway.Operator, alone.Id, Gateway.Stop);
        await Eventually.TrueAsync(() => Sleepers(gateway) == 0);

        var session = await ShellAsync(gateway);
        var other = Path.Combine(gateway.Home, "other");
        var queued = await gateway.CreateTaskAsync(
            new("queued", new(Command: $"echo began > {other}; sleep 300", Session: session)));
        await Eventually.TrueAsync(() => File.Exists(other));
        var waiting = await gateway.CreateTaskAsync(
            new("waiting", new(Command: "echo never > never", Session: session)));
        await gateway.Runtime.Tasks.CancelAsync(Gateway.Operator, waiting.Id, Gateway.Stop);
        await gateway.Runtime.Tasks.CancelAsync(Gateway.Operator, queued.Id, Gateway.Stop);
        var next = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("next", new(Command: "echo still alive", Session: session)))).Id);
        Assert.Contains("still alive", next.Result, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(gateway.Home, "never")));
    }

    [Fact]
    public async Task A_command_that_a_restart_found_running_waits_for_a_decision_unless_it_may_be_repeated()
    {
        await using var gateway = await Gateway.StartAsync();
        var line = $"echo run >> {Path.Combine(gateway.Home, "runs")}; if [ -e {Path.Combine(gateway.Home, "go")} ]; "
            + "then exit 0; fi; sleep 300";
        var careful = await gateway.CreateTaskAsync(
            new("careful", new(Command: line, Directory: gateway.Home), new(Retries: 3)));
        var safe = await gateway.CreateTaskAsync(
            new("safe", new(Command: line, Directory: gateway.Home), new(RetrySafe: true)));
        await Eventually.TrueAsync(() => Runs(gateway) == 2);
        await gateway.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(gateway.Home, "go"), "", Gateway.Stop);
        await gateway.StartAgainAsync();
        Assert.Equal("completed", (await EndedAsync(gateway, safe.Id)).Status);
        var blocked = await gateway.TaskEndAsync(careful.Id);
        Assert.Equal(("blocked", "interrupted"), (blocked.Status, blocked.Reason!.Code));
        Assert.Equal(3, Runs(gateway));
        await gateway.Runtime.Tasks.RetryAsync(Gateway.Operator, careful.Id, Gateway.Stop);
        Assert.Equal("completed", (await EndedAsync(gateway, careful.Id)).Status);
    }

    [Fact]
    public async Task Persons_are_not_asked_about_their_own_commands_in_open_sessions_and_clients_are()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new CreateTask("own", new(Command: "echo run; [ -e go ]", Session: await ShellAsync(gateway)));
        var own = await gateway.CreateTaskAsync(request);
        var ended = await gateway.TaskEndAsync(own.Id);
        Assert.Equal(("failed", 1), (ended.Status, ended.ExitCode));

        var of = (await gateway.Runtime.Tasks.CreateAsync(Gateway.Client, request, Gateway.Stop)).Value.TaskId;
        Assert.NotNull((await gateway.TaskEndAsync(of)).WaitingOn);

        // Asked for again it is not the person's own any more, because others may ask for it too.
        await gateway.Runtime.Tasks.RetryAsync(Gateway.Client, own.Id, Gateway.Stop);
        await Eventually.TrueAsync(async () => (await gateway.TaskAsync(own.Id)).WaitingOn is not null);
    }

    [Fact]
    public async Task Its_thread_is_told()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("hello")).ThreadId;
        var task = await gateway.CreateTaskAsync(
            new("Count", new(Command: "exit 3", Directory: gateway.Home), ThreadId: thread));
        var read = await gateway.UntilAsync(
            thread, read => read.Messages.Count(message => message.Author == $"task:{task.Id}") == 2);
        Assert.Equal(
            [$"Task \"Count\" ({task.Id}) started.",
                $"Task \"Count\" ({task.Id}) failed: The command ended with exit code 3. (command_failed)."],
            read.Messages.Where(message => message.Role == "system").Select(message => message.Text));
    }

    [Fact]
    public async Task What_an_agent_runs_is_asked_about_and_runs_once_when_it_was_approved()
    {
        await using var gateway = await Gateway.StartAsync();
        var agent = new Caller(new Principal("svarog") { Agent = "svarog" });
        var line = $"echo run >> {Path.Combine(gateway.Home, "runs")}";
        var asked = await AskedAsync(line);
        Assert.Equal(0, Runs(gateway));
        Assert.Null(
            (await gateway.Runtime.Approvals.ResolveAsync(
                Gateway.Operator, new(asked.WaitingOn!, "once"), Gateway.Stop)).Rejection);
        var done = await EndedAsync(gateway, asked.Id);
        Assert.Equal(("completed", 1, 1), (done.Status, done.Attempt, Runs(gateway)));

        var refused = await AskedAsync(line);
        await gateway.Runtime.Approvals.ResolveAsync(
            Gateway.Operator, new(refused.WaitingOn!, "deny", "not today"), Gateway.Stop);
        var denied = await EndedAsync(gateway, refused.Id);
        Assert.Equal(("failed", 1), (denied.Status, Runs(gateway)));
        Assert.Contains("not today", denied.Reason!.Message, StringComparison.Ordinal);

        var dropped = await AskedAsync(line);
        await gateway.Runtime.Tasks.CancelAsync(agent, dropped.Id, Gateway.Stop);
        await Eventually.TrueAsync(
            async () => (await gateway.Runtime.Approvals.GetAsync(
                dropped.WaitingOn!, Gateway.Stop)).Value.Approval.State == "cancelled");

        async Task<TaskView> AskedAsync(string command)
        {
            var created = (await gateway.Runtime.Tasks.CreateAsync(agent,
                new("t", new(Command: command, Directory: gateway.Home) { Sandbox = "open" }), Gateway.Stop)).Value;
            var waiting = await gateway.TaskEndAsync(created.TaskId);
            Assert.Equal(("waiting", "approval"), (waiting.Status, waiting.WaitingFor));
            return waiting;
        }
    }

    [Fact]
    public async Task What_was_asked_before_a_restart_can_be_approved_after_it()
    {
        await using var gateway = await Gateway.StartAsync();
        var agent = new Caller(new Principal("svarog") { Agent = "svarog" });
        var created = (await gateway.Runtime.Tasks.CreateAsync(agent,
            new("t", new(Command: "echo hello", Directory: gateway.Home) { Sandbox = "open" }), Gateway.Stop)).Value;
        var waiting = await gateway.TaskEndAsync(created.TaskId);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await gateway.Runtime.Approvals.ResolveAsync(Gateway.Operator, new(waiting.WaitingOn!, "once"), Gateway.Stop);
        Assert.Equal(
            ("completed", 1),
            ((await EndedAsync(gateway, created.TaskId)).Status, (await gateway.TaskAsync(created.TaskId)).Attempt));
    }

    [Fact]
    public async Task A_tool_is_called()
    {
        await using var gateway = await Gateway.StartAsync();
        var done = await gateway.TaskEndAsync((await gateway.CreateTaskAsync(new("t", new(Tool: "agent_list")))).Id);
        Assert.Equal(("completed", "tool", "agent_list"), (done.Status, done.Kind, done.Tool));
        Assert.Contains("svarog", done.Result, StringComparison.Ordinal);
        var missing = new CreateTask("t", new(Tool: "thread_read", Arguments: """{"thread_id":"thr_none"}"""));
        var failed = await gateway.TaskEndAsync((await gateway.CreateTaskAsync(missing)).Id);
        Assert.Equal(("failed", "tool_failed"), (failed.Status, failed.Reason!.Code));
    }

    [Fact]
    public async Task A_tool_whose_arguments_are_wrong_becomes_no_task()
    {
        await using var gateway = await Gateway.StartAsync();
        var wrong = new CreateTask("t", new(Tool: "thread_search", Arguments: """{"query":1}"""));
        Assert.Equal(
            "invalid_argument",
            (await gateway.Runtime.Tasks.CreateAsync(Gateway.Operator, wrong, Gateway.Stop)).Rejection?.Code);
    }

    private static async Task<string> ShellAsync(Gateway gateway)
    {
        var created = await gateway.Sessions.CreateAsync(
            Gateway.Operator, new("/bin/bash", ["--norc"], Directory: gateway.Home, Backend: "pty"), Gateway.Stop);
        Assert.Null(created.Rejection);
        return created.Value.SessionId;
    }

    private static Task<TaskView> EndedAsync(Gateway gateway, string task) => Eventually.FoundAsync(
        async () => await gateway.TaskEndAsync(task) is { EndedAt: not null } ended ? ended : null, "the task ends");

    private static int Runs(Gateway gateway) =>
        File.Exists(Path.Combine(gateway.Home, "runs"))
            ? File.ReadAllLines(Path.Combine(gateway.Home, "runs")).Length
            : 0;

    /// <summary>Processes that sleep in this test's directory.</summary>
    private static int Sleepers(Gateway gateway) => Directory.GetDirectories("/proc").Count(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).StartsWith("sleep", StringComparison.Ordinal)
                && new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget == gateway.Home;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
