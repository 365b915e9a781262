using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Tasks;

namespace AgentGateway.Runtime.Tests.Tasks;

public sealed class TaskTests
{
    [Fact]
    public async Task A_prompt_is_carried_out_in_a_thread_of_its_own()
    {
        await using var gateway = await Gateway.StartAsync();
        var task = await gateway.CreateTaskAsync(new("Look", new(Prompt: "look around", Agent: "rarog")));
        Assert.Equal(
            ("turn", "rarog", "look around", "normal", "operator"),
            (task.Kind, task.Agent, task.Prompt, task.Priority, task.CreatedBy));
        var ended = await gateway.TaskEndAsync(task.Id);
        Assert.Equal(("completed", "rarog heard: look around", 1), (ended.Status, ended.Result, ended.Attempt));
        var read = await gateway.ReadAsync(ended.ThreadId!);
        Assert.Equal("Look", read.Thread.Title);
        Assert.Equal(["look around", "rarog heard: look around"], read.Messages.Select(message => message.Text));
        var detail = (await gateway.Runtime.Tasks.GetAsync(task.Id, Gateway.Stop)).Value;
        Assert.Equal(["created", "started", "linked", "completed"], detail.Log.Select(entry => entry.Event));
    }

    [Fact]
    public async Task A_prompt_on_a_thread_is_answered_by_its_owner_and_by_another_agent_in_private()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("hello")).ThreadId;
        var owners = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("One", new(Prompt: "first"), ThreadId: thread))).Id);
        Assert.Equal(
            ("completed", "svarog heard: first", thread, "svarog"),
            (owners.Status, owners.Result, owners.ThreadId, owners.Agent));
        var others = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("Two", new(Prompt: "second", Agent: "rarog"), ThreadId: thread))).Id);
        Assert.Equal(("completed", "rarog heard: second", thread), (others.Status, others.Result, others.ThreadId));
        Assert.Contains((await gateway.ReadAsync(thread)).Messages, message => message.Text == "svarog heard: first");
    }

    [Fact]
    public async Task Tasks_run_after_those_that_they_depend_on()
    {
        await using var gateway = await Gateway.StartAsync();
        var release = new TaskCompletionSource();
        var order = new List<string>();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            if (turn.Triggers[0].Text == "first") await release.Task.WaitAsync(stop);
            lock (order) order.Add(turn.Triggers[0].Text);
            return ScriptedDriver.Completed("ok");
        });
        var first = await gateway.CreateTaskAsync(new("1", new(Prompt: "first")));
        var second = await gateway.CreateTaskAsync(new("2", new(Prompt: "second"), new(DependsOn: [first.Id])));
        var third = await gateway.CreateTaskAsync(
            new("3", new(Prompt: "third"), new(DependsOn: [first.Id, second.Id])));
        Assert.Equal(("waiting", "dependency"), (third.Status, third.WaitingFor));
        release.SetResult();
        Assert.Equal("completed", (await gateway.TaskEndAsync(third.Id)).Status);
        Assert.Equal(["first", "second", "third"], order);
    }

    [Fact]
    public async Task What_depends_on_a_failure_fails_is_skipped_or_runs()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script(
            "rarog",
            (_, _) =>
                Task.FromResult<TurnResult>(new TurnResult.Failed(new("model_failed", "The model failed."), new())));
        var failing = await gateway.CreateTaskAsync(new("bad", new(Prompt: "x", Agent: "rarog")));
        string[] ids =
        [
            (await gateway.CreateTaskAsync(new("a", new(Prompt: "a"), new(DependsOn: [failing.Id])))).Id,
            (await gateway.CreateTaskAsync(
                new("b", new(Prompt: "b"), new(DependsOn: [failing.Id], OnFailure: "skip")))).Id,
            (await gateway.CreateTaskAsync(
                new("c", new(Prompt: "c"), new(DependsOn: [failing.Id], OnFailure: "run")))).Id,
        ];
        var waited = (await gateway.Runtime.Tasks.WaitAsync(new(ids), null, Gateway.Stop)).Value;
        Assert.True(waited.Done);
        Assert.Equal(["failed", "cancelled", "completed"], waited.Tasks.Select(task => task.Status));
        Assert.Equal(["dependency_failed", "dependency_failed", null], waited.Tasks.Select(task => task.Reason?.Code));
        var bad = await gateway.TaskEndAsync(failing.Id);
        Assert.Equal(("failed", "model_failed"), (bad.Status, bad.Reason!.Code));
    }

    [Fact]
    public async Task A_failed_task_is_tried_again()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new TaskOptions { RetrySeconds = 0.001 }) });
        var runs = 0;
        gateway.Driver.Script("svarog", (_, _) => Task.FromResult(
            ++runs < 3
                ? new TurnResult.Failed(new("model_failed", "The model failed."), new())
                : ScriptedDriver.Completed("at last")));
        var ended = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("t", new(Prompt: "x"), new(Retries: 5)))).Id);
        Assert.Equal(("completed", "at last", 3), (ended.Status, ended.Result, ended.Attempt));

        gateway.Driver.Script(
            "svarog",
            (_, _) =>
                Task.FromResult<TurnResult>(new TurnResult.Failed(new("model_failed", "The model failed."), new())));
        var failed = await gateway.TaskEndAsync((await gateway.CreateTaskAsync(new("t", new(Prompt: "x")))).Id);
        Assert.Equal("failed", failed.Status);
        gateway.Driver.Answer("svarog", _ => "fine");
        Assert.Null((await gateway.Runtime.Tasks.RetryAsync(Gateway.Operator, failed.Id, Gateway.Stop)).Rejection);
        Assert.Equal("fine", (await gateway.TaskEndAsync(failed.Id)).Result);
    }

    [Fact]
    public async Task Cancelling_ends_the_turn_and_the_children()
    {
        await using var gateway = await Gateway.StartAsync();
        var running = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (_, stop) =>
        {
            running.TrySetResult();
            await using var registration = stop.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, stop);
            return ScriptedDriver.Completed("never");
        });
        var parent = await gateway.CreateTaskAsync(new("parent", new(Prompt: "work")));
        var child = await gateway.CreateTaskAsync(
            new("child", new(Prompt: "later"), new(NotBefore: "1h"), Parent: parent.Id));
        await running.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        Assert.Equal([child.Id], (await gateway.Runtime.Tasks.GetAsync(parent.Id, Gateway.Stop)).Value.Children);
        var cancelled = (await gateway.Runtime.Tasks.CancelAsync(Gateway.Client, parent.Id, Gateway.Stop)).Value.Task;
        Assert.Equal("cancelled", cancelled.Status);
        await stopped.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        Assert.Equal("cancelled", (await gateway.TaskEndAsync(child.Id)).Status);
        Assert.Equal(
            "cancelled",
            (await gateway.Runtime.Tasks.CancelAsync(Gateway.Client, parent.Id, Gateway.Stop)).Value.Task.Status);
        Assert.Equal("task_ended", await gateway.TaskRefusalAsync(new("late", new(Prompt: "x"), Parent: parent.Id)));
    }

    [Fact]
    public async Task No_more_tasks_run_at_once_than_may_and_the_urgent_ones_go_first()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new TaskOptions { RunningPerAgentMax = 2 }) });
        var gates = new SemaphoreSlim(0);
        var running = 0;
        var most = 0;
        var order = new List<string>();
        var full = new TaskCompletionSource();
        var third = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            lock (order)
            {
                order.Add(turn.Triggers[0].Text);
                most = Math.Max(most, ++running);
                if (running == 2) full.TrySetResult();
                if (order.Count == 3) third.TrySetResult();
            }

            await gates.WaitAsync(stop);
            lock (order) running--;
            return ScriptedDriver.Completed("ok");
        });
        List<string> ids = [(await gateway.CreateTaskAsync(new("a", new(Prompt: "a")))).Id,
            (await gateway.CreateTaskAsync(new("b", new(Prompt: "b")))).Id];
        await full.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        foreach (var priority in (string[])["low", "normal", "urgent", "high"])
            ids.Add((await gateway.CreateTaskAsync(new(priority, new(Prompt: priority), new(Priority: priority)))).Id);
        Assert.Equal("queued", (await gateway.TaskAsync(ids[^1])).Status);
        // Another agent has room of its own.
        Assert.Equal("completed", (await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("r", new(Prompt: "r", Agent: "rarog")))).Id)).Status);
        gates.Release();
        await third.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        gates.Release(5);
        Assert.True((await gateway.Runtime.Tasks.WaitAsync(new(ids), null, Gateway.Stop)).Value.Done);
        Assert.Equal(2, most);
        Assert.Equal("urgent", order[2]);
        Assert.Equal(6, order.Count);
    }

    [Fact]
    public async Task Waiting_ends_with_the_first_or_the_last_or_the_time()
    {
        await using var gateway = await Gateway.StartAsync();
        var soon = await gateway.CreateTaskAsync(new("soon", new(Prompt: "x")));
        var later = await gateway.CreateTaskAsync(new("later", new(Prompt: "x"), new(NotBefore: "1h")));
        var any = (await gateway.Runtime.Tasks.WaitAsync(new([soon.Id, later.Id], "any"), null, Gateway.Stop)).Value;
        Assert.True(any.Done);
        Assert.Equal(["completed", "waiting"], any.Tasks.Select(task => task.Status));
        var all = (await gateway.Runtime.Tasks.WaitAsync(
            new([soon.Id, later.Id], "all", 0.01), null, Gateway.Stop)).Value;
        Assert.False(all.Done);
        Assert.Equal("time", all.Tasks[1].WaitingFor);
        Assert.Null(
            (await gateway.Runtime.Tasks.UpdateAsync(
                Gateway.Client, new(later.Id, NotBefore: ""), Gateway.Stop)).Rejection);
        Assert.Equal("completed", (await gateway.TaskEndAsync(later.Id)).Status);
    }

    [Fact]
    public async Task A_circle_is_refused_and_named_even_at_the_end_of_a_long_chain()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await gateway.CreateTaskAsync(new("first", new(Prompt: "x"), new(NotBefore: "1d")));
        var last = first.Id;
        for (var count = 0; count < 300; count++)
            last = (await gateway.CreateTaskAsync(new("next", new(Prompt: "x"), new(DependsOn: [last])))).Id;
        var refused = (await gateway.Runtime.Tasks.UpdateAsync(
            Gateway.Client, new(first.Id, DependsOn: [last]), Gateway.Stop)).Rejection!;
        Assert.Equal("dependency_cycle", refused.Code);
        Assert.Contains(first.Id, refused.Message, StringComparison.Ordinal);
        Assert.Contains(last, refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            "unknown_task",
            (await gateway.Runtime.Tasks.UpdateAsync(
                Gateway.Client, new(first.Id, DependsOn: ["tsk_none"]), Gateway.Stop)).Rejection!.Code);
        Assert.Empty((await gateway.TaskAsync(first.Id)).DependsOn);
    }

    [Fact]
    public async Task The_same_key_creates_one_task()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await gateway.CreateTaskAsync(new("t", new(Prompt: "x"), IdempotencyKey: "k1"));
        Assert.Equal(first.Id, (await gateway.CreateTaskAsync(new("t", new(Prompt: "x"), IdempotencyKey: "k1"))).Id);
        Assert.Equal("idempotency_conflict",
            await gateway.TaskRefusalAsync(new("t", new(Prompt: "y"), IdempotencyKey: "k1")));
    }

    [Fact]
    public async Task The_list_can_be_filtered_and_paged()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("hello")).ThreadId;
        var last = 0L;
        for (var count = 0; count < 5; count++)
        {
            // Ids of one millisecond are in no order.
            while (SystemClock() == last) await Task.Yield();
            await gateway.CreateTaskAsync(new($"number {count}", new(Prompt: "later"), new(NotBefore: "1h"),
                ThreadId: count % 2 == 0 ? thread : null));
            last = SystemClock();
        }

        var done = await gateway.CreateTaskAsync(new("now", new(Prompt: "Żółw")));
        await gateway.TaskEndAsync(done.Id);
        Assert.Equal(["now"], await TitlesAsync(new(Status: "completed")));
        Assert.Equal(
            ["number 4", "number 3", "number 2", "number 1", "number 0"], await TitlesAsync(new(Status: "open")));
        Assert.Equal(["number 4", "number 2", "number 0"], await TitlesAsync(new(ThreadId: thread)));
        Assert.Equal(["now"], await TitlesAsync(new(Query: "żÓŁW")));
        var page = (await gateway.Runtime.Tasks.ListAsync(new(Limit: 4), Gateway.Stop)).Value;
        Assert.Equal(["number 1", "number 0"], await TitlesAsync(new(Limit: 4, Cursor: page.NextCursor)));
        Assert.Equal(
            "cursor_unknown",
            (await gateway.Runtime.Tasks.ListAsync(new(Cursor: "x.tsk_1"), Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "invalid_argument",
            (await gateway.Runtime.Tasks.ListAsync(new(Status: "lost"), Gateway.Stop)).Rejection!.Code);

        static long SystemClock() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        async Task<IEnumerable<string>> TitlesAsync(ListTasks request) =>
            (await gateway.Runtime.Tasks.ListAsync(request, Gateway.Stop)).Value.Tasks.Select(task => task.Title);
    }

    [Fact]
    public async Task A_deadline_ends_what_runs()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script("svarog", async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return ScriptedDriver.Completed("never");
        });
        var ended = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("t", new(Prompt: "x"), new(Deadline: "0.2s")))).Id);
        Assert.Equal(("failed", "deadline_passed"), (ended.Status, ended.Reason!.Code));
    }

    [Fact]
    public async Task After_a_restart_everything_goes_on()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new TaskOptions { RunningPerAgentMax = 1 }) });
        var running = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (_, stop) =>
        {
            running.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return ScriptedDriver.Completed("never");
        });
        var first = await gateway.CreateTaskAsync(new("1", new(Prompt: "first")));
        await running.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        var queued = await gateway.CreateTaskAsync(new("2", new(Prompt: "second")));
        var dependent = await gateway.CreateTaskAsync(
            new("3", new(Prompt: "third"), new(DependsOn: [first.Id, queued.Id])));
        await gateway.StopAsync();
        gateway.Driver.Answer("svarog", turn => $"again {turn.Triggers[0].Text}");
        await gateway.StartAgainAsync();
        Assert.Equal("again third", (await gateway.TaskEndAsync(dependent.Id)).Result);
        var followed = await gateway.TaskAsync(first.Id);
        Assert.Equal(("completed", "again first", 1), (followed.Status, followed.Result, followed.Attempt));
        Assert.Single((await gateway.ReadAsync(followed.ThreadId!)).Messages, message => message.Role == "user");
    }

    [Theory]
    [InlineData("invalid_argument", null, null, null)]
    [InlineData("invalid_argument", "x", "ls", null)]
    [InlineData("invalid_argument", " ", null, null)]
    [InlineData("unknown_tool", null, null, "no_such_tool")]
    public async Task A_task_runs_exactly_one_thing(string code, string? prompt, string? command, string? tool)
    {
        await using var gateway = await Gateway.StartAsync();
        Assert.Equal(code, await gateway.TaskRefusalAsync(new("t", new(Prompt: prompt, Command: command, Tool: tool))));
    }

    [Fact]
    public async Task What_does_not_exist_or_makes_no_sense_is_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        var good = new CreateTask("t", new(Prompt: "x"));
        Assert.Equal("unknown_agent", await gateway.TaskRefusalAsync(good with { What = new("x", Agent: "nobody") }));
        Assert.Equal("unknown_thread", await gateway.TaskRefusalAsync(good with { ThreadId = "thr_none" }));
        Assert.Equal("unknown_task", await gateway.TaskRefusalAsync(good with { When = new(DependsOn: ["tsk_none"]) }));
        Assert.Equal("unknown_task", await gateway.TaskRefusalAsync(good with { Parent = "tsk_none" }));
        Assert.Equal("unknown_workspace", await gateway.TaskRefusalAsync(good with { Workspace = "none" }));
        Assert.Equal("invalid_argument", await gateway.TaskRefusalAsync(good with { When = new("highest") }));
        Assert.Equal("invalid_argument",
            await gateway.TaskRefusalAsync(good with { When = new(OnFailure: "explode") }));
        Assert.Equal("invalid_argument", await gateway.TaskRefusalAsync(good with { When = new(NotBefore: "soon") }));
        Assert.Equal("invalid_argument",
            await gateway.TaskRefusalAsync(good with { What = new("x", Arguments: "{}") }));
        Assert.Equal("invalid_argument", await gateway.TaskRefusalAsync(new("t", new(Command: "ls", Agent: "svarog"))));
        Assert.Equal("deadline_passed",
            await gateway.TaskRefusalAsync(good with { When = new(Deadline: "2020-01-01T00:00:00Z") }));
        Assert.Equal("missing_argument", await gateway.TaskRefusalAsync(good with { Title = "" }));
        foreach (var id in (string[])["tsk_none", "", "x", "../../etc/passwd"])
            Assert.Equal("unknown_task", (await gateway.Runtime.Tasks.GetAsync(id, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "invalid_argument", (await gateway.Runtime.Tasks.WaitAsync(new([]), null, Gateway.Stop)).Rejection!.Code);
        var waited = await gateway.Runtime.Tasks.WaitAsync(new(["tsk_none"], TimeoutSeconds: -1), null, Gateway.Stop);
        Assert.Equal("invalid_argument", waited.Rejection!.Code);
    }
}
