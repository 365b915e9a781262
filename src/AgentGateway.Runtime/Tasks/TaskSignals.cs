using System.Collections.Concurrent;
using System.Threading.Channels;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Tells whoever watches something by its id that it changed: a task, a turn, a queued command. Only that: what became of it is read. Begin to
/// watch, then read, then wait.
/// </summary>
internal sealed class TaskSignals
    : ICommitSubscriber<AgentTask>, ICommitSubscriber<AgentThread>, ICommitSubscriber<CommandQueue>
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Watch, bool>> _watches = new();

    public Watch Begin(IEnumerable<string> ids)
    {
        var watch = new Watch(this, [.. ids]);
        foreach (var id in watch.Ids)
        {
            while (true)
            {
                var all = _watches.GetOrAdd(id, static _ => new());
                all.TryAdd(watch, true);
                // The set may have been dropped as empty in between.
                if (_watches.TryGetValue(id, out var current) && ReferenceEquals(current, all)) break;
            }
        }

        return watch;
    }

    public void Tell(string id)
    {
        if (!_watches.TryGetValue(id, out var all)) return;
        foreach (var (watch, _) in all) watch.Tell(id);
    }

    public void Committed(Receipt<AgentTask> receipt) => Tell(receipt.State.Id.Value);

    /// <summary>Turns may have moved on, for which tasks wait.</summary>
    public void Committed(Receipt<AgentThread> receipt)
    {
        foreach (var recorded in receipt.Events)
        {
            TurnId? turn = recorded.Event switch
            {
                TurnQueued e => e.Turn,
                TurnEnded e => e.Turn,
                ToolAwaited e => e.Turn,
                ToolReleased e => e.Turn,
                ToolSettled e => e.Turn,
                _ => null,
            };
            if (turn is { } moved) Tell(moved.Value);
        }
    }

    /// <summary>Commands may have ended, for which tasks wait.</summary>
    public void Committed(Receipt<CommandQueue> receipt)
    {
        foreach (var recorded in receipt.Events)
        {
            CommandId? command = recorded.Event switch
            {
                CommandEnded e => e.Id,
                CommandSkipped e => e.Id,
                CommandCancelled e => e.Id,
                CommandLost e => e.Id,
                _ => null,
            };
            if (command is { } ended) Tell(ended.Value);
        }
    }

    private void End(Watch watch)
    {
        foreach (var id in watch.Ids)
        {
            if (!_watches.TryGetValue(id, out var all)) continue;
            all.TryRemove(watch, out _);
            if (all.IsEmpty) _watches.TryRemove(new(id, all));
        }
    }

    public sealed class Watch(TaskSignals signals, IReadOnlyList<string> ids) : IDisposable
    {
        // One signal that waits says all that many would.
        private readonly Channel<string> _told = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        public IReadOnlyList<string> Ids => ids;

        /// <summary>Completes when one of the ids changed since this was last called; with its id.</summary>
        public ValueTask<string> ChangedAsync(CancellationToken cancellationToken) => _told.Reader.ReadAsync(cancellationToken);

        public void Tell(string id) => _told.Writer.TryWrite(id);

        public void Dispose() => signals.End(this);
    }
}
