using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// The events that a session sends on one stream. The session appends without waiting; the HTTP response that is open
/// reads them; a client that lost its response reads them again over a new one. A slow reader costs no more memory than
/// the bytes kept here.
/// </summary>
internal sealed class EventStream(string name, int bytesMax)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Event> _events = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _lastNumber;
    private long _readNumber;
    private long _releasedAt;
    private int _bytes;
    private bool _complete;
    private int _reading;

    public string Name => name;

    public int Bytes
    {
        get { lock (_lock) return _bytes; }
    }

    public bool IsComplete
    {
        get { lock (_lock) return _complete; }
    }

    /// <summary>The number of the newest event.</summary>
    public long LastNumber
    {
        get { lock (_lock) return _lastNumber; }
    }

    /// <summary>Adds an event. The oldest are forgotten when the stream holds too much, but never the newest.</summary>
    /// <param name="data">One message, or nothing for an event that only tells its id.</param>
    /// <param name="isHint">Whether it says nothing new while the same is still unread.</param>
    public void Append(byte[] data, bool isHint = false)
    {
        lock (_lock)
        {
            if (_complete || (isHint && IsUnread(data))) return;
            _events.AddLast(new Event(++_lastNumber, data, null));
            _bytes += data.Length;
            while (_bytes > bytesMax && _events.Count > 1)
            {
                _bytes -= _events.First!.Value.Data.Length;
                _events.RemoveFirst();
            }
            Signal();
        }
    }

    /// <summary>Nothing follows; readers end when they have read what is there.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            Signal();
        }
    }

    /// <summary>
    /// Ends the present reader with an event that tells its client when to come back, also a reader that is about to
    /// begin. The stream goes on.
    /// </summary>
    public void Release(TimeSpan retry)
    {
        lock (_lock)
        {
            if (_complete) return;
            _events.AddLast(new Event(++_lastNumber, [], retry));
            _releasedAt = _lastNumber;
            Signal();
        }
    }

    /// <summary>
    /// The events after that number, those to come included, until the stream is complete, the reader is released, or
    /// another reader takes over. A batch that is empty says that nothing came within <paramref name="patience"/>.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<Event>> ReadAsync(
        long after, TimeSpan patience, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int reading;
        var from = after;
        lock (_lock)
        {
            reading = ++_reading;
            Signal();
        }
        while (true)
        {
            List<Event> unread;
            Task changed;
            bool last;
            lock (_lock)
            {
                var isReleased = from < _releasedAt;
                unread = [.. _events.Where(e => e.Number > after && (!isReleased || e.Number <= _releasedAt))];
                if (unread.Count > 0) after = unread[^1].Number;
                last = _complete || _reading != reading || isReleased;
                changed = _changed.Task;
                _readNumber = Math.Max(_readNumber, after);
            }
            if (unread.Count > 0) yield return unread;
            if (last) yield break;
            if (unread.Count > 0) continue;
            await changed.WaitAsync(
                patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!changed.IsCompleted) yield return [];
        }
    }

    /// <summary>An id that says which stream of the session it belongs to.</summary>
    public string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");

    private bool IsUnread(byte[] data)
    {
        for (var node = _events.Last; node is not null && node.Value.Number > _readNumber; node = node.Previous)
            if (node.Value.Data.AsSpan().SequenceEqual(data)) return true;
        return false;
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Event(long Number, byte[] Data, TimeSpan? Retry);
}
