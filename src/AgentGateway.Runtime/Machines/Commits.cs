using System.Collections.Concurrent;

namespace AgentGateway.Runtime.Machines;

/// <summary>
/// Sends commits to their subscribers, by the type of the state. Subscribers are added before the first stream is
/// loaded, so that none of them misses a commit.
/// </summary>
public sealed class Commits
{
    private readonly ConcurrentDictionary<Type, object> _feeds = new();

    /// <summary>What the host of that state publishes to.</summary>
    public Feed<TState> Of<TState>()
        where TState : class => (Feed<TState>)_feeds.GetOrAdd(typeof(TState), static _ => new Feed<TState>());

    public void Subscribe<TState>(ICommitSubscriber<TState> subscriber)
        where TState : class => Of<TState>().Add(subscriber);

    /// <summary>The commits of one kind of aggregate.</summary>
    public sealed class Feed<TState>
        where TState : class
    {
        private volatile ICommitSubscriber<TState>[] _subscribers = [];

        public void Publish(Receipt<TState> receipt)
        {
            foreach (var subscriber in _subscribers) subscriber.Committed(receipt);
        }

        internal void Add(ICommitSubscriber<TState> subscriber) => _subscribers = [.. _subscribers, subscriber];
    }
}
