using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Machines;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Delivery;

/// <summary>
/// One quiet message for each turn that makes tool calls, which is edited while the turn goes on. It follows the
/// thread's events as the conversation's pump reads them and is shown when the pump has nothing else to show, so that it
/// delays no answer. What the platform refuses is left until the turn ends. The message is recorded until then, so that
/// after a crash the same one is edited. Used by the pump alone.
/// </summary>
internal sealed partial class ProgressMessages(ConversationId id, DeliveryServices services)
{
    private const int TurnsMax = 8;
    private const int EventsPerRead = 100;

    private readonly Dictionary<TurnId, TurnCalls> _turns = [];

    public void Note(ThreadId thread, RecordedEvent recorded)
    {
        if (TurnCalls.TurnOf(recorded.Event) is not { } turn) return;
        if (!_turns.TryGetValue(turn, out var calls))
        {
            if (recorded.Event is not MessagePosted || _turns.Count >= TurnsMax) return;
            _turns[turn] = calls = new(thread, recorded.Version);
        }

        calls.Note(recorded);
        if (calls is { Ended: not null, IsBegun: false }) _turns.Remove(turn);
    }

    /// <summary>
    /// The conversation goes on with a thread, after a start or instead of another thread: messages that still show
    /// turns are taken over as the journal has them.
    /// </summary>
    public async Task TakeOverAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        _turns.Clear();
        foreach (var open in conversation.Sending)
        {
            if (open.Turn is not { IsText: false } shown) continue;
            var calls = await ReadAsync(shown, cancellationToken);
            (calls.IsBegun, calls.MessageId, calls.IsLeft) =
                (true, open.MessageId, shown.Thread != conversation.Thread);
            _turns[shown.Turn] = calls;
        }
    }

    /// <summary>Shows what is new, as fast as the platform allows.</summary>
    /// <param name="like">What the message has of the answers of a turn: to what it replies, and the title.</param>
    /// <returns>When there is more to show; null where there is not.</returns>
    public async Task<TimeSpan?> ShowAsync(
        ConversationLocation place,
        Func<ThreadId, TurnId, Task<OutboundMessage>> like,
        CancellationToken cancellationToken)
    {
        TimeSpan? later = null;
        foreach (var (turn, calls) in _turns.ToArray())
        {
            if (calls.Ended is not null || calls.IsLeft)
            {
                if (calls.IsBegun) await EndAsync(place, calls, await WriteAsync(), cancellationToken);
                _turns.Remove(turn);
            }
            else if (!calls.IsDropped && calls.Text() != calls.Shown)
            {
                var (connection, _) = await services.Connections.ReadyAsync(place.Platform, cancellationToken);
                if (connection.Features.ProgressPause is not { } pause) return null;
                // A crash hid whether it is there; another one beside it would stay as it is.
                if (calls is { IsBegun: true, MessageId: null } && !connection.Features.RepeatsOnce) continue;
                var left = calls.MessageId is null ? TimeSpan.Zero : pause - services.Time.GetElapsedTime(calls.ShownAt);
                if (left > TimeSpan.Zero) later = later < left ? later : left;
                else await ShowAsync(connection, place, turn, calls, await WriteAsync(), cancellationToken);
            }

            async Task<OutboundMessage> WriteAsync() => (await like(calls.Thread, turn)) with
            {
                Markdown = calls.Text(), IsQuiet = true, Key = ChatSender.KeyOf(id, "progress", turn.Value),
            };
        }

        return later;
    }

    private async Task ShowAsync(
        IChatConnection connection,
        ConversationLocation place,
        TurnId turn,
        TurnCalls calls,
        OutboundMessage message,
        CancellationToken cancellationToken)
    {
        var address = ConversationService.AddressOf(place);
        try
        {
            if (calls.MessageId is { } shown) await connection.EditAsync(address, shown, message, cancellationToken);
            else
            {
                var sending = new Sending(message.Key)
                {
                    Turn = new(calls.Thread, turn, calls.Since, IsText: false),
                };
                await SendAsync(new StartSending(place, sending), cancellationToken);
                calls.IsBegun = true;
                calls.MessageId = await connection.SendAsync(address, message, cancellationToken);
                await SendAsync(new ShowSending(message.Key, calls.MessageId), cancellationToken);
            }

            (calls.Shown, calls.ShownAt) = (message.Markdown, services.Time.GetTimestamp());
        }
        catch (Exception fault) when (fault is ChatException or ObjectDisposedException)
        {
            calls.IsDropped = true;
            LogNotShown(services.Log, place.Platform, fault.Message);
            if (calls.MessageId is not null || fault is not ChatException { Kind: not ChatFaultKind.InDoubt }) return;
            await SendAsync(new SettleSending(message.Key, null), cancellationToken);
            calls.IsBegun = false;
        }
    }

    /// <summary>Shows the last state, for as long as it takes.</summary>
    private async Task EndAsync(
        ConversationLocation place, TurnCalls calls, OutboundMessage message, CancellationToken cancellationToken)
    {
        var address = ConversationService.AddressOf(place);
        await services.Sender.RepeatAsync(
            place.Platform,
            async (connection, token) =>
            {
                // Where a repetition is sent once, it tells which message is there.
                if (calls.MessageId is null && connection.Features.RepeatsOnce)
                    calls.MessageId = await connection.SendAsync(address, message, token);
                if (calls.MessageId is { } shown) await connection.EditAsync(address, shown, message, token);
            },
            cancellationToken);
        await SendAsync(new SettleSending(message.Key, calls.MessageId), cancellationToken);
    }

    private async Task<TurnCalls> ReadAsync(ShownTurn shown, CancellationToken cancellationToken)
    {
        var calls = new TurnCalls(shown.Thread, shown.Since);
        var stream = StreamId.Of(ThreadMachine.Kind, shown.Thread.Value);
        for (var after = shown.Since - 1; ;)
        {
            var page = await services.Journal.ReadStreamAsync(stream, after, EventsPerRead, cancellationToken);
            foreach (var stored in page.Where(each => each.Payload is not null))
                if (SnapshotCodec.Read(ThreadStream.Kind, stored) is var recorded
                    && TurnCalls.TurnOf(recorded.Event) == shown.Turn)
                    calls.Note(recorded);
            if (page.Count < EventsPerRead) break;
            after = page[^1].Version;
        }

        // The end of a turn is erased with its thread.
        if (calls.Ended is null
            && (await services.Threads.LoadAsync(shown.Thread, cancellationToken))?.Turn(shown.Turn) is null)
            calls.Ended = TurnStatus.Cancelled;
        return calls;
    }

    private Task SendAsync(ConversationCommand command, CancellationToken cancellationToken) =>
        services.Conversations.SendAsync(id, command, "daemon", cancellationToken);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Platform}: progress was not shown: {Reason}")]
    private static partial void LogNotShown(ILogger log, string platform, string reason);
}
