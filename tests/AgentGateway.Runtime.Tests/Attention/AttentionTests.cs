using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tests.Approvals;
using AgentGateway.Runtime.Tests.Sessions;
using AgentGateway.Runtime.Tests.Tasks;

namespace AgentGateway.Runtime.Tests.Attention;

/// <summary>The person's inbox has what waits for them, and what is new to them.</summary>
public sealed class AttentionTests
{
    [Fact]
    public async Task What_waits_for_the_person_is_listed_with_its_command_until_they_have_dealt_with_it()
    {
        await using var gateway = await Gateway.StartAsync(null, new CountedTool().Tool());
        gateway.Driver.Script("svarog", AskingTurns.Calling(new ToolCall("c1", "execute", "{}")));
        var (_, approval) = await gateway.AskedAsync();
        gateway.Driver.Script(
            "svarog", AskingTurns.Calling(new ToolCall("c1", "ask_operator", """{"question":"Red or\ngreen?"}""")));
        await gateway.EndAsync(await gateway.SendAsync("go"));
        var question = Assert.Single(
            (await gateway.Runtime.Questions.ListAsync(new("pending"), Gateway.Stop)).Value.Questions).Id;
        var session = await gateway.CreateAsync(
            new("/bin/bash", ["-c", "read -p 'Continue? [y/N] ' x"], "build", Backend: "pty"));
        await Eventually.TrueAsync(async () => (await ListAsync(gateway)).Counts.Waiting == 3);

        var inbox = await ListAsync(gateway);

        Assert.Equal(
            [
                ("approval", approval.Id, $"agw approve {approval.Id}"),
                ("question", question, $"agw answer {question} TEXT"),
                ("session", session.Id, "agw attach build"),
            ],
            inbox.Items.Select(item => (item.Kind, item.Id, item.Command)));
        Assert.Equal(0, inbox.Counts.Unseen);
        Assert.All(inbox.Items, item => Assert.True(item.Waits));
        Assert.Equal("svarog: Red or ⏎ green?", inbox.Items[1].Text);
        Assert.StartsWith("build asks for permission: ", inbox.Items[2].Text, StringComparison.Ordinal);

        await gateway.DecideAsync(approval.Id, "deny");
        await gateway.Runtime.Questions.AnswerAsync(Gateway.Operator, question, "red", Gateway.Stop);
        await gateway.TypeAsync(session.Id, "y");
        await Eventually.TrueAsync(async () => (await ListAsync(gateway)).Counts.Waiting == 0);
    }

    [Fact]
    public async Task Replies_and_failed_tasks_are_new_until_the_person_has_looked_also_after_a_restart()
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite });
        var first = await gateway.AskAsync("one");
        gateway.Driver.Script("weles", (_, _) => Task.FromResult<TurnResult>(
            new TurnResult.Failed(new("model_auth", "No key.", null), TokenUsage.None)));
        var task = await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("Tidy up", new(Prompt: "Tidy", Agent: "weles")))).Id);
        Assert.Equal("failed", task.Status);

        Assert.Equal(
            [("task", task.Id, $"agw task retry {task.Id}"), ("reply", first.ThreadId, $"agw thread read {first.ThreadId}")],
            (await ListAsync(gateway)).Items.Select(item => (item.Kind, item.Id, item.Command)));
        Assert.Equal(new(0, 2), (await ListAsync(gateway, isLook: true)).Counts);
        Assert.Equal(new(0, 0), (await ListAsync(gateway)).Counts);

        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Equal(new(0, 0), (await ListAsync(gateway)).Counts);
        await gateway.AskAsync("two", first.ThreadId);
        var reply = Assert.Single((await ListAsync(gateway)).Items);
        Assert.Equal(("reply", first.ThreadId, false), (reply.Kind, reply.Id, reply.Waits));
    }

    [Fact]
    public async Task A_reply_after_which_the_person_wrote_is_not_new()
    {
        await using var gateway = await Gateway.StartAsync();
        var sent = await gateway.AskAsync("one");
        Assert.Equal(1, (await ListAsync(gateway)).Counts.Unseen);
        var answering = new TaskCompletionSource();
        gateway.Driver.Script("svarog", async (_, stop) =>
        {
            await answering.Task.WaitAsync(stop);
            return ScriptedDriver.Completed("done");
        });

        var next = await gateway.SendAsync("two", sent.ThreadId);

        Assert.Equal(0, (await ListAsync(gateway)).Counts.Unseen);
        answering.SetResult();
        await gateway.EndAsync(next);
        Assert.EndsWith(": done", Assert.Single((await ListAsync(gateway)).Items).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_became_known_later_is_not_shown()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Answer("svarog", _ => "The key is correct-horse-battery.");
        await gateway.AskAsync("one");
        Assert.Contains(
            "correct-horse-battery", Assert.Single((await ListAsync(gateway)).Items).Text, StringComparison.Ordinal);

        gateway.Runtime.Get<KnownSecrets>().Add("correct-horse-battery");

        Assert.DoesNotContain(
            "correct-horse", Assert.Single((await ListAsync(gateway)).Items).Text, StringComparison.Ordinal);
    }

    private static Task<AttentionView> ListAsync(Gateway gateway, bool isLook = false) =>
        gateway.Runtime.Get<AttentionService>().ListAsync(isLook, Gateway.Stop);
}
