using Microsoft.Extensions.Logging;

namespace AgentGateway.Mcp.Subscriptions;

/// <summary>
/// Offers every change to every subscription. It reads the source only while there is a subscription: from before the
/// first one is acknowledged until after the last one is gone.
/// </summary>
internal sealed partial class SubscriptionHub(
    IResourceChanges source, ILogger<SubscriptionHub> logger, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Subscription> _subscriptions = [];
    private CancellationTokenSource? _reading;
    private Task _reader = Task.CompletedTask;
    private bool _closed;

    /// <summary>From here on the subscription is offered changes, until the result is disposed.</summary>
    public IDisposable Join(Subscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Add(subscription);
            if (_closed) subscription.Complete();
            else if (_reading is null)
            {
                _reading = new();
                // The source takes its position while this call runs, so nothing is missed that happens after it.
                _reader = ReadAsync(_reading.Token);
            }
        }
        return new Membership(this, subscription);
    }

    public void Publish(ResourceChange change)
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions) subscription.Offer(change);
        }
    }

    /// <summary>Ends every subscription as one that is over, not as one that failed.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var subscription in _subscriptions) subscription.Complete();
            _reading?.Cancel();
        }
        await _reader;
    }

    private void Leave(Subscription subscription)
    {
        lock (_lock)
        {
            if (!_subscriptions.Remove(subscription) || _subscriptions.Count > 0) return;
            _reading?.Cancel();
            _reading = null;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in source.ReadAsync(cancellationToken)) Publish(change);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogSourceFailed(exception);
            }
            await Task.Delay(
                RetryAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Membership(SubscriptionHub hub, Subscription subscription) : IDisposable
    {
        public void Dispose() => hub.Leave(subscription);
    }
}
