using System.Collections.Concurrent;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Roster;

/// <summary>
/// Turns that wait for connected agents, and whether those agents are present. It is rebuilt at start from the pending
/// effects: a turn is added when its driver leaves it to its agent, and removed when it ends.
/// </summary>
public sealed class ConnectedInbox(TimeProvider time) : ICommitSubscriber<AgentThread>
{
    /// <summary>An agent counts as present so long after it last asked.</summary>
    public static readonly TimeSpan PresentFor = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<AgentId, Box> _boxes = new();
    private readonly KeySignals<AgentId> _offers = new(time);

    /// <summary>Whether the agent asks for its work, or did so a short while ago.</summary>
    public bool IsPresent(AgentId agent) =>
        _boxes.TryGetValue(agent, out var box)
            && (box.Asking > 0 || (box.LastAsked is { } last && time.GetElapsedTime(last) < PresentFor));

    internal void Offer(AgentId agent, TurnId turn)
    {
        var box = BoxOf(agent);
        lock (box)
        {
            if (!box.Turns.Contains(turn)) box.Turns.Add(turn);
        }

        _offers.Tell(agent);
    }

    void ICommitSubscriber<AgentThread>.Committed(Receipt<AgentThread> receipt)
    {
        foreach (var recorded in receipt.Events)
            if (recorded.Event is TurnEnded ended
                && receipt.Before.Turn(ended.Turn) is { } turn
                && _boxes.TryGetValue(turn.Agent, out var box))
                lock (box)
                {
                    box.Turns.Remove(ended.Turn);
                    box.TriggersShown.Remove(ended.Turn);
                }
    }

    /// <summary>Notes how many of a turn's triggers its agent is about to be shown.</summary>
    internal void Shown(AgentId agent, TurnId turn, int triggers)
    {
        var box = BoxOf(agent);
        lock (box)
            if (box.Turns.Contains(turn)) box.TriggersShown[turn] = triggers;
    }

    /// <summary>
    /// How many of the turn's triggers its agent was shown last; null when it was not asked for since the daemon
    /// started.
    /// </summary>
    internal int? TriggersShown(AgentId agent, TurnId turn)
    {
        var box = BoxOf(agent);
        lock (box) return box.TriggersShown.TryGetValue(turn, out var shown) ? shown : null;
    }

    /// <summary>
    /// The turns that wait for the agent, oldest first, as soon as there are any or the wait is over.
    /// </summary>
    internal async Task<IReadOnlyList<TurnId>> TakeAsync(
        AgentId agent, TimeSpan wait, CancellationToken cancellationToken)
    {
        var box = BoxOf(agent);
        Interlocked.Increment(ref box.Asking);
        try
        {
            using var offers = _offers.Listen([agent], wait);
            var isOver = false;
            while (true)
            {
                lock (box)
                    if (box.Turns.Count > 0 || isOver) return [.. box.Turns];
                // When the wait is over, the turns that wait now are the answer.
                isOver = !await offers.ChangedAsync(cancellationToken);
            }
        }
        finally
        {
            box.LastAsked = time.GetTimestamp();
            Interlocked.Decrement(ref box.Asking);
        }
    }

    private Box BoxOf(AgentId agent) => _boxes.GetOrAdd(agent, static _ => new());

    private sealed class Box
    {
        public readonly List<TurnId> Turns = [];
        public readonly Dictionary<TurnId, int> TriggersShown = [];
        public int Asking;
        public long? LastAsked;
    }
}
