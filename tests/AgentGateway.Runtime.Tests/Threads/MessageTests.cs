using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tests.Threads;

public sealed class MessageTests
{
    [Fact]
    public async Task A_message_without_a_thread_begins_one_and_its_owner_answers()
    {
        await using var gateway = await Gateway.StartAsync();
        var answer = await gateway.AskAsync("hello there");
        Assert.Equal("completed", answer.Status);
        Assert.Equal(("svarog", "svarog heard: hello there"), (answer.Reply!.Author, answer.Reply.Text));
        var read = await gateway.ReadAsync(answer.ThreadId);
        Assert.Equal("hello there", read.Thread.Title);
        Assert.Equal([("user", "operator"), ("assistant", "svarog")], read.Messages.Select(m => (m.Role, m.Author)));
        Assert.Equal([1L, 2L], read.Messages.Select(m => m.Seq));
        Assert.Null(read.Thread.ActiveTurn);
    }

    [Fact]
    public async Task A_message_says_from_which_client_it_came()
    {
        await using var gateway = await Gateway.StartAsync();
        var claude = Gateway.Client with { Client = ClientName.Of("claude-code"), Workspace = gateway.Home };
        var sent = (await gateway.Runtime.Get<MessageService>().SendAsync(
            claude, new("hello there"), Gateway.Stop)).Value;
        var message = (await gateway.ReadAsync(sent.ThreadId)).Messages[0];
        Assert.Equal(("client", new("claude-code", gateway.Home)), (message.Author, message.Client));
        Assert.Null((await gateway.ReadAsync((await gateway.AskAsync("hello")).ThreadId)).Messages[0].Client);
    }

    [Fact]
    public async Task Messages_sent_while_a_turn_runs_are_answered_in_order()
    {
        await using var gateway = await Gateway.StartAsync();
        var release = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await release.Task.WaitAsync(stop);
            return ScriptedDriver.Completed($"re {turn.Triggers[0].Text}");
        });
        var first = await gateway.SendAsync("one");
        var second = await gateway.SendAsync("two", first.ThreadId);
        var third = await gateway.SendAsync("three", first.ThreadId);
        Assert.Equal(["running", "queued", "queued"], new[] { first.Status, second.Status, third.Status });
        release.SetResult();
        Assert.Equal("re three", (await gateway.EndAsync(third)).Reply!.Text);
        Assert.Equal("re two", (await gateway.EndAsync(second)).Reply!.Text);
    }

    [Fact]
    public async Task A_message_that_waits_is_answered_as_its_author_changed_it()
    {
        await using var gateway = await Gateway.StartAsync();
        var release = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await release.Task.WaitAsync(stop);
            return ScriptedDriver.Completed($"re {turn.Triggers[0].Text}");
        });
        var first = await gateway.SendAsync("one");
        var second = await gateway.SendAsync("two", first.ThreadId);
        var messages = gateway.Runtime.Get<MessageService>();
        var (running, waiting) = (new MessageId(first.MessageId!), new MessageId(second.MessageId!));

        Assert.Equal(waiting, (await messages.EditAsync(Gateway.Operator, waiting, "three", Gateway.Stop)).Value);
        Assert.Equal(waiting, (await messages.EditAsync(Gateway.Operator, waiting, "three", Gateway.Stop)).Value);
        Assert.Equal("message_taken", await RefusedAsync(Gateway.Operator, running, "three"));
        Assert.Equal("not_author", await RefusedAsync(Gateway.Client, waiting, "four"));
        Assert.Equal("edit_gives_orders", await RefusedAsync(Gateway.Operator, waiting, "/handoff rarog"));
        Assert.Equal("unknown_message", await RefusedAsync(Gateway.Operator, new("msg_none"), "four"));
        release.SetResult();

        Assert.Equal("re three", (await gateway.EndAsync(second)).Reply!.Text);
        Assert.Equal("message_taken", await RefusedAsync(Gateway.Operator, waiting, "four"));
        Assert.Contains(
            "three", (await gateway.ReadAsync(first.ThreadId)).Messages.Select(message => message.Text));

        async Task<string?> RefusedAsync(Caller caller, MessageId id, string text) =>
            (await messages.EditAsync(caller, id, text, Gateway.Stop)).Rejection?.Code;
    }

    [Fact]
    public async Task Collected_messages_share_one_turn()
    {
        await using var gateway = await Gateway.StartAsync();
        var release = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            if (turn.Triggers[0].Text == "one") await release.Task.WaitAsync(stop);
            return ScriptedDriver.Completed(string.Join("+", turn.Triggers.Select(m => m.Text)));
        });
        var first = await gateway.SendAsync("one");
        var second = await gateway.SendAsync("two", first.ThreadId, "collect");
        var third = await gateway.SendAsync("three", first.ThreadId, "collect");
        Assert.Equal(second.TurnId, third.TurnId);
        release.SetResult();
        Assert.Equal("two+three", (await gateway.EndAsync(third)).Reply!.Text);
    }

    [Fact]
    public async Task An_interrupting_message_ends_the_running_turn_and_keeps_what_it_said()
    {
        await using var gateway = await Gateway.StartAsync();
        var streaming = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            if (turn.Triggers[0].Text != "one") return ScriptedDriver.Completed("second");
            turn.Stream("half an ans");
            streaming.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return ScriptedDriver.Completed("never");
        });
        var first = await gateway.SendAsync("one");
        await streaming.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        var waiting = await gateway.SendAsync("waiting", first.ThreadId);
        var urgent = await gateway.SendAsync("urgent", first.ThreadId, "interrupt");
        Assert.Equal("running", urgent.Status);
        Assert.Equal("interrupted", (await gateway.EndAsync(first)).Status);
        await gateway.EndAsync(waiting);
        var read = await gateway.ReadAsync(first.ThreadId);
        Assert.Contains(read.Messages, m => m.Text == "half an ans" && m.Partial == true && m.Author == "svarog");
    }

    [Fact]
    public async Task The_same_idempotency_key_posts_once_and_answers_the_same()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await gateway.Runtime.Messages.SendAsync(
            Gateway.Client, new("hi", IdempotencyKey: "k1"), Gateway.Stop);
        await gateway.EndAsync(first.Value);
        var again = await gateway.Runtime.Messages.SendAsync(
            Gateway.Client, new("hi", IdempotencyKey: "k1"), Gateway.Stop);
        Assert.Equal(
            (first.Value.MessageId, first.Value.TurnId, "completed"),
            (again.Value.MessageId, again.Value.TurnId, again.Value.Status));
        var other = await gateway.Runtime.Messages.SendAsync(
            Gateway.Client, new("ho", IdempotencyKey: "k1"), Gateway.Stop);
        Assert.Equal("idempotency_conflict", other.Rejection!.Code);
        var else_ = await gateway.Runtime.Messages.SendAsync(
            new Caller(new("other")), new("hi", IdempotencyKey: "k1"), Gateway.Stop);
        Assert.NotEqual(first.Value.ThreadId, else_.Value.ThreadId);
    }

    [Fact]
    public async Task Simultaneous_sends_under_one_key_post_one_message()
    {
        await using var gateway = await Gateway.StartAsync();
        var sent = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            gateway.Runtime.Messages.SendAsync(Gateway.Client, new("hi", IdempotencyKey: "same"), Gateway.Stop)));
        Assert.Single(sent.Select(outcome => outcome.Value.MessageId).Distinct());
        var threads = (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads;
        Assert.Single(threads);
    }

    [Fact]
    public async Task A_full_queue_says_so_and_loses_nothing()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new ThreadOptions { TurnsMax = 3 }) });
        gateway.Driver.Script("svarog", async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return ScriptedDriver.Completed("never");
        });
        var first = await gateway.SendAsync("one");
        await gateway.SendAsync("two", first.ThreadId);
        await gateway.SendAsync("three", first.ThreadId);
        Assert.Equal("queue_full", (await gateway.RefusalAsync("four", first.ThreadId))!.Code);
        var read = await gateway.ReadAsync(first.ThreadId);
        Assert.Equal(["one", "two", "three"], read.Messages.Select(m => m.Text));
        Assert.Equal(2, read.Thread.Queue.Count);
    }

    [Theory]
    [InlineData("", "empty_text")]
    [InlineData("  \n ", "empty_text")]
    [InlineData("/handoff nobody", "unknown_agent")]
    [InlineData("/handoff", "unknown_agent")]
    [InlineData("/return", "nobody_to_return_to")]
    public async Task What_cannot_be_posted_is_refused_and_begins_no_thread(string text, string code)
    {
        await using var gateway = await Gateway.StartAsync();
        Assert.Equal(code, (await gateway.RefusalAsync(text))!.Code);
        Assert.Empty((await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads);
    }
}
