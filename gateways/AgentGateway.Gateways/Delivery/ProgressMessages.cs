using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Delivery;

/// <summary>
/// One quiet message for each turn that makes tool calls, which is edited while the turn goes on. It follows the
/// thread's events as the conversation's pump reads them and is shown when the pump has nothing else to show, so that it
/// delays no answer. It is a sign and no delivery: after a crash the turn may get another one, and what the platform
/// refuses is left until the turn ends. Used by the pump alone.
/// </summary>
internal sealed partial class ProgressMessages(ConversationId id, DeliveryServices services)
{
    private const int TurnsMax = 8;

    private readonly Dictionary<TurnId, TurnCalls> _turns = [];

    public void Note(DomainEvent happened)
    {
        switch (happened)
        {
            case MessagePosted
            {
                Message: { Visibility: Visibility.Visible, Turn: { } turn, ToolCalls: { Count: > 0 } calls },
            }:
                if (!_turns.TryGetValue(turn, out var known))
                {
                    if (_turns.Count >= TurnsMax) _turns.Clear();
                    _turns[turn] = known = new();
                }

                known.Add(calls);
                break;
            case ToolSettled settled when _turns.TryGetValue(settled.Turn, out var calls):
                calls.Settle(settled.CallId, settled.Outcome);
                break;
            case TurnEnded ended when _turns.TryGetValue(ended.Turn, out var calls):
                if (calls.MessageId is null) _turns.Remove(ended.Turn);
                else calls.Ended = ended.Status;
                break;
        }
    }

    /// <summary>The conversation goes on with another thread.</summary>
    public void Clear() => _turns.Clear();

    /// <summary>Shows what is new, as fast as the platform allows.</summary>
    /// <param name="like">What the message has of the answers of a turn: to what it replies, and the title.</param>
    /// <returns>When there is more to show; null where there is not.</returns>
    public async Task<TimeSpan?> ShowAsync(
        ConversationLocation place, Func<TurnId, Task<OutboundMessage>> like, CancellationToken cancellationToken)
    {
        TimeSpan? later = null;
        foreach (var (turn, calls) in _turns.ToArray())
        {
            var text = calls.Text();
            if (calls.Ended is not null)
            {
                await EndAsync(place, calls.MessageId!, text, cancellationToken);
                _turns.Remove(turn);
            }
            else if (!calls.IsDropped && text != calls.Shown)
            {
                var (connection, _) = await services.Connections.ReadyAsync(place.Platform, cancellationToken);
                if (connection.Features.ProgressPause is not { } pause) return null;
                var left = calls.MessageId is null ? TimeSpan.Zero : pause - services.Time.GetElapsedTime(calls.ShownAt);
                if (left > TimeSpan.Zero) later = later < left ? later : left;
                else
                    await ShowAsync(
                        connection, place, calls, (await like(turn)) with
                        {
                            Markdown = text, IsQuiet = true, Key = ChatSender.KeyOf(id, "progress", turn.Value),
                        }, cancellationToken);
            }
        }

        return later;
    }

    private async Task ShowAsync(
        IChatConnection connection,
        ConversationLocation place,
        TurnCalls calls,
        OutboundMessage message,
        CancellationToken cancellationToken)
    {
        var address = ConversationService.AddressOf(place);
        try
        {
            if (calls.MessageId is { } shown) await connection.EditAsync(address, shown, message, cancellationToken);
            else calls.MessageId = await connection.SendAsync(address, message, cancellationToken);
            (calls.Shown, calls.ShownAt) = (message.Markdown, services.Time.GetTimestamp());
        }
        catch (Exception fault) when (fault is ChatException or ObjectDisposedException)
        {
            calls.IsDropped = true;
            LogNotShown(services.Log, place.Platform, fault.Message);
        }
    }

    private Task EndAsync(
        ConversationLocation place, string messageId, string text, CancellationToken cancellationToken)
    {
        var address = ConversationService.AddressOf(place);
        return services.Sender.RepeatAsync(
            place.Platform,
            (connection, token) => connection.EditAsync(address, messageId, new(text) { IsQuiet = true }, token),
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Platform}: progress was not shown: {Reason}")]
    private static partial void LogNotShown(ILogger log, string platform, string reason);
}
