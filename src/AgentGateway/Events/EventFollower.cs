namespace AgentGateway.Events;

/// <summary>One follower's place in the events. Not safe for concurrent use.</summary>
internal sealed class EventFollower(EventFeed feed, long after) : IDisposable
{
    private readonly EventFrame[] _frames = new EventFrame[256];
    private bool _left;

    /// <summary>The position of the last event that was given, or passed over.</summary>
    public long Position { get; private set; } = after;

    /// <summary>
    /// The next events, oldest first, without a gap. Empty: nothing came for as long as a heartbeat takes. Null: the
    /// daemon stops.
    /// </summary>
    public async ValueTask<IReadOnlyList<EventFrame>?> NextAsync(bool wait, CancellationToken cancellationToken)
    {
        while (!feed.Stopping.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var change = feed.NextChange();
            var count = feed.Read(Position, _frames);
            if (count > 0)
            {
                Position = _frames[count - 1].Position;
                return new ArraySegment<EventFrame>(_frames, 0, count);
            }

            if (count < 0)
            {
                var read = await feed.ReadJournalAsync(Position, cancellationToken);
                if (read.Count > 0)
                {
                    Position = read[^1].Position;
                    return read;
                }
            }

            if (!wait) return [];
            await change;
            if (feed.Read(Position, _frames) == 0) return [];
        }

        return null;
    }

    public void Dispose()
    {
        if (_left) return;
        _left = true;
        feed.Leave();
    }
}
