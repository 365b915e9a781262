using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>Who owns a thread, and who may change that.</summary>
public sealed class OwnershipTests
{
    private static readonly DomainEvent[] Why = [Asked(1, "Why?", turn: 1), Running(1, Svarog, 1)];

    [Fact]
    public void An_agents_own_handoff_is_recorded_as_asked_by_that_agent() => ThreadStory.GivenThread(Why)
        .When(new HandOff("rarog", "it knows more", Id.Turn(1)), "svarog").Then(
            new HandedOff(Svarog, Rarog, "svarog", "it knows more"),
            Noted(2, "svarog handed the thread to rarog, asked by svarog: it knows more"));

    [Fact]
    public void A_brief_is_told_to_the_new_owner_alone_in_the_same_append() => ThreadStory.GivenThread()
        .When(new HandOff("rarog", "it knows more") { Brief = " Begin with table 3. " }).Then(
            new HandedOff(Svarog, Rarog, "operator", "it knows more"),
            Noted(1, "svarog handed the thread to rarog, asked by operator: it knows more"),
            Briefed(2, "Begin with table 3."));

    [Fact]
    public void A_brief_in_a_message_is_not_shown_in_it() => ThreadStory.GivenThread()
        .WhenPosted("/handoff rarog it knows more --brief Begin with table 3.").Then(
            Asked(1, "/handoff rarog it knows more"),
            new HandedOff(Svarog, Rarog, "operator", "it knows more"),
            Noted(2, "svarog handed the thread to rarog, asked by operator: it knows more"),
            Briefed(3, "Begin with table 3."));

    [Fact]
    public void A_brief_that_is_too_long_hands_nothing_over()
    {
        var rules = Rules with { TextCharactersMax = 10 };
        ThreadStory.GivenThread()
            .When(new HandOff("rarog", null) { Brief = new string('x', 11) }, rules: rules)
            .ThenRefused(ThreadRejections.TextTooLong(11, 10));
    }

    [Fact]
    public void An_agent_that_does_not_own_the_thread_cannot_hand_it_over() =>
        ThreadStory.GivenThread([.. Why, Joined(Rarog)])
        .WhenCompleted(1)
        .When(new HandOff("weles", null, Id.Turn(2)), "rarog").ThenRefused(ThreadRejections.NotOwner(Rarog));

    [Fact]
    public void The_running_answer_is_finished_by_who_began_it_and_what_waits_follows_the_handoff() =>
        ThreadStory.GivenThread(Why)
        .WhenPosted("And how?").ThenAmongOthers(Queued(2, Svarog, 2))
        .When(new HandOff("rarog", null))
        .WhenCompleted(1).Then(Answered(4, Svarog, 1), Completed(1, Svarog, reply: 4), Started(2, Rarog));

    [Fact]
    public void A_handoff_keeps_participants_and_delegations()
    {
        var story = ThreadStory.GivenThread(Joined(Weles)).WhenPosted("!perun find out");
        var (participants, delegations) = (story.State.Participants, story.State.Delegations);
        story.When(new HandOff("rarog", null)).When(new HandOff("mokosz", null));
        Assert.Equal([Svarog, Rarog], story.State.OwnerStack);
        Assert.Equal(
            (participants, delegations,
                Mokosz), (story.State.Participants, story.State.Delegations, story.State.Owner));
    }

    [Fact]
    public void A_participant_that_becomes_the_owner_takes_part_again_when_it_no_longer_is() =>
        ThreadStory.GivenThread(Joined(Rarog))
        .When(new HandOff("rarog", null)).When(new ReturnOwnership())
        .WhenPosted("Why?").WhenCompleted(1).ThenAmongOthers(Reacting(2, TurnKind.Contribution, Rarog, 1, 3));

    [Fact]
    public void A_return_without_an_earlier_owner_is_refused() => ThreadStory.GivenThread()
        .When(new ReturnOwnership()).ThenRefused(ThreadRejections.NoEarlierOwner);

    [Fact]
    public void An_unknown_agent_is_refused() => ThreadStory.GivenThread()
        .When(new HandOff("nobody", null)).ThenRefused(ThreadRejections.UnknownAgent("nobody"));

    [Fact]
    public void The_present_owner_is_refused() => ThreadStory.GivenThread()
        .When(new HandOff("MAIN", null)).ThenRefused(ThreadRejections.AlreadyOwner(Svarog));

    [Fact]
    public void A_thread_is_handed_over_so_often_and_no_more() => ThreadStory.GivenThread()
        .When(new HandOff("rarog", null)).When(new HandOff("weles", null)).When(new HandOff("perun", null))
        .When(new HandOff("mokosz", null)).ThenRefused(ThreadRejections.StackFull(3));

    [Fact]
    public void A_reason_has_a_limit() => ThreadStory.GivenThread()
        .When(new HandOff("rarog", new('x', 801))).ThenRefused(ThreadRejections.TextTooLong(801, 800));

    private static MessagePosted Briefed(int message, string text) =>
        new(new(Id.Message(message), message, MessageRole.User, "operator", text, Visibility.Hidden) { For = Rarog });
}
