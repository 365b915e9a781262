using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>Hidden work for other agents.</summary>
public sealed class DelegationTests
{
    private static readonly DelegationOrigin Origin = new(new("thr_1"), Id.Delegation(1), "operator", 1);

    [Fact]
    public void A_tool_may_delegate_for_a_principal() => ThreadStory.GivenThread()
        .When(new RequestDelegation(Weles, "Find out", null), "client").Then(
            new MessagePosted(new(Id.Message(1), 1, MessageRole.User, "client", "Find out", Visibility.Hidden)),
            new DelegationRequested(
                Id.Delegation(1), Weles, new("thr_1"), Id.Turn(1), Id.Message(1), 0, "client", null),
            Noted(2, "weles was asked in private (dlg_1)."));

    [Fact]
    public void An_agent_may_delegate_in_its_turn() =>
        ThreadStory.GivenThread(Asked(1, "Why?", turn: 1), Running(1, Svarog, 1))
        .When(new RequestDelegation(Weles, "Find out", Id.Turn(1)), "svarog").Then(
            new MessagePosted(
                new(Id.Message(2), 2, MessageRole.Assistant, "svarog", "Find out", Visibility.Hidden, Id.Turn(1))),
            new DelegationRequested(
                Id.Delegation(1), Weles, new("thr_1"), Id.Turn(2), Id.Message(2), 0, "svarog", Id.Turn(1)))
        .When(new RequestDelegation(Svarog, "Find out", Id.Turn(1)), "svarog")
            .ThenRefused(ThreadRejections.SelfDelegation(Svarog));

    [Fact]
    public void The_result_comes_back_as_a_hidden_message() => ThreadStory.GivenThread()
        .WhenPosted("!weles find out")
        .When(new ConfirmDelegation(Id.Delegation(1)), "daemon").Then(new DelegationOpened(Id.Delegation(1)))
        .ThenOwed()
        .When(new SettleDelegation(Id.Delegation(1), TurnStatus.Completed, "It is so."), "daemon").Then(
            new MessagePosted(new(Id.Message(3), 3, MessageRole.Assistant, "weles", "It is so.", Visibility.Hidden)),
            new DelegationSettled(Id.Delegation(1), TurnStatus.Completed, Id.Message(3)));

    [Theory]
    [InlineData(TurnStatus.Failed)]
    [InlineData(TurnStatus.Cancelled)]
    public void A_failure_comes_back_hidden_to_the_owner_and_visible_to_everybody(TurnStatus status) =>
        ThreadStory.GivenThread()
        .WhenPosted("!weles find out")
        .When(new SettleDelegation(Id.Delegation(1), status, "No model."), "daemon").Then(
            Noted(3, "weles did not carry out dlg_1: No model.", Visibility.Hidden),
            new DelegationSettled(Id.Delegation(1), status, Id.Message(3)),
            Noted(4, "weles did not carry out dlg_1: No model."));

    [Fact]
    public void What_is_told_again_changes_nothing() => ThreadStory.GivenThread()
        .WhenPosted("!weles find out")
        .When(new ConfirmDelegation(Id.Delegation(1)), "daemon")
            .When(new ConfirmDelegation(Id.Delegation(1)), "daemon")
            .Then()
        .When(new SettleDelegation(Id.Delegation(1), TurnStatus.Completed, "So."), "daemon")
        .When(new SettleDelegation(Id.Delegation(1), TurnStatus.Completed, "So."), "daemon").Then()
        .When(new ConfirmDelegation(Id.Delegation(1)), "daemon").Then();

    [Fact]
    public void A_hidden_thread_carries_the_request_out_and_owes_the_outcome()
    {
        var open = Orders.OpenHidden(ThreadStory.Thread, Weles, Id.Turn(1), "Find out", Origin, new(new("thr_1"), 4));
        ThreadStory.Given()
            .When(open).Then(
                new ThreadCreated("weles: Find out", Weles, null, "operator", true, Origin, new(new("thr_1"), 4)),
                new MessagePosted(Asked(1, "Find out", turn: 1).Message with { Seq = 5 }),
                Running(1, Weles, 1) with { Kind = TurnKind.Delegation })
            .ThenOwed(new RunTurn("", Id.Turn(1)))
            .When(open).Then()
            .WhenCompleted(1, "It is so.").ThenOwed(new ReportDelegation(""))
            .When(new ConfirmReport(), "daemon").Then(new DelegationReported(Id.Delegation(1))).ThenOwed()
            .When(new ConfirmReport(), "daemon").Then();
    }

    [Fact]
    public void The_outcome_that_is_owed_says_how_it_ended()
    {
        var story = ThreadStory.Given()
            .When(Orders.OpenHidden(ThreadStory.Thread, Weles, Id.Turn(1), "Find out", Origin))
            .When(Orders.Fail(Id.Turn(1)));
        Assert.Equal(
            new OwedReport(
                TurnStatus.Failed, null, new("model_failed", "The model failed.", "Try again."), "thread/thr_0@4#0"),
            story.State.Report);
    }

    [Fact]
    public void A_request_from_outside_any_thread_is_not_reported() => ThreadStory.Given()
        .When(Orders.OpenHidden(ThreadStory.Thread, Weles, Id.Turn(1), "Find out", Origin with { Thread = null }))
        .WhenCompleted(1).ThenOwed();

    [Fact]
    public void A_hidden_thread_takes_no_participants() => ThreadStory.Given()
        .When(Orders.OpenHidden(ThreadStory.Thread, Weles, Id.Turn(1), "Find out", Origin))
        .WhenPosted("@rarog look at it")
        .WhenCompleted(1).ThenNo<TurnQueued>()
        .WhenPosted("Why?").WhenCompleted(2).ThenNo<TurnQueued>();

    [Fact]
    public void Delegations_delegate_so_deep_and_no_deeper() => ThreadStory.Given()
        .When(Orders.OpenHidden(ThreadStory.Thread, Weles, Id.Turn(1), "Find out", Origin with { Depth = 2 }))
        .When(new RequestDelegation(Rarog, "Do it", Id.Turn(1)), "weles")
            .ThenRefused(ThreadRejections.DelegationTooDeep(2));

    /// <summary>
    /// An agent in a hidden thread delegates again. The second delegation works for the person for whom the hidden thread
    /// was opened, because the agent asks on that person's behalf.
    /// </summary>
    [Fact]
    public void A_delegation_within_a_delegation_is_for_the_same_person()
    {
        var ann = new DelegatedFor("telegram:42", true);
        var story = ThreadStory.Given()
            .When(Orders.OpenHidden(ThreadStory.Thread, Weles, Id.Turn(1), "Find out", Origin with { For = ann }))
            .When(new RequestDelegation(Rarog, "Do it", Id.Turn(1)), "weles");
        Assert.Equal(ann, Assert.Single(story.State.Delegations).For);
        story = ThreadStory.GivenThread().When(new RequestDelegation(Weles, "Look", null) { For = new(null, true) });
        Assert.Equal(new(null, true), Assert.Single(story.State.Delegations).For);
        story = ThreadStory.GivenThread().When(
            new RequestDelegation(Weles, "Look", null) { Speaker = new("Ann", "telegram", new("x")) }, "telegram:42");
        Assert.Equal(ann, Assert.Single(story.State.Delegations).For);
    }

    [Fact]
    public void So_many_delegations_are_open_and_no_more() => ThreadStory.GivenThread()
        .WhenPosted("!weles find out").WhenPosted("!weles find out")
        .WhenPosted("!weles find out").ThenRefused(ThreadRejections.DelegationsFull(2))
        .When(new SettleDelegation(Id.Delegation(1), TurnStatus.Completed, "So."), "daemon")
        .WhenPosted("!weles find out").ThenAmongOthers(
            new DelegationRequested(
                Id.Delegation(3), Weles, new("thr_3"), Id.Turn(3), Id.Message(6), 7, "operator", null));

    [Fact]
    public void A_bad_request_is_refused()
    {
        var story = ThreadStory.GivenThread();
        story.When(
            new RequestDelegation(
                new("nobody"), "Find out", null)).ThenRefused(ThreadRejections.UnknownAgent("nobody"));
        story.When(new RequestDelegation(Weles, " ", null)).ThenRefused(ThreadRejections.EmptyText);
        story.When(
            new RequestDelegation(Weles, new('x', 801), null)).ThenRefused(ThreadRejections.TextTooLong(801, 800));
        story.When(
            new ChangeThread(null, true, null))
                .When(new RequestDelegation(Weles, "Find out", null))
                .ThenRefused(ThreadRejections.Archived);
    }
}
