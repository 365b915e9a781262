using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>A message is changed or taken back while it waits, and not afterwards.</summary>
public sealed class EditTests
{
    private static readonly MessagePosted One = Asked(1, "One", turn: 1);
    private static readonly MessagePosted Two = Asked(2, "Two", turn: 2);

    [Fact]
    public void A_message_that_waits_is_changed_in_its_place() => Waiting()
        .When(Edit(Two, "Three")).Then(Edited(Two, "Three"))
        .When(Edit(Two, "Four")).Then(Edited(Two, "Four"))
        .WhenCompleted(1).ThenAmongOthers(Started(2, Svarog));

    [Fact]
    public void A_message_that_joined_what_waits_is_changed_too()
    {
        var joined = Asked(3, "Three", turn: 2);
        Waiting().WhenPosted("Three", SendMode.Collect).When(Edit(joined, "Four")).Then(Edited(joined, "Four"));
    }

    [Fact]
    public void From_the_beginning_of_its_turn_a_message_stays_as_it_is() => Waiting()
        .When(Edit(One, "Three")).ThenRefused(ThreadRejections.MessageTaken(Id.Message(1)))
        .WhenCompleted(1)
        .When(Edit(One, "Three")).ThenRefused(ThreadRejections.MessageTaken(Id.Message(1)))
        .When(Edit(Two, "Three")).ThenRefused(ThreadRejections.MessageTaken(Id.Message(2)));

    [Fact]
    public void A_message_whose_turn_was_cancelled_stays_as_it_is() => Waiting()
        .When(Orders.Cancel(Id.Turn(2)))
        .When(Edit(Two, "Three")).ThenRefused(ThreadRejections.MessageTaken(Id.Message(2)));

    [Fact]
    public void What_was_steered_into_a_running_turn_stays_as_it_is()
    {
        var steered = Asked(3, "Three", turn: 1);
        Waiting().WhenPosted("Three", SendMode.Steer)
            .When(Edit(steered, "Four")).ThenRefused(ThreadRejections.MessageTaken(Id.Message(3)));
    }

    [Fact]
    public void Only_the_author_changes_a_message() => Waiting()
        .When(Edit(Two, "Three"), by: "client")
        .ThenRefused(ThreadRejections.NotAuthor(Id.Message(2), "operator"));

    [Fact]
    public void A_changed_message_obeys_the_rules_of_a_new_one() => Waiting()
        .When(Edit(Two, " ")).ThenRefused(ThreadRejections.EmptyText)
        .When(Edit(Two, new('x', 801))).ThenRefused(ThreadRejections.TextTooLong(801, 800));

    [Theory]
    [InlineData("/handoff rarog")]
    [InlineData("@rarog look at it")]
    [InlineData("!rarog look at it")]
    [InlineData("/return")]
    public void A_change_gives_no_orders(string text) =>
        Waiting().When(Edit(Two, text)).ThenRefused(ThreadRejections.EditOrders);

    [Fact]
    public void A_changed_message_may_name_the_owner_but_no_agent_that_is_not_there()
    {
        Waiting().When(Edit(Two, "@svarog Three")).Then(Edited(Two, "@svarog Three"));
        Waiting().When(Edit(Two, "@nosuch Three")).ThenRefused(
            ((Directive.Unknown)DirectiveParser.Parse("@nosuch Three", Agent.Roster)!).Refusal);
    }

    [Fact]
    public void The_turn_of_a_message_that_was_taken_back_is_cancelled_and_the_thread_says_why() => Waiting()
        .When(new WithdrawMessage(Two.Message)).ThenAmongOthers(Ended(2, TurnStatus.Cancelled, by: "operator"))
        .When(new WithdrawMessage(Two.Message)).ThenRefused(ThreadRejections.MessageTaken(Id.Message(2)));

    [Fact]
    public void What_else_the_turn_was_to_answer_waits_in_a_turn_of_its_own()
    {
        var joined = Asked(3, "Three", turn: 2);
        var story = Waiting().WhenPosted("Three", SendMode.Collect).When(new WithdrawMessage(joined.Message));

        var left = Assert.Single(story.State.Turns, turn => !turn.Running);
        Assert.NotEqual(Id.Turn(2), left.Id);
        Assert.Equal([Id.Message(2)], left.Triggers);
        story.When(new WithdrawMessage(Two.Message));
        Assert.DoesNotContain(story.State.Turns, turn => !turn.Running);
    }

    [Fact]
    public void A_message_is_taken_back_by_its_author_and_before_its_turn_begins() => Waiting()
        .When(new WithdrawMessage(Two.Message), by: "client")
        .ThenRefused(ThreadRejections.NotAuthor(Id.Message(2), "operator"))
        .When(new WithdrawMessage(One.Message)).ThenRefused(ThreadRejections.MessageTaken(Id.Message(1)));

    private static ThreadStory Waiting() => ThreadStory.GivenThread(One, Running(1, Svarog, 1), Two, Queued(2, Svarog, 2));

    private static EditMessage Edit(MessagePosted posted, string text) =>
        new(posted.Message with { Text = text }, DirectiveParser.Parse(text, Agent.Roster));
}
