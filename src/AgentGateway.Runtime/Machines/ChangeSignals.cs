using System.Collections.Concurrent;

namespace AgentGateway.Runtime.Machines;

/// <summary>
/// Waits for a condition by its key: until a turn has ended, a session has started, an approval is decided. The order
/// matters: listen, look, wait for a signal, look again. So a change between looking and waiting is not missed. A
/// signal only says that there is something to look at, so the newest signal replaces one that was not read yet. A key
/// without listeners costs nothing, and a listener that gives up leaves nothing behind. Safe for concurrent use.
/// </summary>
/// <typeparam name="TKey">The key of what changes, such as the id of a turn.</typeparam>
/// <typeparam name="TNews">
/// A value that is sent with a change, so that listeners need not read what was just written.
/// </typeparam>
internal class ChangeSignals<TKey, TNews>(TimeProvider time)
    where TKey : notnull
{
    // The array is replaced and never changed, so that it can be walked while a listener is added.
    private readonly ConcurrentDictionary<TKey, Listener[]> _listeners = new();

    /// <summary>How many keys are listened to.</summary>
    internal int KeyCount => _listeners.Count;

    private TimeProvider Time => time;

    /// <summary>Begins to listen to all of the keys. What is told from now on is heard; disposing ends it.</summary>
    /// <param name="limit">How long changes are waited for, from now on; null for as long as it takes.</param>
    public Listener Listen(IReadOnlyList<TKey> keys, TimeSpan? limit = null)
    {
        var listener = new Listener(this, keys, limit);
        foreach (var key in keys)
            _listeners.AddOrUpdate(
                key, static (_, added) => [added], static (_, all, added) => [.. all, added], listener);
        return listener;
    }

    /// <summary>Tells all who listen to the key. Never blocks and never runs their code.</summary>
    public void Tell(TKey key, TNews news)
    {
        if (!_listeners.TryGetValue(key, out var all)) return;
        foreach (var listener in all) listener.Hear(news);
    }

    /// <summary>Completes when <paramref name="holds"/> does, which is asked at once and after each change.</summary>
    public async Task UntilAsync(TKey key, Func<ValueTask<bool>> holds, CancellationToken cancellationToken)
    {
        using var listener = Listen([key]);
        while (!await holds()) await listener.ChangedAsync(cancellationToken);
    }

    /// <summary>The same at most for <paramref name="limit"/>. False when it does not hold by then.</summary>
    public async Task<bool> UntilAsync(
        TKey key, Func<ValueTask<bool>> holds, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var listener = Listen([key], limit);
        while (!await holds())
            if (!await listener.ChangedAsync(cancellationToken))
                return false;
        return true;
    }

    private void Remove(Listener listener)
    {
        foreach (var key in listener.Keys)
        {
            while (_listeners.TryGetValue(key, out var all))
            {
                Listener[] left = [.. all.Where(other => other != listener)];
                if (left.Length == 0 ? _listeners.TryRemove(new(key, all)) : _listeners.TryUpdate(key, left, all))
                    break;
            }
        }
    }

    /// <summary>One who listens. <see cref="ChangedAsync"/> is not to be called twice at once.</summary>
    public sealed class Listener : IDisposable
    {
        private readonly ChangeSignals<TKey, TNews> _signals;
        private readonly Lock _gate = new();
        private readonly TimeSpan? _limit;
        private readonly long _since;
        private TaskCompletionSource? _waiting;
        private TNews? _heard;
        private bool _changed;

        internal Listener(ChangeSignals<TKey, TNews> signals, IReadOnlyList<TKey> keys, TimeSpan? limit) =>
            (_signals, Keys, _limit, _since) = (signals, keys, limit, signals.Time.GetTimestamp());

        public IReadOnlyList<TKey> Keys { get; }

        /// <summary>What was told with the change that <see cref="ChangedAsync"/> heard last.</summary>
        public TNews? News { get; private set; }

        /// <summary>
        /// Completes when one of the keys has changed since this was last called, at once where one has already. False
        /// when the time to wait is over.
        /// </summary>
        public async ValueTask<bool> ChangedAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                Task change;
                lock (_gate)
                {
                    if (_changed)
                    {
                        (_changed, News) = (false, _heard);
                        return true;
                    }

                    change = (_waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }

                if (!await ComesAsync(change, cancellationToken)) return false;
            }
        }

        public void Dispose() => _signals.Remove(this);

        internal void Hear(TNews news)
        {
            TaskCompletionSource? waiting;
            lock (_gate)
            {
                (_changed, _heard) = (true, news);
                (waiting, _waiting) = (_waiting, null);
            }

            waiting?.SetResult();
        }

        private async ValueTask<bool> ComesAsync(Task change, CancellationToken cancellationToken)
        {
            if (_limit is not { } limit)
            {
                await change.WaitAsync(cancellationToken);
                return true;
            }

            var left = limit - _signals.Time.GetElapsedTime(_since);
            try
            {
                await change.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _signals.Time, cancellationToken);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }
}
