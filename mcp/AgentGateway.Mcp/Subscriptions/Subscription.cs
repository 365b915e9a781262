using System.Runtime.CompilerServices;

namespace AgentGateway.Mcp.Subscriptions;

/// <summary>
/// What one client subscribed to, and the changes that it has not been sent yet. A change that waits is kept once, so
/// that no more waits for a slow client than it subscribed to.
/// </summary>
internal sealed class Subscription(int resourcesMax)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ResourceChange> _wanted = [];
    private readonly HashSet<ResourceChange> _noted = [];
    private readonly Queue<ResourceChange> _waiting = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _resources;
    private bool _complete;

    /// <summary>Adds a resource that the client names; false when it already names as many as it may.</summary>
    public bool TryAdd(string uri)
    {
        lock (_lock)
        {
            if (_wanted.Contains(ResourceChange.Updated(uri))) return true;
            if (_resources == resourcesMax) return false;
            _resources++;
            return _wanted.Add(ResourceChange.Updated(uri));
        }
    }

    public void Remove(string uri)
    {
        lock (_lock)
            if (_wanted.Remove(ResourceChange.Updated(uri))) _resources--;
    }

    /// <summary>Adds what the client does not name one by one, and of which there is little.</summary>
    public void Add(ResourceChange wanted)
    {
        lock (_lock) _wanted.Add(wanted);
    }

    public void Offer(ResourceChange change)
    {
        lock (_lock)
        {
            if (!_wanted.Contains(change) || !_noted.Add(change)) return;
            _waiting.Enqueue(change);
            Signal();
        }
    }

    /// <summary>Nothing more will come; reading ends after what is waiting.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            Signal();
        }
    }

    /// <summary>Changes in the order in which they came. One reader.</summary>
    public async IAsyncEnumerable<ResourceChange> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            Task? wait = null;
            ResourceChange change = default;
            lock (_lock)
            {
                if (_waiting.TryDequeue(out change)) _noted.Remove(change);
                else if (_complete) yield break;
                else wait = _changed.Task;
            }
            if (wait is null) yield return change;
            else await wait.WaitAsync(cancellationToken);
        }
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
