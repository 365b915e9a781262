using System.Collections.Concurrent;
using System.Threading.Channels;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Tells whoever watches something by its id that it changed: a task, a turn, a queued command. Only that: what became of it is read. Begin to
/// watch, then read, then wait.
/// </summary>
internal sealed class TaskSignals
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
