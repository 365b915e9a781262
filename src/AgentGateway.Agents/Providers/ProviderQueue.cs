using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Agents.Providers;

/// <summary>
/// The one way to a provider account. Requests of an agent go in order; among agents they go in turn, so that one with
/// a hundred requests holds up the others by one. Concurrency and rates are the account's, and when the provider says
/// to wait, all requests wait.
/// </summary>
public sealed class ProviderQueue : IDisposable
{
    /// <summary>A timer that fires a moment early must not be set again for no time at all.</summary>
    private static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(1);

    private readonly string _name;
    private readonly ProviderLimits _limits;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();

    /// <summary>Agents with waiting requests, the next one first.</summary>
    private readonly LinkedList<Line> _lines = new();
    private readonly Dictionary<AgentId, LinkedListNode<Line>> _byAgent = [];
    private readonly RateBucket _requests;
    private readonly RateBucket _tokens;
    private readonly ITimer _timer;
    private int _waiting;
    private int _running;
    private long _pausedAt;
    private TimeSpan _pause;

    public ProviderQueue(string name, ProviderLimits limits, TimeProvider time)
    {
        (_name, _limits, _time) = (name, limits, time);
        _requests = new(limits.RequestsPerMinute, time);
        _tokens = new(limits.TokensPerMinute, time);
        _timer = time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Requests that wait and that run, for status.</summary>
    public (int Waiting, int Running) Load
    {
        get
        {
            lock (_gate) return (_waiting, _running);
        }
    }

    /// <summary>
    /// Waits for its turn; refused at once with <c>provider_queue_full</c> when too many wait already. Cancelling
    /// takes the request out of the queue at once.
    /// </summary>
    /// <param name="tokens">An estimate of what the request will use, input and output together.</param>
    /// <returns>The right to make one request; dispose of it when the request has ended.</returns>
    public async Task<Outcome<Pass>> EnterAsync(AgentId agent, long tokens, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = new Entry(this, agent, tokens);
        lock (_gate)
        {
            if (_waiting >= _limits.QueueMax)
                return new Rejection("provider_queue_full",
                    $"{_limits.QueueMax} requests already wait for the provider \"{_name}\".",
                    $"Send again later, or raise Providers:{_name}:queue_max or its concurrency.");
            _waiting++;
            if (_byAgent.TryGetValue(agent, out var line)) line.Value.Entries.AddLast(entry);
            else
            {
                var added = _lines.AddLast(new Line(agent));
                added.Value.Entries.AddLast(entry);
                _byAgent[agent] = added;
            }
        }

        Pump();
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((Entry)state!).Withdraw(token), entry);
        return await entry.Admitted;
    }

    /// <summary>
    /// Starts no request for so long, because the provider asked for a pause. A longer pause that is under way stays.
    /// </summary>
    public void Pause(TimeSpan duration)
    {
        lock (_gate)
        {
            if (duration <= Remaining()) return;
            (_pausedAt, _pause) = (_time.GetTimestamp(), duration);
        }

        Pump();
    }

    public void Dispose() => _timer.Dispose();

    private TimeSpan Remaining()
    {
        if (_pause == TimeSpan.Zero) return TimeSpan.Zero;
        var left = _pause - _time.GetElapsedTime(_pausedAt);
        return left > TimeSpan.Zero ? left : _pause = TimeSpan.Zero;
    }

    /// <summary>Starts the requests that may go now, and runs again when the next one may.</summary>
    private void Pump()
    {
        lock (_gate)
        {
            while (_running < _limits.Concurrency && _lines.First is { } first)
            {
                var entry = first.Value.Entries.First!.Value;
                var wait = Max(Remaining(), _requests.WaitFor(1), _tokens.WaitFor(entry.Tokens));
                if (wait > TimeSpan.Zero)
                {
                    _timer.Change(wait < WaitMin ? WaitMin : wait, Timeout.InfiniteTimeSpan);
                    return;
                }

                Remove(first, first.Value.Entries.First);
                if (_byAgent.ContainsKey(entry.Agent))
                {
                    _lines.Remove(first);
                    _lines.AddLast(first);
                }

                _requests.Take(1);
                _tokens.Take(entry.Tokens);
                _running++;
                entry.Admit();
            }
        }
    }

    private void Remove(LinkedListNode<Line> line, LinkedListNode<Entry> entry)
    {
        line.Value.Entries.Remove(entry);
        _waiting--;
        if (line.Value.Entries.Count > 0) return;
        _lines.Remove(line);
        _byAgent.Remove(line.Value.Agent);
    }

    private void Withdraw(Entry entry, CancellationToken token)
    {
        lock (_gate)
        {
            // Admitted meanwhile: then it has the pass and gives it back.
            if (!_byAgent.TryGetValue(entry.Agent, out var line) || line.Value.Entries.Find(entry) is not { } node)
                return;
            Remove(line, node);
        }

        entry.Cancel(token);
        Pump();
    }

    private void Leave(long correction)
    {
        lock (_gate)
        {
            _running--;
            _tokens.Take(correction);
        }

        Pump();
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b, TimeSpan c) => a > b ? (a > c ? a : c) : b > c ? b : c;

    /// <summary>The right to make one request.</summary>
    public sealed class Pass : IDisposable
    {
        private readonly ProviderQueue _queue;
        private readonly long _estimate;
        private long _used;
        private int _left;

        internal Pass(ProviderQueue queue, long estimate) => (_queue, _estimate, _used) = (queue, estimate, estimate);

        /// <summary>What the request really used, once that is known.</summary>
        public void Used(long tokens) => _used = tokens;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) _queue.Leave(_used - _estimate);
        }
    }

    private sealed record Line(AgentId Agent)
    {
        public LinkedList<Entry> Entries { get; } = new();
    }

    private sealed class Entry(ProviderQueue queue, AgentId agent, long tokens)
    {
        private readonly TaskCompletionSource<Outcome<Pass>> _admitted = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        public AgentId Agent => agent;

        public long Tokens => tokens;

        public Task<Outcome<Pass>> Admitted => _admitted.Task;

        public void Admit() => _admitted.SetResult(new Pass(queue, tokens));

        public void Cancel(CancellationToken token) => _admitted.TrySetCanceled(token);

        public void Withdraw(CancellationToken token) => queue.Withdraw(this, token);
    }
}
