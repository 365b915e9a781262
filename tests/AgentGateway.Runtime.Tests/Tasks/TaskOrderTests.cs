namespace AgentGateway.Runtime.Tests.Tasks;

/// <summary>Tasks that messages order.</summary>
public sealed class TaskOrderTests
{
    [Fact]
    public async Task A_message_that_begins_with_task_creates_one_on_the_thread()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("hello")).ThreadId;
        var sent = await gateway.SendAsync("/task count the stars\nall of them", thread);
        Assert.Equal(("task", "svarog", null), (sent.Directive!.Kind, sent.Directive.Agent, sent.TurnId));
        var done = await gateway.TaskEndAsync(sent.Directive.TaskId!);
        Assert.Equal(
            ("count the stars", "completed", "svarog heard: count the stars\nall of them", thread),
            (done.Title, done.Status, done.Result, done.ThreadId));
        var read = await gateway.UntilAsync(
            thread, read =>
                read.Messages.Any(message => message.Text.EndsWith("completed.", StringComparison.Ordinal)));
        Assert.Contains(
            read.Messages, message => message is { Role: "user", Text: "/task count the stars\nall of them" });
        Assert.Contains(
            read.Messages,
            message => message.Role == "system" && message.Text.Contains("was created", StringComparison.Ordinal));
        Assert.Contains(
            read.Messages,
            message => message.Role == "system" && message.Text.EndsWith("started.", StringComparison.Ordinal));

        var listed = await gateway.SendAsync("/tasks", thread);
        Assert.Equal("tasks", listed.Directive!.Kind);
        Assert.Contains($"{done.Id} completed: count the stars", listed.Directive.Text, StringComparison.Ordinal);
        Assert.Equal("empty_text", (await gateway.RefusalAsync("/task  ", thread))!.Code);
        Assert.Equal(
            "tasks are what I like",
            (await gateway.AskAsync("tasks are what I like", thread)).Reply!.Text["svarog heard: ".Length..]);
        Assert.Equal("invalid_command", (await gateway.RefusalAsync("/tasks of mine", thread))!.Code);
        Assert.NotNull((await gateway.AskAsync(" /tasks of mine", thread)).Reply);
    }

    [Fact]
    public async Task A_new_thread_may_begin_with_a_task_and_repeating_the_message_repeats_nothing()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = (await gateway.Runtime.Messages.SendAsync(
            Gateway.Operator, new("/task look", IdempotencyKey: "k"), Gateway.Stop)).Value;
        var second = (await gateway.Runtime.Messages.SendAsync(
            Gateway.Operator, new("/task look", IdempotencyKey: "k"), Gateway.Stop)).Value;
        Assert.Equal((first.ThreadId, first.Directive!.TaskId), (second.ThreadId, second.Directive!.TaskId));
        Assert.Equal(first.ThreadId, (await gateway.TaskEndAsync(first.Directive.TaskId!)).ThreadId);
        Assert.Single((await gateway.Runtime.Tasks.ListAsync(new(), Gateway.Stop)).Value.Tasks);
        Assert.Equal("The thread has no tasks.", (await gateway.SendAsync("/tasks")).Directive!.Text);
    }

    [Fact]
    public async Task What_a_task_says_gives_no_orders()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("hello")).ThreadId;
        var done = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("t", new(Prompt: "/handoff weles"), ThreadId: thread))).Id);
        Assert.Equal(("completed", "svarog heard: /handoff weles"), (done.Status, done.Result));
        Assert.Equal("svarog", (await gateway.ReadAsync(thread)).Thread.Owner);
    }
}
