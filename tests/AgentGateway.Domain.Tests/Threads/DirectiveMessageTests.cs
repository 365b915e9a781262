using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>Messages that order something.</summary>
public sealed class DirectiveMessageTests
{
    [Fact]
    public void Mentioning_an_agent_makes_it_a_participant_and_begins_no_turn() => ThreadStory.GivenThread()
        .WhenPosted("@rarog look at it")
        .Then(
            Asked(1, "@rarog look at it"),
            Joined(Rarog),
            Noted(2, "rarog takes part, asked after the owner answers: look at it"))
        .ThenOwed();

    [Fact]
    public void An_agent_may_say_itself_that_it_is_asked_before_the_answer() => ThreadStory.GivenThread()
        .WhenPosted("@Verifier verify it\n")
        .Then(
            Asked(1, "@Verifier verify it\n"),
            Joined(Weles, AdviceTime.Before, "verify it"),
            Noted(2, "weles takes part, asked before the owner answers: verify it"));

    [Fact]
    public void Mentioning_a_participant_again_updates_it() => ThreadStory.GivenThread(Joined(Rarog, AdviceTime.Before))
        .WhenPosted("@rarog look closer")
        .Then(
            Asked(1, "@rarog look closer"),
            Joined(Rarog, AdviceTime.Before, "look closer"),
            Noted(2, "rarog goes on taking part, asked before the owner answers: look closer"));

    [Theory]
    [InlineData("@rarog stop")]
    [InlineData("@rarog leave")]
    [InlineData("@RAROG Done ")]
    [InlineData("@rarog return")]
    public void A_participant_is_ended_by_a_word(string text) => ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted(text)
        .Then(Asked(1, text), new ParticipantEnded(Rarog, "operator"), Noted(2, "rarog no longer takes part."))
        .WhenPosted("Why?").WhenCompleted(1).ThenNo<TurnQueued>();

    [Fact]
    public void Ending_an_agent_that_does_not_take_part_is_refused() => ThreadStory.GivenThread()
        .WhenPosted("@rarog stop").ThenRefused(ThreadRejections.NotParticipant(Rarog));

    [Fact]
    public void An_ended_participant_can_be_registered_again() =>
        ThreadStory.GivenThread(Joined(Rarog), new ParticipantEnded(Rarog, "operator"))
        .WhenPosted("@rarog look at it")
        .ThenAmongOthers(Joined(Rarog));

    [Theory]
    [InlineData(" @nosuch look at it")]
    [InlineData("@rarog")]
    [InlineData("!rarog")]
    [InlineData(" !nosuch do it")]
    [InlineData(" @rarog look at it")]
    [InlineData("Ask @rarog about it")]
    [InlineData("@rarog, look at it")]
    [InlineData("//handoffs")]
    [InlineData(" /return it")]
    public void What_is_no_directive_is_ordinary_text(string text) =>
        ThreadStory.GivenThread(Joined(Weles), new HandedOff(Svarog, Perun, "operator", null))
        .WhenPosted(text)
        .ThenAmongOthers(Asked(1, text, turn: 1));

    [Theory]
    [InlineData("@svarog why?")]
    [InlineData("@main stop")]
    public void Speaking_to_the_owner_by_name_is_speaking_to_the_owner(string text) => ThreadStory.GivenThread()
        .WhenPosted(text).Then(Asked(1, text, turn: 1), Running(1, Svarog, 1));

    [Fact]
    public void A_handoff_is_recorded_visibly_with_from_to_who_asked_and_why() => ThreadStory.GivenThread()
        .WhenPosted("/handoff Rarog it knows more", by: "client")
        .Then(
            Asked(1, "/handoff Rarog it knows more", by: "client"),
            new HandedOff(Svarog, Rarog, "client", "it knows more"),
            Noted(2, "svarog handed the thread to rarog, asked by client: it knows more"))
        .ThenOwed()
        .WhenPosted("Why?").Then(Asked(3, "Why?", turn: 1), Running(1, Rarog, 3));

    [Fact]
    public void A_handoff_is_returned() =>
        ThreadStory.GivenThread(
            new HandedOff(Svarog, Rarog, "operator", null), new HandedOff(Rarog, Perun, "operator", null))
        .WhenPosted("/return").Then(
            Asked(1, "/return"), new OwnershipReturned(
                Perun, Rarog, "operator"), Noted(2, "perun returned the thread to rarog, asked by operator."))
        .WhenPosted("/RETURN ").ThenAmongOthers(new OwnershipReturned(Rarog, Svarog, "operator"))
        .WhenPosted("/return").ThenRefused(ThreadRejections.NoEarlierOwner);

    [Theory]
    [InlineData("/handoff nobody", "nobody")]
    [InlineData("/handoff", "")]
    public void A_handoff_to_an_unknown_agent_is_refused(string text, string name) => ThreadStory.GivenThread()
        .WhenPosted(text).ThenRefused(ThreadRejections.UnknownAgent(name));

    [Theory]
    [InlineData("/handoff svarog")]
    [InlineData("/handoff main back again")]
    public void A_handoff_to_the_present_owner_is_refused(string text) => ThreadStory.GivenThread()
        .WhenPosted(text).ThenRefused(ThreadRejections.AlreadyOwner(Svarog));

    [Fact]
    public void A_delegation_is_acknowledged_and_begins_no_turn_here() => ThreadStory.GivenThread()
        .WhenPosted("!weles find out")
        .Then(
            Asked(1, "!weles find out"),
            new DelegationRequested(
                Id.Delegation(1), Weles, new("thr_1"), Id.Turn(1), Id.Message(1), 7, "operator", null),
            Noted(2, "weles was asked in private (dlg_1)."))
        .ThenOwed(new OpenDelegationThread("", Id.Delegation(1)));

    [Theory]
    [InlineData("@rarog look at it")]
    [InlineData("!rarog find out")]
    [InlineData("/handoff rarog")]
    public void An_order_does_not_wait_for_a_turn(string text) =>
        ThreadStory.GivenThread(Asked(1, "Why?", turn: 1), Running(1, Svarog, 1))
        .WhenPosted(text).ThenNo<TurnQueued>();

    [Theory]
    [InlineData("/nosuch")]
    [InlineData("/return it")]
    [InlineData("@nosuch look at it")]
    [InlineData("!nosuch do it")]
    public void What_begins_like_a_directive_and_is_none_is_refused(string text)
    {
        var unknown = Assert.IsType<Directive.Unknown>(DirectiveParser.Parse(text, Roster));

        ThreadStory.GivenThread().WhenPosted(text).ThenRefused(unknown.Refusal);
    }

    [Fact]
    public void A_command_has_a_turn_of_the_owner_about_which_no_participant_is_asked() =>
        ThreadStory.GivenThread(Joined(Rarog), Joined(Weles, AdviceTime.Before))
        .WhenPosted("/help").Then(Asked(1, "/help", turn: 1), Running(1, Svarog, 1) with { IsCommand = true })
        .WhenCompleted(1, "A list.").Then(Answered(2, Svarog, 1, "A list."), Completed(1, Svarog, reply: 2));

    [Theory]
    [InlineData(SendMode.Collect)]
    [InlineData(SendMode.Steer)]
    public void A_command_joins_no_turn_and_no_message_joins_its_turn(SendMode mode) =>
        ThreadStory.GivenThread(Asked(1, "Why?", turn: 1), Running(1, Svarog, 1))
        .When(Orders.Post("/help", mode), "operator")
            .Then(Asked(2, "/help", turn: 2), Queued(2, Svarog, 2) with { IsCommand = true })
        .When(Orders.Post("And?", SendMode.Collect), "operator").Then(Asked(3, "And?", turn: 3), Queued(3, Svarog, 3))
        .WhenCompleted(1, "Because.")
        .When(Orders.Post("So?", SendMode.Steer), "operator").Then(Asked(5, "So?", turn: 4), Queued(4, Svarog, 5));

    [Fact]
    public void An_agents_words_order_nothing() =>
        ThreadStory.GivenThread(Asked(1, "Why?", turn: 1), Running(1, Svarog, 1))
        .WhenCompleted(1, "/handoff rarog")
            .Then(Answered(2, Svarog, 1, "/handoff rarog"), Completed(1, Svarog, reply: 2))
        .When(Orders.Post("Why?") with { Text = "@rarog look at it" }, "operator")
            .Then(Asked(3, "@rarog look at it", turn: 2), Running(2, Svarog, 3));
}
