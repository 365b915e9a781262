using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Conversations.ConversationMachine,
    AgentGateway.Domain.Conversations.Conversation,
    AgentGateway.Domain.Conversations.ConversationCommand>;

namespace AgentGateway.Domain.Tests.Conversations;

/// <summary>The law of conversations on chat platforms.</summary>
public sealed class ConversationTests
{
    private static readonly ConversationLocation Place = new("telegram", "7", "42", null, IsDirect: true, null, null);
    private static readonly ConversationOpened Opened = new(Place);
    private static readonly MessageReceived First = Received("1");
    private static readonly PersonRequestId Request = new ApprovalId("apr_1");

    [Fact]
    public void The_first_message_opens_the_conversation()
    {
        Story.Given().When(new ReceiveMessage(Place, First), Opened, First);
        Story.Given(Opened, First).When(new ReceiveMessage(Place, Received("2")), Received("2"));
    }

    [Fact]
    public void The_oldest_message_is_handled_and_urgent_ones_at_once()
    {
        var story = Story.Given(Opened, First, Received("2"), Received("3") with { Urgent = true });

        Assert.Equal(
            ["e3", "e1"], story.Owed.Cast<HandleReceived>().Select(effect => effect.Message.EventId));
        Assert.Equal([Story.Key(4), Story.Key(2)], story.Owed.Select(effect => effect.Key));
    }

    [Fact]
    public void A_handled_message_is_kept_with_what_it_became_and_the_next_is_due()
    {
        var settled = new ReceivedSettled("e1", new("msg_1"));
        Story.Given(Opened, First, Received("2")).When(new SettleReceived("e1", new("msg_1")), settled);

        var story = Story.Given(Opened, First, Received("2"), settled);

        Assert.Equal("e2", Assert.IsType<HandleReceived>(Assert.Single(story.Owed)).Message.EventId);
        Assert.Equal([new("m1", new("msg_1"), Version: 2)], story.State.Handled);
        Story.Given(Opened, First, settled).When(new SettleReceived("e1", null));
    }

    [Fact]
    public void A_full_conversation_takes_no_more_until_some_are_handled()
    {
        DomainEvent[] full = [Opened, .. Enumerable.Range(0, 100).Select(number => Received($"{number}"))];

        Story.Given(full).Refuses(new ReceiveMessage(Place, Received("more")), ConversationRejections.Full);
        Story.Given([.. full, new ReceivedSettled("e0", null)]).When(
            new ReceiveMessage(Place, Received("more")), Received("more"));
    }

    [Fact]
    public void A_message_is_changed_only_while_it_waits()
    {
        Story.Given(Opened, First).When(new ChangeReceived("m1", "other"), new ReceivedChanged("m1", "other"));
        Story.Given(Opened, First, new ReceivedSettled("e1", null)).When(new ChangeReceived("m1", "other"));
    }

    [Fact]
    public void A_deletion_is_a_change_that_says_so()
    {
        Story.Given(Opened, First).When(
            new ChangeReceived("m1", "", Deleted: true), new ReceivedChanged("m1", "", Deleted: true));
        Story.Given(Opened, First, new ReceivedSettled("e1", new("msg_1"))).When(
            new KeepChange("m1", "", Deleted: true), new ReceivedChanged("m1", "", Deleted: true));
    }

    [Fact]
    public void A_message_that_was_changed_while_it_was_handled_is_handled_again()
    {
        var settled = new ReceivedSettled("e1", new("msg_1"));
        var story = Story.Given(Opened, First, new ReceivedChanged("m1", "other"));
        Assert.Equal(3, Assert.Single(story.State.Inbox).Changed);
        story.When(new SettleReceived("e1", new("msg_1")));
        Story.Given(Opened, First, new ReceivedChanged("m1", "other"))
            .When(new SettleReceived("e1", new("msg_1"), Seen: 3), settled);
    }

    [Fact]
    public void A_change_that_reached_the_thread_is_kept_for_a_message_that_was_handled()
    {
        Story.Given(Opened, First).When(new KeepChange("m1", "other"));
        Story.Given(Opened, First, new ReceivedSettled("e1", new("msg_1")))
            .When(new KeepChange("m1", "other"), new ReceivedChanged("m1", "other"));
    }

    [Fact]
    public void The_cursor_moves_with_the_last_part_of_an_event()
    {
        var part = new Sending("k1", new(5, 0, IsLast: false));
        var last = new Sending("k2", new(5, 1, IsLast: true));
        DomainEvent[] half = [Opened, new ThreadBound(new("thr_1"), 3), new SendingStarted(part), new SendingSettled("k1", "9")];

        var between = Story.Given(half).State;
        var after = Story.Given([.. half, new SendingStarted(last), new SendingSettled("k2", "10")]).State;

        Assert.Equal((3, part.Part), (between.Cursor, between.Partial));
        Assert.Equal((5, null), (after.Cursor, after.Partial));
        Assert.Equal(["9", "10"], after.Sent);
        Assert.Empty(after.Sending);
    }

    [Fact]
    public void A_sending_begins_once_and_ends_once()
    {
        var sending = new Sending("k1");
        Story.Given(Opened).When(new StartSending(Place, sending), new SendingStarted(sending));
        Story.Given(Opened, new SendingStarted(sending)).When(new StartSending(Place, sending));
        Story.Given(Opened, new SendingStarted(sending)).When(
            new SettleSending("k1", null), new SendingSettled("k1", null));
        Story.Given(Opened, new SendingStarted(sending), new SendingSettled("k1", null)).When(
            new SettleSending("k1", "9"));
    }

    [Fact]
    public void A_message_that_is_still_to_be_changed_is_known_from_when_it_is_there()
    {
        var sending = new Sending("k1") { Turn = new(new("thr_1"), new("trn_1"), Since: 3, IsText: false) };
        DomainEvent[] begun = [Opened, new SendingStarted(sending)];
        var shown = new SendingShown("k1", "9");
        Story.Given(begun).When(new ShowSending("k1", "9"), shown);
        Story.Given([.. begun, shown]).When(new ShowSending("k1", "10"));
        Story.Given(Opened).When(new ShowSending("k1", "9"));

        var state = Story.Given([.. begun, shown]).State;
        Assert.Equal([sending with { MessageId = "9" }], state.Sending);
        Assert.Equal(["9"], state.Sent);
        var settled = Story.Given([.. begun, shown, new SendingSettled("k1", "9")]).State;
        Assert.Empty(settled.Sending);
        Assert.Equal(["9"], settled.Sent);
    }

    [Fact]
    public void A_card_is_open_until_it_is_shown_as_decided()
    {
        DomainEvent[] shown =
            [Opened, new SendingStarted(new("k1", Request: Request)), new SendingSettled("k1", "9")];

        Assert.Equal([new(Request, "9", IsOpen: true)], Story.Given(shown).State.Cards);
        Story.Given(shown).When(new CloseCard(Request), new CardClosed(Request));
        Story.Given([.. shown, new CardClosed(Request)]).When(new CloseCard(Request));
    }

    [Fact]
    public void A_closed_conversation_is_open_again_when_a_person_writes()
    {
        var closed = new ConversationClosed("The bot was removed.");
        Story.Given(Opened).When(new CloseConversation(closed.Reason), closed);
        Story.Given(Opened, closed).When(new CloseConversation("again"));
        Assert.Null(Story.Given(Opened, closed, First).State.Closed);
    }

    [Fact]
    public void A_binding_moves_and_ends()
    {
        var bound = new ThreadBound(new("thr_1"), 3);
        Story.Given().When(new BindThread(Place, new("thr_1"), 3), Opened, bound);
        Story.Given(Opened, bound).When(new BindThread(Place, new("thr_1"), 9));
        Story.Given(Opened, bound).When(new BindThread(Place, new("thr_2"), 1), new ThreadBound(new("thr_2"), 1));
        Story.Given(Opened, bound).When(new UnbindThread(), new ThreadUnbound());
        Story.Given(Opened).When(new UnbindThread());
    }

    [Fact]
    public void A_cleared_conversation_needs_no_event_before_it()
    {
        var before = Story.Given(Opened, First, new ThreadBound(new("thr_1"), 3)).State;
        var cleared = new ConversationCleared(before with { Inbox = [] });

        Assert.Equivalent(
            cleared, Assert.Single(ConversationMachine.Decide(before, new ClearConversation()).Value));
        Assert.True(ConversationMachine.BeginsAnew(cleared));
        Assert.Equivalent(before with { Inbox = [] }, Story.Given(cleared).State);
        Assert.Empty(Story.Given(cleared).Owed);
    }

    [Fact]
    public void What_never_began_is_unknown() =>
        Story.Given().Refuses(new UnbindThread(), ConversationRejections.Unknown);

    private static MessageReceived Received(string id) => new($"e{id}", $"m{id}", new("42", "Alice"), $"text {id}");
}
