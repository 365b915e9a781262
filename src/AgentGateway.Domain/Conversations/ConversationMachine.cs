using System.Collections.Immutable;
using System.Diagnostics;

namespace AgentGateway.Domain.Conversations;

/// <summary>
/// The rules of conversations. Messages are handled in their order, urgent ones at once. A sending is recorded before
/// it begins and when its outcome is known; one that a crash left between is in doubt, and the sender decides by what
/// the platform can tell.
/// </summary>
public sealed class ConversationMachine : IMachine<Conversation, ConversationCommand>
{
    private const int InboxMax = 100;
    private const int HandledMax = 50;
    private const int PeopleMax = 50;
    private const int SentMax = 100;
    private const int CardsMax = 100;

    public static string Kind => "conversation";

    public static int SnapshotVersion => 2;

    public static Conversation Initial => Conversation.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(Conversation state, ConversationCommand command) =>
        command switch
        {
            ReceiveMessage when state.Inbox.Count >= InboxMax => ConversationRejections.Full,
            ReceiveMessage c => Opened(state, c.Place, c.Message),
            BindThread c when state.Thread == c.Thread && state.Closed is null => Outcomes.Nothing,
            BindThread c => Opened(state, c.Place, new ThreadBound(c.Thread, c.Cursor)),
            StartSending c when state.Sending.Exists(sending => sending.Key == c.Sending.Key) => Outcomes.Nothing,
            StartSending c => Opened(state, c.Place, new SendingStarted(c.Sending)),
            _ when state.Place is null => ConversationRejections.Unknown,
            ChangeReceived c when state.Inbox.Exists(waiting => waiting.MessageId == c.MessageId) =>
                Outcomes.Of(new ReceivedChanged(c.MessageId, c.Text, c.Deleted)),
            KeepChange c when state.Handled.Exists(handled => handled.MessageId == c.MessageId) =>
                Outcomes.Of(new ReceivedChanged(c.MessageId, c.Text, c.Deleted)),
            SettleReceived c
                when state.Inbox.Exists(waiting => waiting.EventId == c.EventId && waiting.Changed <= c.Seen) =>
                Outcomes.Of(new ReceivedSettled(c.EventId, c.Posted)),
            UnbindThread when state.Thread is not null => Outcomes.Of(new ThreadUnbound()),
            ShowSending c when state.Sending.Exists(sending => sending.Key == c.Key && sending.MessageId is null) =>
                Outcomes.Of(new SendingShown(c.Key, c.MessageId)),
            SettleSending c when state.Sending.Exists(sending => sending.Key == c.Key) =>
                Outcomes.Of(new SendingSettled(c.Key, c.MessageId)),
            CloseCard c when state.Cards.Exists(card => card.IsOpen && card.Request == c.Request) =>
                Outcomes.Of(new CardClosed(c.Request)),
            CloseConversation c when state.Closed is null => Outcomes.Of(new ConversationClosed(c.Reason)),
            ClearConversation => Outcomes.Of(new ConversationCleared(state with { Inbox = [] })),
            ChangeReceived or KeepChange or SettleReceived or UnbindThread or ShowSending or SettleSending or CloseCard
                or CloseConversation => Outcomes.Nothing,
            _ => throw new UnreachableException(),
        };

    public static Conversation Evolve(Conversation state, RecordedEvent recorded) => recorded.Event switch
    {
        ConversationOpened e => state with { Place = e.Place },
        MessageReceived e => state with
        {
            Inbox = state.Inbox.Add(
                new(e.EventId, e.MessageId, recorded.Version, recorded.EffectKey(), e.Urgent)),
            People = Last(
                state.People.RemoveAll(person => person.Id == e.Author.Id).Add(e.Author), PeopleMax),
            LastMessageId = e.MessageId,
            Closed = null,
        },
        ReceivedChanged e => state with
        {
            Inbox =
            [
                .. state.Inbox.Select(waiting => waiting.MessageId == e.MessageId
                    ? waiting with { Changed = recorded.Version }
                    : waiting),
            ],
        },
        ReceivedSettled e => state with
        {
            Inbox = state.Inbox.RemoveAll(waiting => waiting.EventId == e.EventId),
            Handled = Last(
                state.Handled.AddRange(state.Inbox
                    .Where(waiting => waiting.EventId == e.EventId)
                    .Select(waiting => new HandledMessage(waiting.MessageId, e.Posted, waiting.Version))),
                HandledMax),
        },
        ThreadBound e => state with { Thread = e.Thread, Cursor = e.Cursor, Partial = null, Closed = null },
        ThreadUnbound => state with { Thread = null, Cursor = 0, Partial = null },
        SendingStarted e => state with { Sending = state.Sending.Add(e.Sending) },
        SendingShown e => state with
        {
            Sending =
            [
                .. state.Sending.Select(sending => sending.Key == e.Key
                    ? sending with { MessageId = e.MessageId }
                    : sending),
            ],
            Sent = WithSent(state, e.MessageId),
        },
        SendingSettled e => Settled(state, e),
        CardClosed e => state with
        {
            Cards = [.. state.Cards.Select(card => card.Request == e.Request ? card with { IsOpen = false } : card)],
        },
        ConversationClosed e => state with { Closed = e.Reason },
        ConversationCleared e => e.State,
        _ => throw new UnreachableException(),
    };

    public static bool BeginsAnew(DomainEvent happened) => happened is ConversationCleared;

    public static IReadOnlyList<Effect> Owed(Conversation state) =>
    [
        .. state.Inbox.Where(waiting => waiting.IsUrgent)
            .Concat(state.Inbox.Where(waiting => !waiting.IsUrgent).Take(1))
            .Select(waiting => new HandleReceived(waiting)),
    ];

    public static IReadOnlyList<ReadRow> Project(Conversation before, RecordedEvent recorded, Conversation after) => [];

    private static Outcome<IReadOnlyList<DomainEvent>> Opened(
        Conversation state, ConversationLocation place, DomainEvent happened) =>
        state.Place == place ? Outcomes.Of(happened) : Outcomes.Of(new ConversationOpened(place), happened);

    private static Conversation Settled(Conversation state, SendingSettled e)
    {
        var sending = state.Sending.Find(each => each.Key == e.Key)!;
        var left = state with
        {
            Sending = state.Sending.Remove(sending),
        };
        if (sending.Part is { } part)
            left = part.IsLast
                ? left with { Cursor = Math.Max(state.Cursor, part.Version), Partial = null }
                : left with { Partial = part };
        if (e.MessageId is null) return left;
        return left with
        {
            Sent = WithSent(left, e.MessageId),
            Cards = sending.Request is { } request
                ? Last(
                    left.Cards.RemoveAll(card => card.Request == request).Add(new(request, e.MessageId, IsOpen: true)),
                    CardsMax)
                : left.Cards,
        };
    }

    private static ImmutableList<string> WithSent(Conversation state, string messageId) =>
        state.Sent.Contains(messageId) ? state.Sent : Last(state.Sent.Add(messageId), SentMax);

    private static ImmutableList<T> Last<T>(ImmutableList<T> all, int max) =>
        all.Count > max ? all.RemoveRange(0, all.Count - max) : all;
}
