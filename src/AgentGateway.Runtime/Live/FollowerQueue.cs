using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Live;

/// <summary>
/// The progress that one follower has not seen yet. Pieces of text of one turn are merged while they wait, so that a
/// slow follower gets the whole text, late and in fewer pieces; of other entries the oldest are dropped when the queue
/// is full.
/// </summary>
internal sealed class FollowerQueue(Action<FollowerQueue> left) : IDisposable
{
    private const int ItemsMax = 512;
    private const int MergedCharactersMax = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly LinkedList<TurnProgress> _items = new();
    private TaskCompletionSource? _waiting;

    public void Add(TurnProgress progress)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            if (progress.Kind == "delta"
                && _items.Last?.Value is { Kind: "delta" } last
                && last.TurnId == progress.TurnId
                && last.Text!.Length < MergedCharactersMax)
                _items.Last.Value = last with { Text = last.Text + progress.Text };
            else
                _items.AddLast(progress);
            if (_items.Count > ItemsMax) _items.RemoveFirst();
            waiting = _waiting;
            _waiting = null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>The next entry, as soon as there is one. One reader at a time.</summary>
    public async ValueTask<TurnProgress> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_items.First is { } first)
                {
                    _items.RemoveFirst();
                    return first.Value;
                }

                _waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                news = _waiting.Task;
            }

            await news.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => left(this);
}
