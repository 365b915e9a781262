using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Terminal.Output;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Events;

/// <summary>
/// The newest events, encoded once, in one ring that all followers read by position. No follower has a queue: one that
/// the ring has overtaken reads from the journal until it has caught up, and costs the others nothing. The ring is
/// filled only while there are followers.
/// </summary>
internal sealed partial class EventFeed(
    IJournal journal, KnownSecrets secrets, TimeSpan heartbeat, TimeProvider time, ILogger<EventFeed> logger)
    : IAsyncDisposable
{
    private const int FramesMax = 8_192;
    private const int RingBytesMax = 16 * 1024 * 1024;

    /// <summary>Half the ring, so that who reads at the pulse finds it all there.</summary>
    private const int EventsPerPulse = FramesMax / 2;
    private const int RetrySeconds = 1;

    /// <summary>
    /// The cost of waking one follower, about, both ends of its connection counted. Waking all of them for every event
    /// would leave those no time who cause the events, so between two pulses there is at least this for each follower:
    /// nothing for a few, a twentieth of a second for a thousand. The first event after a quiet time comes at once.
    /// </summary>
    private static readonly TimeSpan PulseCost = TimeSpan.FromMicroseconds(50);

    private static readonly TimeSpan PaceMin = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly EventFrame?[] _ring = new EventFrame?[FramesMax];
    private readonly CancellationTokenSource _stopping = new();
    private EventEncoder? _encoder;

    /// <summary>The values that were known when the ring's frames were encoded.</summary>
    private SecretMatcher _hidden = secrets.Matcher;
    private TaskCompletionSource _changed = NewSignal();
    private Task _filling = Task.CompletedTask;
    private CancellationTokenSource? _filler;
    private int _followers;
    private long _first;
    private long _next;
    private long _bytes;

    /// <summary>The ring has every event after this position.</summary>
    private long _after;

    public IJournal Journal => journal;

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Follows from that position on; dispose it to leave.</summary>
    public EventFollower Follow(long after)
    {
        lock (_gate)
        {
            if (++_followers == 1 && !_stopping.IsCancellationRequested) StartFilling();
        }

        return new(this, after);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task filling;
        lock (_gate)
        {
            filling = _filling;
            _filler?.Cancel();
        }

        await filling;
        Signal();
    }

    /// <summary>The frames after that position, as many as there are room for.</summary>
    /// <returns>How many; -1 when the ring no longer has them all, so that the journal must be read.</returns>
    internal int Read(long after, Span<EventFrame> frames)
    {
        lock (_gate)
        {
            ForgetRevealing();
            if (after < _after) return -1;
            // The newest are asked for most, so the search begins at the end.
            var at = _next;
            while (at > _first && _ring[(at - 1) % FramesMax]!.Position > after) at--;
            var count = (int)Math.Min(frames.Length, _next - at);
            for (var i = 0; i < count; i++) frames[i] = _ring[(at + i) % FramesMax]!;
            return count;
        }
    }

    internal async Task<IReadOnlyList<EventFrame>> ReadJournalAsync(long after, CancellationToken cancellationToken)
    {
        var encoder = new EventEncoder(journal.Id, secrets);
        return [.. (await new JournalFollower(journal, after).ReadAsync(cancellationToken)).Select(encoder.Encode)];
    }

    /// <summary>Completes at the next event or heartbeat after this was called.</summary>
    internal Task NextChange()
    {
        lock (_gate) return _changed.Task;
    }

    internal void Leave()
    {
        lock (_gate)
        {
            if (--_followers == 0) _filler?.Cancel();
        }
    }

    private void StartFilling()
    {
        var previous = _filling;
        _filler?.Dispose();
        _filler = new();
        (_first, _next, _bytes, _after) = (0, 0, 0, journal.LastPosition);
        Array.Clear(_ring);
        _filling = FillAsync(previous, new(journal, _after), _filler.Token);
    }

    private async Task FillAsync(Task previous, JournalFollower events, CancellationToken cancellationToken)
    {
        await previous;
        await using var beat = time.CreateTimer(_ => Signal(), null, heartbeat, heartbeat);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await events.WaitAsync(cancellationToken);
                await AddNewAsync(events, cancellationToken);
                Signal();
                if (PulseCost * Volatile.Read(ref _followers) is var pace && pace >= PaceMin) await Task.Delay(
                    pace, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
            catch (Exception failure)
            {
                ReadFailed(failure.Message);
                await Task.Delay(TimeSpan.FromSeconds(RetrySeconds), time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Adds what is new, as much as one pulse may carry.</summary>
    private async Task AddNewAsync(JournalFollower events, CancellationToken cancellationToken)
    {
        for (var read = 0; read < EventsPerPulse; read += JournalFollower.EventsPerRead)
        {
            var page = await events.ReadAsync(cancellationToken);
            Add(page, cancellationToken);
            events.Advance(page);
            if (page.Count < JournalFollower.EventsPerRead) break;
        }
    }

    private void Add(IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        _encoder ??= new(journal.Id, secrets);
        foreach (var stored in events)
        {
            lock (_gate)
            {
                // A filler that was told to end must not touch the ring of its successor.
                if (cancellationToken.IsCancellationRequested) return;
                ForgetRevealing();
                var frame = _encoder.Encode(stored);
                while (_next - _first >= FramesMax || (
                    _bytes + frame.Bytes.Length > RingBytesMax && _next > _first)) Forget();
                _ring[_next++ % FramesMax] = frame;
                _bytes += frame.Bytes.Length;
            }
        }
    }

    /// <summary>
    /// Forgets frames that may have a value which has become a secret since. Followers that have seen them lose nothing,
    /// and the others read the journal.
    /// </summary>
    private void ForgetRevealing()
    {
        if (ReferenceEquals(_hidden, secrets.Matcher)) return;
        _hidden = secrets.Matcher;
        while (_next > _first) Forget();
    }

    private void Forget()
    {
        var oldest = _ring[_first % FramesMax]!;
        _ring[_first++ % FramesMax] = null;
        _bytes -= oldest.Bytes.Length;
        _after = oldest.Position;
    }

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            changed = _changed;
            _changed = NewSignal();
        }

        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Events could not be read for their followers, and will be in a moment: {Reason}")]
    private partial void ReadFailed(string reason);
}
