using System.Collections.Concurrent;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Delivery;

/// <summary>
/// Live text that is a message of the platform. That such a message is begun is recorded like any sending, and so is its
/// id, so that the answer finishes it also after a crash; where the id is not known, the answer is sent as a message of
/// its own and is in doubt. Safe for several threads.
/// </summary>
internal sealed class LiveMessages(ConversationRegistry registry, ConversationService conversations)
{
    private const int KeptMax = 1_000;

    private readonly ConcurrentDictionary<string, LiveMessage> _all = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _ended = [];

    /// <summary>Shows the text of an answer as it is now, unless the answer is being sent already.</summary>
    /// <param name="ended">
    /// The turn has ended: nothing is begun any more. What was begun goes on, because given up in the middle it would
    /// not be known whether the platform shows it.
    /// </param>
    public async Task ShowAsync(
        ConversationId id,
        ConversationLocation place,
        IChatConnection connection,
        ShownTurn turn,
        LiveText text,
        CancellationToken ended,
        CancellationToken stopping)
    {
        if (_all.Count - _ended.Count >= KeptMax) return;
        var key = KeyOf(id, text.Key);
        var live = _all.GetOrAdd(key, _ => new());
        await live.Turn.WaitAsync(ended);
        try
        {
            if (live.IsOver || (live.Connection is { } other && other != connection)) return;
            if (live.Connection is null)
            {
                // What an earlier process began is finished by the answer, and gets no second message beside it.
                live.IsOver = IsBegun(id, text.Key);
                if (live.IsOver) return;
                live.Connection = connection;
                await conversations.SendAsync(
                    id, new StartSending(place, new(key) { Turn = turn }), "daemon", stopping);
            }

            var shown = await connection.ShowLiveAsync(ConversationService.AddressOf(place), text, stopping);
            if (shown is null) await LeaveAsync();
            else if (SendingOf(id, text.Key) is { MessageId: null })
                await conversations.SendAsync(id, new ShowSending(key, shown), "daemon", stopping);
        }
        catch (ChatException fault)
        {
            live.IsInDoubt |= fault.Kind == ChatFaultKind.InDoubt;
            if (!live.IsInDoubt) await LeaveAsync();
            throw;
        }
        finally
        {
            live.Turn.Release();
        }

        // Nothing is there, and nothing will be.
        async Task LeaveAsync()
        {
            if (SendingOf(id, text.Key) is not { MessageId: null }) return;
            live.IsOver = true;
            await SettleAsync(id, text.Key, stopping);
        }
    }

    /// <summary>
    /// The answer is about to be sent on that connection, or will not come: nothing is shown of it any more.
    /// </summary>
    /// <returns>
    /// Whether it is certain what the platform shows of it: nothing, or what that connection can finish.
    /// </returns>
    public async Task<bool> EndAsync(
        ConversationId id, string answer, IChatConnection connection, CancellationToken cancellationToken)
    {
        var live = _all.GetOrAdd(KeyOf(id, answer), _ => new());
        await live.Turn.WaitAsync(cancellationToken);
        live.IsOver = true;
        live.Turn.Release();
        return SendingOf(id, answer) is not { MessageId: null } || (live.Connection == connection && !live.IsInDoubt);
    }

    /// <summary>The live text that an answer finishes, as it is known now.</summary>
    public LiveAnswer Of(ConversationId id, string answer) => new(answer)
    {
        MessageId = SendingOf(id, answer)?.MessageId,
    };

    /// <summary>The answer was sent, or will not come.</summary>
    public async Task SettleAsync(ConversationId id, string answer, CancellationToken cancellationToken)
    {
        if (IsBegun(id, answer))
            await conversations.SendAsync(
                id, new SettleSending(KeyOf(id, answer), null), "daemon", cancellationToken);
    }

    /// <summary>The turn has ended. A piece of its text that comes late is not shown.</summary>
    public void Forget(ConversationId id, string answer)
    {
        var key = KeyOf(id, answer);
        _all.GetOrAdd(key, _ => new()).IsOver = true;
        _ended.Enqueue(key);
        while (_ended.Count > KeptMax && _ended.TryDequeue(out var oldest)) _all.TryRemove(oldest, out _);
    }

    /// <summary>Whether it was begun to be shown, by this process or an earlier one.</summary>
    public bool IsBegun(ConversationId id, string answer) => SendingOf(id, answer) is not null;

    private Sending? SendingOf(ConversationId id, string answer) =>
        KeyOf(id, answer) is var key ? registry.Find(id)?.Sending.Find(begun => begun.Key == key) : null;

    private static string KeyOf(ConversationId id, string answer) => ChatSender.KeyOf(id, "live", answer);

    private sealed class LiveMessage
    {
        /// <summary>One call at a time, and none when the answer is sent.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>The connection that shows it; null before it is shown.</summary>
        public IChatConnection? Connection { get; set; }

        public bool IsInDoubt { get; set; }

        public bool IsOver { get; set; }
    }
}
