using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>
/// How fast Telegram lets a bot write: one message a second in a chat, twenty a minute in a group, thirty a second in
/// all, edits among them. Each sending reserves its time; a chat that Telegram itself limited is left alone until then.
/// </summary>
internal sealed class TelegramPace(TimeProvider time)
{
    private const int OverallCount = 30;
    private const int GroupCount = 20;

    /// <summary>Chats that are remembered; those that have rested longest are forgotten beyond it.</summary>
    private const int ChatsMax = 2000;

    private static readonly TimeSpan OverallSpan = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ChatPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GroupSpan = TimeSpan.FromMinutes(1);

    /// <summary>A sending waits no longer than this for its turn.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _overall = new();
    private readonly Dictionary<string, Chat> _chats = new(StringComparer.Ordinal);

    /// <summary>Waits for the chat's turn.</summary>
    /// <exception cref="ChatException">The turn is too far away: <see cref="ChatFaultKind.RateLimited"/>.</exception>
    public async Task WaitAsync(string chat, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var turn = Turn(chat, now);
            wait = turn - now;
            if (wait > WaitMax)
                throw new ChatException(
                    ChatFaultKind.RateLimited, "Telegram allows no more messages in this chat for now.")
                {
                    RetryAfter = wait,
                };
            Reserve(chat, turn);
        }

        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>
    /// Whether a chat could be written to at once; what may be left out asks this and reserves nothing.
    /// </summary>
    public bool IsFree(string chat)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            return Turn(chat, now) <= now;
        }
    }

    /// <summary>Telegram asked for a rest of a chat.</summary>
    public void Rest(string chat, TimeSpan rest)
    {
        lock (_gate)
        {
            var known = Known(chat);
            var until = time.GetUtcNow() + rest;
            if (until > known.Next) known.Next = until;
        }
    }

    private DateTimeOffset Turn(string chat, DateTimeOffset now)
    {
        while (_overall.TryPeek(out var oldest) && oldest + OverallSpan <= now) _overall.Dequeue();
        var turn = now;
        if (_overall.Count >= OverallCount)
            turn = Later(turn, _overall.ElementAt(_overall.Count - OverallCount) + OverallSpan);
        if (!_chats.TryGetValue(chat, out var known)) return turn;
        while (known.Sent.TryPeek(out var oldest) && oldest + GroupSpan <= now) known.Sent.Dequeue();
        turn = Later(turn, known.Next);
        return known.Sent.Count < GroupCount
            ? turn
            : Later(turn, known.Sent.ElementAt(known.Sent.Count - GroupCount) + GroupSpan);
    }

    private void Reserve(string chat, DateTimeOffset turn)
    {
        _overall.Enqueue(turn);
        var known = Known(chat);
        known.Next = turn + ChatPause;
        if (TelegramWriter.IsGroup(chat)) known.Sent.Enqueue(turn);
    }

    private Chat Known(string chat)
    {
        if (_chats.TryGetValue(chat, out var known)) return known;
        if (_chats.Count >= ChatsMax) _chats.Remove(_chats.MinBy(other => other.Value.Next).Key);
        return _chats[chat] = new();
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed class Chat
    {
        /// <summary>Until then the chat is left alone.</summary>
        public DateTimeOffset Next { get; set; }

        /// <summary>The times of the last messages to a group, the oldest first.</summary>
        public Queue<DateTimeOffset> Sent { get; } = new();
    }
}
