using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>A thread that is deleted keeps its id, what it owes to others, and nothing else.</summary>
public sealed class DeletionTests
{
    [Fact]
    public void What_is_open_ends_and_the_texts_are_to_be_erased() => ThreadStory.GivenThread(
            Asked(1, "Why?", 1), Running(1, Svarog, 1), Asked(2, "And how?", 2), Queued(2, Svarog, 2))
        .When(new DeleteThread())
            .Then(
                Ended(1, TurnStatus.Cancelled, "operator"),
                Ended(2, TurnStatus.Cancelled, "operator"),
                new ThreadDeleted())
            .ThenOwed(new EraseThread(""))
        .When(new DeleteThread()).Then()
        .When(new ConfirmErased(), "daemon").Then(new ThreadErased()).ThenOwed()
        .When(new ConfirmErased(), "daemon").Then();

    [Fact]
    public void Nothing_of_what_was_said_is_in_the_state()
    {
        var state = ThreadStory.GivenThread(Asked(1, "Why?"), Joined(Weles, instruction: "look at this"))
            .When(new DeleteThread()).State;

        Assert.Null(state.Title);
        Assert.Empty(state.Participants);
        Assert.Equal((1L, true), (state.LastSeq, state.IsDeleted));
        var row = Assert.IsType<ThreadRow>(Assert.Single(ThreadMachine.Project(
            AgentThread.Initial with { Created = true },
            new(StreamId.Of(ThreadMachine.Kind, "thr_0"), 9, Orders.Start, "operator", new ThreadDeleted()),
            state)));
        Assert.Equal(("", true, true), (row.Title, row.Hidden, row.Deleted));
    }

    [Fact]
    public void A_deleted_thread_takes_nothing_and_is_not_opened_again() => ThreadStory
        .GivenThread(Asked(1, "Why?"), new ThreadDeleted())
        .When(Orders.Post("Hello")).ThenRefused(ThreadRejections.UnknownThread)
        .When(new ChangeThread("New", null, null)).ThenRefused(ThreadRejections.UnknownThread)
        .When(new PostNotice("key", "session:build", "It ended.")).ThenRefused(ThreadRejections.UnknownThread)
        .When(Orders.Open(ThreadStory.Thread, Svarog, "Again")).Then();

    [Fact]
    public void The_hidden_thread_of_a_delegation_can_be_deleted_before_it_is_opened() => ThreadStory.Given()
        .When(new DeleteThread()).ThenRefused(ThreadRejections.UnknownThread)
        .When(new DeleteThread(BeforeItExists: true), "daemon").Then(new ThreadDeleted())
        .When(
            Orders.OpenHidden(
                ThreadStory.Thread, Weles, new("turn_hidden"), "Do it", new(new("thr_1"), new("dlg_1"), "operator", 1)))
            .Then();

    [Fact]
    public void An_outcome_that_was_not_delivered_is_told_as_cancelled()
    {
        var origin = new DelegationOrigin(new ThreadId("thr_1"), new("dlg_1"), "operator", 1);
        var story = ThreadStory.Given()
            .When(Orders.OpenHidden(ThreadStory.Thread, Weles, new("turn_1"), "Do it", origin), "svarog")
            .WhenCompleted(1, "Done, and it is secret.")
            .When(new DeleteThread(), "daemon");

        Assert.Equal((TurnStatus.Cancelled, null), (story.State.Report!.Status, story.State.Report.Reply));
        story.When(new ConfirmReport(), "daemon").Then(new DelegationReported(new("dlg_1")));
    }

    [Fact]
    public void Requests_of_its_turns_are_withdrawn_all_the_same()
    {
        var call = new ToolCall("call_1", "execute", "{}");
        var request = PersonRequestId.Of("apr_1");
        ThreadStory.GivenThread(Asked(1, "Why?", 1), Running(1, Svarog, 1))
            .When(Orders.Step(Id.Turn(1), "", call), "svarog")
            .When(new AwaitTool(Id.Turn(1), "call_1", request), "svarog")
            .When(new DeleteThread())
                .ThenOwed(new WithdrawRequest("", request), new EraseThread(""))
            .When(new ConfirmWithdrawn(request), "daemon").Then(new RequestWithdrawn(request));
    }
}
