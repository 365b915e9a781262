using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>When participants are asked, and what their words lead to.</summary>
public sealed class ParticipantTests
{
    private static readonly TimeSpan AdviceWait = Rules.AdviceWait;

    [Fact]
    public void A_participant_contributes_after_the_answer_which_the_owner_then_may_revise_once() =>
        ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("Why?").Then(Asked(1, "Why?", turn: 1), Running(1, Svarog, 1))
        .WhenCompleted(1).Then(
            Answered(2, Svarog, 1), Completed(1, Svarog, reply: 2), Reacting(2, TurnKind.Contribution, Rarog, 1, 1))
        .ThenOwed(new RunTurn("", Id.Turn(2)))
        .WhenCompleted(2).Then(
            Answered(3, Rarog, 2), Completed(2, Rarog, reply: 3), Reacting(3, TurnKind.Revision, Svarog, 1, 1))
        .WhenCompleted(3).Then(Answered(4, Svarog, 3), Completed(3, Svarog, reply: 4))
        .ThenOwed();

    [Fact]
    public void A_participant_with_nothing_to_add_declines() => ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("Why?").WhenCompleted(1)
        .WhenCompleted(2, " ").Then(Completed(2, Rarog, reply: null))
        .ThenOwed();

    [Fact]
    public void An_owner_leaves_its_answer_as_it_is_by_saying_nothing() => ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("Why?").WhenCompleted(1).WhenCompleted(2)
        .WhenCompleted(3, "").Then(Completed(3, Svarog, reply: null));

    [Fact]
    public void Participants_do_not_react_to_each_other() => ThreadStory.GivenThread(Joined(Rarog), Joined(Weles))
        .WhenPosted("Why?")
        .WhenCompleted(1).ThenAmongOthers(
            Reacting(2, TurnKind.Contribution, Rarog, 1, 1), Reacting(3, TurnKind.Contribution, Weles, 1, 1))
        .WhenCompleted(2).ThenNo<TurnQueued>()
        .WhenCompleted(3).ThenAmongOthers(Reacting(4, TurnKind.Revision, Svarog, 1, 1))
        .WhenCompleted(4).ThenNo<TurnQueued>();

    [Fact]
    public void An_answer_that_fails_is_not_contributed_to() => ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("Why?").When(Orders.Fail(Id.Turn(1))).ThenNo<TurnQueued>();

    [Fact]
    public void A_contribution_that_fails_is_seen_and_does_not_hold_up_the_revision() =>
        ThreadStory.GivenThread(Joined(Rarog), Joined(Weles))
        .WhenPosted("Why?").WhenCompleted(1).WhenCompleted(2)
        .When(Orders.Fail(Id.Turn(3), "I th"), "daemon").Then(
            Broken(4, Weles, 3, "I th", Visibility.Hidden),
            Ended(3, TurnStatus.Failed, "daemon", new("model_failed", "The model failed.", "Try again.")),
            Reacting(4, TurnKind.Revision, Svarog, 1, 1),
            Noted(5, "weles could not contribute: The model failed. (model_failed)"));

    [Fact]
    public void An_answer_is_not_revised_once_something_else_was_asked() => ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("Why?").WhenCompleted(1)
        .WhenPosted("And how?").Then(Asked(3, "And how?", turn: 3), Running(3, Svarog, 3))
        .WhenCompleted(2).ThenNo<TurnQueued>();

    [Fact]
    public void An_answer_is_not_revised_by_another_agent() => ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("Why?").WhenCompleted(1)
        .WhenPosted("/handoff weles")
        .WhenCompleted(2).ThenNo<TurnQueued>();

    [Fact]
    public void One_contribution_of_an_agent_runs_and_one_waits() => ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("One").WhenCompleted(1)
        .WhenPosted("Two").WhenCompleted(3).ThenAmongOthers(
            Reacting(4, TurnKind.Contribution, Rarog, 3, 3) with { Started = false })
        .WhenPosted("Three").WhenCompleted(5).ThenAmongOthers(Extended(4, 5)).ThenNo<TurnQueued>()
        .WhenCompleted(2).ThenAmongOthers(Started(4, Rarog));

    [Fact]
    public void Advice_comes_before_the_answer_is_begun()
    {
        var story = ThreadStory.GivenThread(Joined(Weles, AdviceTime.Before));
        story.WhenPosted("Why?");
        var deadline = story.Now + AdviceWait;
        story.Then(
                Asked(1, "Why?", turn: 1), Running(1, Svarog, 1),
                Reacting(2, TurnKind.Advice, Weles, 1, 1) with { Deadline = deadline })
            .ThenOwed(new RunTurn("", Id.Turn(2)), new ExpireTurnEffect("", deadline, Id.Turn(2)))
            .WhenCompleted(2, "Mind the dust.")
                .Then(Answered(2, Weles, 2, "Mind the dust."), Completed(2, Weles, reply: 2))
            .ThenOwed(new RunTurn("", Id.Turn(1)))
            .WhenCompleted(1).ThenNo<TurnQueued>();
    }

    [Fact]
    public void Advice_is_waited_for_so_long_and_then_passed_over_visibly() =>
        ThreadStory.GivenThread(Joined(Weles, AdviceTime.Before))
        .WhenPosted("Why?")
        .WhenExpired(2).Then(
            Ended(2, TurnStatus.Failed, "daemon", new("passed_over", "weles did not advise within 30 seconds.")),
            Noted(2, "weles did not advise within 30 seconds; svarog answers without it."))
        .ThenOwed(new RunTurn("", Id.Turn(1)))
        .When(Orders.Complete(Id.Turn(2)), "weles").ThenRefused(ThreadRejections.TurnEnded(Id.Turn(2)));

    [Fact]
    public void Advisers_advise_at_the_same_time_and_all_are_waited_for() =>
        ThreadStory.GivenThread(Joined(Weles, AdviceTime.Before), Joined(Rarog, AdviceTime.Before))
        .WhenPosted("Why?")
        .WhenCompleted(2)
        .ThenOwed(
            new RunTurn("", Id.Turn(3)),
            new ExpireTurnEffect("", Orders.Start.AddSeconds(7 * 4) + AdviceWait, Id.Turn(3)))
        .WhenCompleted(3, "")
        .ThenOwed(new RunTurn("", Id.Turn(1)));

    [Fact]
    public void A_message_that_waited_gets_its_advice_when_its_turn_comes() =>
        ThreadStory.GivenThread(Asked(1, "One", turn: 1), Running(1, Svarog, 1))
        .WhenPosted("Two")
        .When(new ChangeParticipant(Weles, "verify it", null))
            .ThenAmongOthers(Joined(Weles, AdviceTime.Before, "verify it"))
        .WhenCompleted(1).ThenAmongOthers(
            Started(2, Svarog),
            Reacting(3, TurnKind.Advice, Weles, 2, 2) with { Deadline = Orders.Start.AddSeconds(7 * 6) + AdviceWait });

    [Fact]
    public void Advice_ends_with_the_answer_that_it_is_for() =>
        ThreadStory.GivenThread(Joined(Weles, AdviceTime.Before))
        .WhenPosted("Why?")
        .When(Orders.Cancel(Id.Turn(1)))
            .Then(Ended(1, TurnStatus.Cancelled, "operator"), Ended(2, TurnStatus.Cancelled, "operator"));

    [Fact]
    public void A_participant_that_advised_is_not_asked_again_about_the_same_message() =>
        ThreadStory.GivenThread(Joined(Weles, AdviceTime.Before))
        .WhenPosted("Why?").WhenCompleted(2)
        .When(new ChangeParticipant(Weles, null, AdviceTime.After)).ThenAmongOthers(Joined(Weles, AdviceTime.After))
        .WhenCompleted(1).ThenNo<TurnQueued>()
        .WhenPosted("And how?").WhenCompleted(3).ThenAmongOthers(Reacting(4, TurnKind.Contribution, Weles, 3, 5));

    [Fact]
    public void Ending_a_participant_ends_what_it_is_at() => ThreadStory.GivenThread(Joined(Weles, AdviceTime.Before))
        .WhenPosted("Why?")
        .WhenPosted("@weles stop").Then(
            Asked(2, "@weles stop"),
            Ended(2, TurnStatus.Cancelled, "operator"),
            new ParticipantEnded(Weles, "operator"),
            Noted(3, "weles no longer takes part."))
        .ThenOwed(new RunTurn("", Id.Turn(1)));

    [Fact]
    public void Ending_the_last_contributor_starts_no_revision() =>
        ThreadStory.GivenThread(Joined(Rarog), Joined(Weles))
        .WhenPosted("Why?").WhenCompleted(1).WhenCompleted(2)
        .WhenPosted("@weles stop").ThenAmongOthers(Ended(3, TurnStatus.Cancelled, "operator")).ThenNo<TurnQueued>()
        .ThenOwed();

    [Fact]
    public void The_owner_is_not_asked_as_a_participant() =>
        ThreadStory.GivenThread(Joined(Rarog), Joined(Weles, AdviceTime.Before))
        .WhenPosted("/handoff rarog")
        .WhenPosted("Why?")
            .ThenAmongOthers(
                Running(1, Rarog, 3),
                Reacting(
                    2, TurnKind.Advice, Weles, 1, 3) with { Deadline = Orders.Start.AddSeconds(7 * 5) + AdviceWait })
        .WhenCompleted(2).WhenCompleted(1).ThenNo<TurnQueued>();

    [Fact]
    public void What_a_participant_says_on_the_way_is_its_own() => ThreadStory.GivenThread(Joined(Perun))
        .WhenPosted("Why?").WhenCompleted(1)
        .When(new PostInterim(Id.Turn(2), "Looking"), "perun").ThenAmongOthers(
            new MessagePosted(
                new(Id.Message(3), 3, MessageRole.Assistant, "perun", "Looking", Visibility.Hidden, Id.Turn(2))));

    [Fact]
    public void A_sign_of_life_buys_no_time_for_advice() => ThreadStory.GivenThread(Joined(Mokosz, AdviceTime.Before))
        .WhenPosted("Why?")
        .When(new PostInterim(Id.Turn(2), "Looking"), "mokosz").ThenNo<TurnProlonged>();

    [Fact]
    public void A_participant_needs_an_instruction() => ThreadStory.GivenThread()
        .When(new ChangeParticipant(Rarog, " ", null)).ThenRefused(ThreadRejections.InstructionMissing(Rarog))
        .When(new ChangeParticipant(Rarog, "look at it", AdviceTime.Before))
            .ThenAmongOthers(Joined(Rarog, AdviceTime.Before))
        .When(new ChangeParticipant(Rarog, null, AdviceTime.After)).ThenAmongOthers(Joined(Rarog));

    [Fact]
    public void An_unknown_agent_does_not_take_part() => ThreadStory.GivenThread()
        .When(new ChangeParticipant(new("nobody"), "look at it", null))
            .ThenRefused(ThreadRejections.UnknownAgent("nobody"));

    [Fact]
    public void The_owner_takes_no_part_of_its_own() => ThreadStory.GivenThread()
        .When(new ChangeParticipant(Svarog, "look at it", null)).ThenRefused(ThreadRejections.AlreadyOwner(Svarog));

    [Fact]
    public void There_are_so_many_participants_and_no_more() =>
        ThreadStory.GivenThread(Joined(Rarog), Joined(Weles), Joined(Perun))
        .WhenPosted("@mokosz look").ThenRefused(ThreadRejections.ParticipantsFull(3))
        .WhenPosted("@perun look closer").ThenAmongOthers(Joined(Perun, instruction: "look closer"))
        .WhenPosted("@perun stop")
            .WhenPosted("@mokosz look")
            .ThenAmongOthers(Joined(Mokosz, AdviceTime.Before, "look"));
}
