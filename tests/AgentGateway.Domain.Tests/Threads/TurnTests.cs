using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>What a turn does from its start to its end.</summary>
public sealed class TurnTests
{
    private static readonly DomainEvent[] Why = [Asked(1, "Why?", turn: 1), Running(1, Svarog, 1)];

    private static readonly FailTurn Failing =
        new(Id.Turn(1), new("model_failed", "The model failed."), "", TokenUsage.None);

    [Fact]
    public void Each_call_is_durable_before_and_after_it_is_made() => ThreadStory.GivenThread(Why)
        .When(Orders.Step(Id.Turn(1), "Let me look", new ToolCall("call_1", "time", "{}")), "svarog").Then(
            new MessagePosted(new(
                Id.Message(2), 2, MessageRole.Assistant, "svarog", "Let me look", Visibility.Visible, Id.Turn(1))
            {
                ToolCalls = [new("call_1", "time", "{}")],
                Model = "test/model",
                Usage = new(10, 1, ModelCalls: 1),
            }))
        .When(new StartTool(Id.Turn(1), "call_1", Repeatable: true), "svarog")
            .Then(new ToolStarted(Id.Turn(1), "call_1", "time", true))
        .When(new SettleTool(Id.Turn(1), "call_1", "Noon", ToolOutcomeKind.Succeeded), "svarog").Then(
            new MessagePosted(
                new(Id.Message(3), 3, MessageRole.Tool, "time", "Noon", Visibility.Visible, Id.Turn(1))
                {
                    ToolCallId = "call_1",
                }),
            new ToolSettled(Id.Turn(1), "call_1", ToolOutcomeKind.Succeeded))
        .WhenCompleted(1).Then(
            Answered(4, Svarog, 1),
            new TurnEnded(Id.Turn(1), TurnStatus.Completed, Id.Message(4), null, "svarog", new(30, 3, ModelCalls: 2)));

    [Fact]
    public void A_call_that_was_started_is_not_started_anew() => ThreadStory.GivenThread(Why)
        .When(Orders.Step(Id.Turn(1), "", new ToolCall("call_1", "time", "{}")), "svarog")
        .When(new StartTool(Id.Turn(1), "call_1", Repeatable: false), "svarog")
        .When(new StartTool(Id.Turn(1), "call_1", Repeatable: true), "svarog").Then();

    [Fact]
    public void A_crash_leaves_behind_which_call_was_in_doubt()
    {
        var story = ThreadStory.GivenThread(Why)
            .When(Orders.Step(
                Id.Turn(1), "", new ToolCall(
                    "call_1", "message_agent", "{}"), new ToolCall("call_2", "time", "{}")), "svarog")
            .When(new StartTool(Id.Turn(1), "call_1", Repeatable: false), "svarog");
        Assert.Equal(
            [("call_1", true, false), ("call_2", false, false)],
            story.State.Turn(Id.Turn(1))!.Calls.Select(call => (call.Id, call.Started, call.Repeatable)));
    }

    [Fact]
    public void A_failed_turn_is_run_again_as_a_new_one_with_the_same_messages() => ThreadStory.GivenThread(Why)
        .When(Failing, "daemon")
        .When(new RetryTurn(Id.Turn(1), [Id.Message(1)], "Why?")).Then(
            Noted(3, "Asked by operator, this is answered again, because its turn failed: Why?"),
            Running(2, Svarog, 1) with { RetryOf = Id.Turn(1) })
        .When(new RetryTurn(Id.Turn(1), [Id.Message(1)], "Why?"))
            .ThenRefused(ThreadRejections.RetryRuns(Id.Turn(1), Id.Turn(2)))
        .WhenCompleted(2).Then(Answered(4, Svarog, 2), Completed(2, Svarog, reply: 4));

    [Fact]
    public void A_turn_that_runs_again_is_the_new_owners() => ThreadStory.GivenThread(Why)
        .When(Failing, "daemon").When(new HandOff("rarog", null))
        .When(new RetryTurn(Id.Turn(1), [Id.Message(1)], "Why?"))
            .ThenAmongOthers(Running(2, Rarog, 1) with { RetryOf = Id.Turn(1) });

    [Fact]
    public void A_turn_that_runs_and_a_thread_that_is_archived_are_refused()
    {
        ThreadStory.GivenThread(Why).When(new RetryTurn(Id.Turn(1), [Id.Message(1)], "Why?"))
            .ThenRefused(ThreadRejections.NotFailed(Id.Turn(1)));
        ThreadStory.GivenThread(Why).When(Failing, "daemon").When(new ChangeThread(null, Archived: true, null))
            .When(new RetryTurn(Id.Turn(1), [Id.Message(1)], "Why?")).ThenRefused(ThreadRejections.Archived);
    }

    [Theory]
    [InlineData("apr_old", "apr_new")]
    [InlineData("apr_new", "apr_old")]
    public void A_call_that_is_asked_about_anew_does_not_wait_for_what_has_ended(params string[] ends)
    {
        var story = ThreadStory.GivenThread(Why)
            .When(Orders.Step(Id.Turn(1), "", new ToolCall("call_1", "run", "{}")), "svarog")
            .When(new AwaitTool(Id.Turn(1), "call_1", PersonRequestId.Of("apr_old")), "svarog");
        // It is asked about anew, and that is decided before the turn has said that it waits for it now.
        foreach (var ask in ends)
            story = story.When(new ReleaseTool(Id.Turn(1), "call_1", PersonRequestId.Of(ask)), "daemon");
        story = story.When(new AwaitTool(Id.Turn(1), "call_1", PersonRequestId.Of("apr_new")), "svarog");
        Assert.Null(Assert.Single(story.State.Turn(Id.Turn(1))!.Calls).Awaiting);
        Assert.Contains(ThreadMachine.Owed(story.State), effect => effect is RunTurn);
    }

    [Fact]
    public void A_permission_that_a_cancelled_turn_has_not_used_is_taken_back()
    {
        var story = ThreadStory.GivenThread(Why)
            .When(Orders.Step(
                Id.Turn(1), "", new ToolCall("call_1", "run", "{}"), new ToolCall("call_2", "run", "{}")), "svarog")
            .When(new AwaitTool(Id.Turn(1), "call_1", PersonRequestId.Of("apr_1")), "svarog")
            .When(new ReleaseTool(Id.Turn(1), "call_1", PersonRequestId.Of("apr_1")), "daemon")
            .When(new AwaitTool(Id.Turn(1), "call_2", PersonRequestId.Of("apr_2")), "svarog")
            .When(Orders.Cancel(Id.Turn(1)));
        Assert.Equal(
            ["apr_1", "apr_2"], ThreadMachine.Owed(story.State)
                .OfType<WithdrawRequest>()
                .Select(effect => effect.Request.Value));
    }

    [Fact]
    public void A_step_waits_for_the_results_of_the_step_before() => ThreadStory.GivenThread(Why)
        .When(Orders.Step(Id.Turn(1), "", new ToolCall("call_1", "time", "{}")), "svarog")
        .When(Orders.Step(Id.Turn(1), "Well"), "svarog").ThenRefused(ThreadRejections.CallsOpen(Id.Turn(1), 1));

    [Fact]
    public void The_end_of_a_call_that_was_not_begun_is_refused() => ThreadStory.GivenThread(Why)
        .When(new StartTool(Id.Turn(1), "call_1", true), "svarog")
        .ThenRefused(
            new("unknown_call", "The turn's latest step has no open call call_1.",
                "Settle each call of the latest step once."))
        .When(new SettleTool(Id.Turn(1), "call_1", "Noon", ToolOutcomeKind.Succeeded), "svarog")
        .ThenRefused(
            new("unknown_call", "The turn's latest step has no open call call_1.",
                "Settle each call of the latest step once."));

    [Fact]
    public void An_owner_that_says_nothing_has_answered_visibly() => ThreadStory.GivenThread(Why)
        .WhenCompleted(1, " ").Then(Noted(2, "svarog had nothing to say."), Completed(1, Svarog, reply: null));

    [Fact]
    public void A_failure_is_seen_and_what_was_said_is_kept() => ThreadStory.GivenThread(Why)
        .WhenPosted("And how?")
        .When(Orders.Fail(Id.Turn(1), "Because of"), "daemon").Then(
            Broken(3, Svarog, 1, "Because of"),
            Ended(1, TurnStatus.Failed, "daemon", new("model_failed", "The model failed.", "Try again.")),
            Noted(4, "svarog could not answer: The model failed. (model_failed)"),
            Started(2, Svarog));

    [Fact]
    public void Cancelling_a_turn_keeps_what_was_said_and_goes_on_with_the_next() => ThreadStory.GivenThread(Why)
        .WhenPosted("And how?")
        .When(Orders.Cancel(Id.Turn(1), (Id.Turn(1), "Because of"))).Then(
            Broken(3, Svarog, 1, "Because of"), Ended(1, TurnStatus.Cancelled, "operator"), Started(2, Svarog));

    [Fact]
    public void A_turn_that_waits_can_be_cancelled() => ThreadStory.GivenThread(Why)
        .WhenPosted("And how?")
        .When(Orders.Cancel(Id.Turn(2))).Then(Ended(2, TurnStatus.Cancelled, "operator"));

    [Fact]
    public void Cancelling_a_thread_ends_all_that_is_open() => ThreadStory.GivenThread(Joined(Rarog), Joined(Weles))
        .WhenPosted("Why?").WhenCompleted(1).WhenCompleted(2)
        .When(Orders.Cancel()).Then(Ended(3, TurnStatus.Cancelled, "operator"))
        .ThenOwed()
        .When(Orders.Cancel()).ThenRefused(ThreadRejections.NothingRunning);

    [Fact]
    public void What_has_ended_cannot_be_cancelled() => ThreadStory.GivenThread(Why)
        .WhenCompleted(1)
        .When(Orders.Cancel(Id.Turn(1))).ThenRefused(ThreadRejections.TurnEnded(Id.Turn(1)));

    [Fact]
    public void A_turn_that_has_ended_says_nothing_more()
    {
        var story = ThreadStory.GivenThread(Why).When(Orders.Cancel());
        ThreadCommand[] late =
        [
            Orders.Complete(Id.Turn(1)), Orders.Fail(Id.Turn(1)), Orders.Step(Id.Turn(1), "Well"),
                new PostInterim(Id.Turn(1), "Well"),
            new StartTool(
                Id.Turn(1), "call_1", true), new SettleTool(Id.Turn(1), "call_1", "Noon", ToolOutcomeKind.Succeeded),
            new HandOff("rarog", null, Id.Turn(1)), new RequestDelegation(Rarog, "Do it", Id.Turn(1)),
        ];
        foreach (var command in late) story.When(command, "svarog").ThenRefused(ThreadRejections.TurnEnded(Id.Turn(1)));
        story.When(new ExpireTurn(Id.Turn(1), story.Now, ""), "daemon").Then();
    }

    [Fact]
    public void A_turn_that_waits_is_not_yet_to_be_answered() => ThreadStory.GivenThread(Why)
        .WhenPosted("And how?")
        .When(Orders.Complete(Id.Turn(2)), "svarog").ThenRefused(ThreadRejections.TurnEnded(Id.Turn(2)));

    [Fact]
    public void A_connected_agent_has_until_a_deadline_and_then_its_turn_fails_visibly() =>
        ThreadStory.GivenThread(new HandedOff(Svarog, Perun, "operator", null))
        .WhenPosted("Why?")
        .ThenOwed(
            new RunTurn("", Id.Turn(1)),
            new ExpireTurnEffect("", Orders.Start.AddSeconds(7 * 3) + Rules.ConnectedWait, Id.Turn(1)))
        .WhenExpired(1).Then(
            Ended(1, TurnStatus.Failed, "daemon", new(
                "agent_away", "perun did not answer in time.",
                    "Send again when it is connected, or hand the thread to another agent.")),
            Noted(2, "perun could not answer: perun did not answer in time. (agent_away)"));

    [Fact]
    public void A_sign_of_life_buys_time()
    {
        var story = ThreadStory.GivenThread(new HandedOff(Svarog, Perun, "operator", null)).WhenPosted("Why?");
        var first = story.State.Active!.Deadline!.Value;
        story.When(new PostInterim(Id.Turn(1), " Looking "), "perun").Then(
                new MessagePosted(
                    new(Id.Message(2), 2, MessageRole.Assistant, "perun", "Looking", Visibility.Visible, Id.Turn(1))),
                new TurnProlonged(Id.Turn(1), story.Now + Rules.ConnectedWait))
            .When(new ExpireTurn(Id.Turn(1), first, ""), "daemon").Then()
            .When(new PostInterim(Id.Turn(1), ""), "perun").ThenRefused(ThreadRejections.EmptyText);
    }

    [Fact]
    public void An_obligation_keeps_the_key_of_the_event_that_created_it()
    {
        var story = ThreadStory.GivenThread(Joined(Weles, AdviceTime.Before)).WhenPosted("One").WhenPosted("Two");
        Assert.Equal(
            ["thread/thr_0@5#0",
                $"thread/thr_0@5#0:expire:{story.State.Turn(Id.Turn(2))!.Deadline!.Value.ToUnixTimeMilliseconds()}"],
            story.Owed.Select(e => e.Key));
        story.WhenCompleted(2).WhenPosted("@rarog look at it");
        Assert.Equal(["thread/thr_0@4#0"], story.Owed.Select(e => e.Key));
        story.WhenCompleted(1).WhenPosted("Three");
        Assert.Contains(
            new RunTurn("thread/thr_0@7#0", Id.Turn(3)) with { Key = "thread/thr_0@7#0" }, story.WhenCompleted(5).Owed);
    }
}
