using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Tests.Approvals;
using AgentGateway.Runtime.Tests.Tasks;

namespace AgentGateway.Runtime.Tests.Deletions;

/// <summary>A deleted thread is erased for good, with what was done for it.</summary>
public sealed class DeletionTests
{
    private const string Canary = "correct-horse-battery";

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Volatile)]
    public async Task Its_texts_are_gone_from_events_search_artifacts_and_private_threads(StoreKind kind)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = kind });
        var thread = (await gateway.AskAsync($"The word is {Canary}")).ThreadId;
        var delegated = await gateway.SendAsync($"!weles look at {Canary}", thread);
        await gateway.EndAsync(delegated);
        await gateway.UntilAsync(
            thread, read => read.Messages.Any(message => message.Author == "weles"), hidden: true);
        gateway.Driver.Script("svarog", (_, _) => Task.FromResult<TurnResult>(
            new TurnResult.Failed(new("model_failed", $"It choked on {Canary}.", null), TokenUsage.None)));
        var failed = await gateway.AskAsync("Again", thread);
        var kept = (await gateway.Runtime.Artifacts.KeepAsync(
            new(ArtifactKind.Output, "make", "call_1", new("svarog", new(thread), null, null, null, "run_command")),
            Canary,
            Gateway.Stop)).Value;
        await gateway.Runtime.Threads.UpdateAsync(
            Gateway.Operator, new(thread, Title: $"About {Canary}"), Gateway.Stop);
        Assert.NotEmpty(await FoundAsync(gateway));

        var deleted = (await DeleteAsync(gateway, thread)).Value;

        Assert.Equal((thread, true), (deleted.ThreadId, deleted.Erased));
        Assert.Empty(await FoundAsync(gateway));
        Assert.DoesNotContain(
            (await gateway.Store.Journal.ReadAllAsync(0, 10_000, Gateway.Stop)).Where(e => e.Stream.Kind == "thread"),
            stored => stored.Payload?.Contains(Canary) == true);
        Assert.Null((await gateway.Store.Store.Reads<Runtime.Threads.IThreadReads>()
            .TurnAsync(new(failed.TurnId!), Gateway.Stop))!.Failure);
        Assert.Empty(gateway.Runtime.Artifacts.List(new()).Value.Artifacts);
        Assert.Equal(
            "artifact_gone",
            (await gateway.Runtime.Artifacts.ReadAsync(new(kept.Id), Gateway.Stop)).Rejection!.Code);
        foreach (var gone in (string[])[thread, delegated.Directive!.HiddenThreadId!])
            Assert.Equal(
                "unknown_thread",
                (await gateway.Runtime.Threads.ReadAsync(new(gone), Gateway.Stop)).Rejection!.Code);
        Assert.Empty((await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads);
        Assert.Equal("unknown_thread", (await gateway.RefusalAsync("Hello?", thread))!.Code);
        Assert.Null((await gateway.Store.Store.CheckAsync(Gateway.Stop)).Unsound);
    }

    [Fact]
    public async Task A_turn_that_waits_for_a_person_ends_and_its_approval_is_withdrawn()
    {
        await using var gateway = await Gateway.StartAsync(null, new CountedTool().Tool());
        gateway.Driver.Script("svarog", AskingTurns.Calling(new ToolCall("c1", "execute", "{}")));
        var (sent, approval) = await gateway.AskedAsync();

        Assert.True((await DeleteAsync(gateway, sent.ThreadId)).Value.Erased);

        await Eventually.TrueAsync(async () =>
            (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.PendingCount == 0);
        Assert.Equal("cancelled", (await gateway.Runtime.Turns.WaitAsync(
            sent.TurnId!, TimeSpan.Zero, null, Gateway.Stop)).Value.Status);
        Assert.NotNull(approval);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Volatile)]
    public async Task Approvals_questions_and_ended_tasks_go_with_it(StoreKind kind)
    {
        await using var gateway = await Gateway.StartWithAsync(new()
        {
            Store = kind,
            Prepare = started => started.Runtime.Tools.Publish("test", [new CountedTool().Tool()]),
        });
        gateway.Driver.Script(
            "svarog", AskingTurns.Calling(new ToolCall("c1", "execute", $$"""{"what":"{{Canary}}"}""")));
        var (sent, approval) = await gateway.AskedAsync();
        await gateway.DecideAsync(approval.Id, "deny");
        await gateway.EndAsync(sent);
        gateway.Driver.Script(
            "svarog",
            AskingTurns.Calling(new ToolCall("c2", "ask_operator", $$"""{"question":"Is it {{Canary}}?"}""")));
        await gateway.EndAsync(await gateway.SendAsync("Ask me", sent.ThreadId));
        var question = Assert.Single(
            (await gateway.Runtime.Questions.ListAsync(new("pending"), Gateway.Stop)).Value.Questions);
        var task = await gateway.CreateTaskAsync(new(
            $"Find {Canary}", new(Prompt: $"Look for {Canary}"), new(NotBefore: "3d"), ThreadId: sent.ThreadId));
        await gateway.Runtime.Tasks.CancelAsync(Gateway.Operator, task.Id, Gateway.Stop);
        Assert.Contains(await EventsAsync(gateway), stored => stored.Stream.Kind == "approval" && Tells(stored));

        Assert.True((await DeleteAsync(gateway, sent.ThreadId)).Value.Erased);

        Assert.DoesNotContain(await EventsAsync(gateway), Tells);
        Assert.Equal(
            ["unknown_approval", "unknown_question", "unknown_task"],
            [
                (await gateway.Runtime.Approvals.GetAsync(approval.Id, Gateway.Stop)).Rejection!.Code,
                (await gateway.Runtime.Questions.GetAsync(question.Id, Gateway.Stop)).Rejection!.Code,
                (await gateway.Runtime.Tasks.GetAsync(task.Id, Gateway.Stop)).Rejection!.Code,
            ]);
        Assert.Empty((await gateway.Runtime.Approvals.ListAsync(new(), Gateway.Stop)).Value.Approvals);
        Assert.Empty((await gateway.Runtime.Tasks.ListAsync(new(), Gateway.Stop)).Value.Tasks);
        Assert.Null((await gateway.Store.Store.CheckAsync(Gateway.Stop)).Unsound);
    }

    [Fact]
    public async Task Forks_and_open_tasks_are_named_and_keep_it()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("one")).ThreadId;
        var fork = (await gateway.Runtime.Threads.ForkAsync(
            Gateway.Operator, thread, null, Gateway.Stop)).Value.Thread.Id;

        var forked = (await DeleteAsync(gateway, thread)).Rejection!;
        Assert.Equal("thread_forked", forked.Code);
        Assert.Contains(fork, forked.Message);
        Assert.True((await DeleteAsync(gateway, fork)).Value.Erased);
        var task = await gateway.CreateTaskAsync(new(
            "Later", new(Prompt: "Tidy"), new(NotBefore: "3d"), ThreadId: thread));
        var tasked = (await DeleteAsync(gateway, thread)).Rejection!;
        Assert.Equal("thread_has_tasks", tasked.Code);
        Assert.Contains(task.Id, tasked.Message);
        await gateway.Runtime.Tasks.CancelAsync(Gateway.Operator, task.Id, Gateway.Stop);
        Assert.True((await DeleteAsync(gateway, thread)).Value.Erased);
        Assert.Equal("unknown_thread", (await DeleteAsync(gateway, thread)).Rejection!.Code);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Volatile)]
    public async Task Open_tasks_of_its_hidden_threads_are_cancelled_and_go_with_it(StoreKind kind)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = kind });
        var sent = await gateway.SendAsync("!weles look");
        await gateway.EndAsync(sent);
        await gateway.UntilAsync(
            sent.ThreadId, read => read.Messages.Any(message => message.Author == "weles"), hidden: true);
        var hidden = sent.Directive!.HiddenThreadId!;
        var started = new TaskCompletionSource();
        gateway.Driver.Script("weles", async (_, stop) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return ScriptedDriver.Completed("never");
        });
        var running = await gateway.CreateTaskAsync(new("Now", new(Prompt: $"Do {Canary}"), ThreadId: hidden));
        await started.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        var later = await gateway.CreateTaskAsync(new(
            "Later", new(Prompt: $"Tidy {Canary}"), new(NotBefore: "3d"), ThreadId: hidden));

        Assert.True((await DeleteAsync(gateway, sent.ThreadId)).Value.Erased);

        foreach (var task in (string[])[running.Id, later.Id])
            Assert.Equal(
                "unknown_task", (await gateway.Runtime.Tasks.GetAsync(task, Gateway.Stop)).Rejection!.Code);
        Assert.Empty((await gateway.Runtime.Tasks.ListAsync(new(), Gateway.Stop)).Value.Tasks);
        Assert.DoesNotContain(await EventsAsync(gateway), Tells);
        Assert.Null((await gateway.Store.Store.CheckAsync(Gateway.Stop)).Unsound);
    }

    [Fact]
    public async Task What_is_left_of_it_can_be_folded_although_its_events_are_erased()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("one")).ThreadId;
        await DeleteAsync(gateway, thread);
        var stream = StreamId.Of(ThreadMachine.Kind, thread);
        var snapshot = (await gateway.Store.Journal.LoadAsync(stream, Gateway.Stop))!;

        var folded = await SnapshotCodec.ReadAsync(
            ThreadStream.Kind, gateway.Store.Journal, snapshot with { SnapshotVersion = 0 }, Gateway.Stop);

        Assert.True(folded is { IsDeleted: true, Created: true, EraseKey: null });
        Assert.Equal(thread, folded.Id.Value);
    }

    [Fact]
    public async Task What_it_used_of_models_is_still_counted()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script("svarog", (_, _) => Task.FromResult<TurnResult>(
            new TurnResult.Failed(new("model_failed", "No.", null), new(100, 10, ModelCalls: 1))));
        var thread = (await gateway.AskAsync("one")).ThreadId;

        await DeleteAsync(gateway, thread);

        var usage = (await gateway.Runtime.Get<Runtime.Usage.UsageService>().ReportAsync(
            "thread", 1, Gateway.Stop)).Value;
        Assert.Equal((thread, 100L), (usage.Rows.Single().Name, usage.Rows.Single().InputTokens));
    }

    private static Task<Domain.Outcome<DeletedThreadView>> DeleteAsync(Gateway gateway, string thread) =>
        gateway.Runtime.Get<DeletionService>().DeleteAsync(Gateway.Operator, thread, Gateway.Stop);

    private static Task<IReadOnlyList<Journal.StoredEvent>> EventsAsync(Gateway gateway) =>
        gateway.Store.Journal.ReadAllAsync(0, 10_000, Gateway.Stop).AsTask();

    private static bool Tells(Journal.StoredEvent stored) => stored.Payload?.Contains(Canary) == true;

    private static async Task<IReadOnlyList<Views.SearchHitView>> FoundAsync(Gateway gateway) =>
        (await gateway.Runtime.Threads.SearchAsync(new(Canary), Gateway.Stop)).Value.Hits;
}
