using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Idempotency;

namespace AgentGateway.Gateways.Tests.Core;

/// <summary>A person changes or deletes a message that was posted to a thread already.</summary>
public sealed class ChatEditTests
{
    [Fact]
    public async Task A_message_that_waits_behind_a_turn_is_answered_as_its_author_changed_it()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        var release = Held(gateway);
        await chat.SaysAsync("one");
        var second = await SaysBehindAsync(chat, "two");

        await chat.ChangesAsync(second, "three");
        await chat.ChangesAsync(second, "four");
        release.SetResult();

        Assert.Equal("re one", (await chat.NextAsync()).Text);
        Assert.Equal("re four", (await chat.NextAsync()).Text);
        Assert.Equal(["one", "four", "re one", "re four"], await TextsAsync(gateway));
    }

    [Fact]
    public async Task A_change_that_comes_too_late_is_told_once_and_one_that_changes_nothing_not_at_all()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        var release = Held(gateway);
        var first = await chat.SaysAsync("one");
        await SaysBehindAsync(chat, "two");

        await chat.ChangesAsync(first, "one");
        await chat.ChangesAsync(first, "other");
        await chat.ChangesAsync(first, "another");

        var told = await chat.NextAsync();
        Assert.Contains("being answered already", told.Text, StringComparison.Ordinal);
        Assert.Equal((true, first.MessageId), (told.Message.IsQuiet, told.Message.ReplyTo));
        release.SetResult();
        Assert.Equal(["re one", "re two"], [(await chat.NextAsync()).Text, (await chat.NextAsync()).Text]);
    }

    [Fact]
    public async Task A_change_gives_no_orders_and_a_strangers_change_is_not_taken()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        var release = Held(gateway);
        await chat.SaysAsync("one");
        var second = await SaysBehindAsync(chat, "two");
        var third = await SaysBehindAsync(chat, "three");

        await chat.ChangesAsync(second, "/stop");
        await chat.ChangesAsync(third with { Author = new("7", "Mallory") }, "five");

        Assert.Contains("edit_gives_orders", (await chat.NextAsync()).Text, StringComparison.Ordinal);
        release.SetResult();
        foreach (var answer in (string[])["re one", "re two", "re three"])
            Assert.Equal(answer, (await chat.NextAsync()).Text);
    }

    [Fact]
    public async Task Another_conversation_of_the_thread_sees_the_change_with_its_speaker()
    {
        var (chat, other) = (new TestPlatform(), new TestPlatform { Name = "other" });
        await using var gateway = await ChatGateway.StartAsync(chat, other);
        var release = Held(gateway);
        await chat.SaysAsync("one");
        var second = await SaysBehindAsync(chat, "two");
        var thread = (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads[0].Id;
        await other.SaysAsync($"/switch {thread}");
        await other.NextAsync(sent => sent.Text.Contains("goes on here now", StringComparison.Ordinal));

        await chat.ChangesAsync(second, "three");

        Assert.Equal("**Alice (test), changed:** three", (await other.NextAsync()).Text);
        release.SetResult();
    }

    [Fact]
    public async Task A_change_of_a_message_that_was_posted_before_a_crash_is_brought_to_its_thread()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        var release = Held(gateway);
        await chat.SaysAsync("one");
        await SaysBehindAsync(chat, "two");
        var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Sending = (_, message) =>
            message.Markdown.Contains("/switch ID", StringComparison.Ordinal) ? listed.Task : Task.CompletedTask;
        await chat.SaysAsync("/threads");

        // The message waits behind the answer to the command; what a crash would have left of it is there already.
        var third = await chat.SaysAsync("three");
        var conversation = ConversationService.IdOf(third.Address);
        var thread = (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads[0].Id;
        Assert.Equal("queued", (await gateway.Runtime.Messages.SendAsync(
            ChatCallers.Speaking("test", "1", "Alice", conversation, null),
            new("three", thread, null, IdempotencyKeys.Digest("chat", conversation.Value, third.EventId)),
            Gateway.Stop)).Value.Status);
        await chat.ChangesAsync(third, "four");
        listed.SetResult();

        await chat.NextAsync(sent => sent.Text.Contains("/switch ID", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => chat.Queued.Contains(third.MessageId), "the message is handled");
        await Eventually.TrueAsync(
            async () => (await TextsAsync(gateway)).Contains("four"), "the change is in the thread");
        release.SetResult();
        foreach (var answer in (string[])["re one", "re two", "re four"])
            Assert.Equal(answer, (await chat.NextAsync()).Text);
    }

    [Fact]
    public async Task A_message_that_is_deleted_while_it_waits_behind_a_turn_is_not_answered_and_the_thread_says_so()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        var release = Held(gateway);
        await chat.SaysAsync("one");
        var second = await SaysBehindAsync(chat, "two");
        await SaysBehindAsync(chat, "three");

        await chat.DeletesAsync(second);
        await chat.DeletesAsync(second);

        Assert.Contains("test:1 deleted a message", (await chat.NextAsync()).Text, StringComparison.Ordinal);
        release.SetResult();
        Assert.Equal(["re one", "re three"], [(await chat.NextAsync()).Text, (await chat.NextAsync()).Text]);
        Assert.Single(await TextsAsync(gateway), text => text.Contains("deleted a message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deletion_that_comes_too_late_changes_nothing()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        var release = Held(gateway);
        var first = await chat.SaysAsync("one");
        await SaysBehindAsync(chat, "two");

        await chat.DeletesAsync(first);
        release.SetResult();

        Assert.Equal(["re one", "re two"], [(await chat.NextAsync()).Text, (await chat.NextAsync()).Text]);
        Assert.Equal(["one", "two", "re one", "re two"], await TextsAsync(gateway));
    }

    [Fact]
    public async Task A_message_with_a_file_that_is_deleted_before_it_is_handled_becomes_nothing()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        chat.Files["f1"] = "content"u8.ToArray();
        await chat.SaysAsync("zero");
        Assert.Equal("svarog heard: zero", (await chat.NextAsync()).Text);
        var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Sending = (_, message) =>
            message.Markdown.Contains("/switch ID", StringComparison.Ordinal) ? listed.Task : Task.CompletedTask;
        await chat.SaysAsync("/threads");
        var file = await chat.SaysAsync(chat.Message(chat.Direct("1"), isDirect: true, "", "1", "Alice") with
        {
            Addressing = Addressing.Direct, Files = [new("f1", "a.txt", 7)],
        });

        await chat.DeletesAsync(file);
        listed.SetResult();
        await chat.SaysAsync("one");

        await chat.NextAsync(sent => sent.Text.Contains("heard: one", StringComparison.Ordinal));
        Assert.DoesNotContain("(a file)", await TextsAsync(gateway));
    }

    /// <summary>The agent answers what it hears when it is released.</summary>
    private static TaskCompletionSource Held(Gateway gateway)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await release.Task.WaitAsync(stop);
            return ScriptedDriver.Completed($"re {turn.Triggers[^1].Text}");
        });
        return release;
    }

    private static async Task<InboundMessage> SaysBehindAsync(TestPlatform chat, string text)
    {
        var message = await chat.SaysAsync(text);
        await Eventually.TrueAsync(
            () => chat.Queued.Contains(message.MessageId), $"{text} waits behind the turn that runs");
        return message;
    }

    private static async Task<IEnumerable<string>> TextsAsync(Gateway gateway)
    {
        var thread = (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads[0].Id;
        return (await gateway.ReadAsync(thread)).Messages.Select(message => message.Text);
    }
}
