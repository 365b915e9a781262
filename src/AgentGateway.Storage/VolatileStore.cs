using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Vectors;
using AgentGateway.Storage.InMemory;
using AgentGateway.Storage.Journal;

namespace AgentGateway.Storage;

/// <summary>A store in memory for tests: it keeps every promise of a store but that of outliving the process.</summary>
public sealed class VolatileStore : IStore
{
    private readonly VolatileMemory _memory;
    private readonly VolatileJournal _journal;

    /// <summary>A store of what the gateway keeps.</summary>
    public VolatileStore(TimeProvider time)
        : this(StoreContents.Gateway, time)
    {
    }

    public VolatileStore(StoreContents contents, TimeProvider time)
        : this(new VolatileMemory(contents.Kinds, contents.Tables, time))
    {
    }

    private VolatileStore(VolatileMemory memory) => (_memory, _journal) = (memory, new(memory));

    public string Engine => "memory";

    public IJournal Journal => _journal;

    public IOutputIndex OutputIndex => _memory.OutputIndex;

    public IVectorStore Vectors => _memory.Vectors;

    public string? OutputSetAside => null;

    public Rejection? Damage => null;

    public bool WasMoved => _memory.WasMoved;

    /// <summary>
    /// Opens what this store holds once more, as a daemon does that starts while another still runs. This one is fenced
    /// then.
    /// </summary>
    public VolatileStore OpenAgain() => new(_memory);

    /// <summary>The same for a store that was copied to another place, with the id that it gets there.</summary>
    public VolatileStore OpenElsewhere()
    {
        _memory.Move();
        return new(_memory);
    }

    public TReads Reads<TReads>()
        where TReads : class => _memory.Reads.Of<TReads>();

    public ValueTask<bool> EraseAsync(StreamId stream, long version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_journal.Erase(stream, version));
    }

    public Task SettleMoveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _journal.SettleMove();
        return Task.CompletedTask;
    }

    public Task<JournalReport> CheckAsync(CancellationToken cancellationToken)
    {
        lock (_memory.Gate) return Task.FromResult(new VolatileCheck(_memory).Run(cancellationToken));
    }

    public Task<Outcome<long>> ExportAsync(
        StreamId? stream, KnownSecrets hidden, Stream output, CancellationToken cancellationToken)
    {
        lock (_memory.Gate)
        {
            if (stream is { } wanted && !_memory.Streams.ContainsKey(wanted))
                return Task.FromResult<Outcome<long>>(EventLines.UnknownStream(wanted));
            var events = _memory.Events.Where(stored => stream is null || stored.Stream == stream);
            return Task.FromResult<Outcome<long>>(EventLines.Write(events, hidden, output, cancellationToken));
        }
    }

    public Task<Outcome<JournalCopy>> CopyAsync(string target, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<JournalCopy>>(new Rejection(
            "copy_unsupported", "A store in memory has no file that could be copied.", "Export its events instead."));

    public Task<bool> CopyOutputAsync(string target, CancellationToken cancellationToken) => Task.FromResult(false);

    public void NoteCopy(string file, long position)
    {
        // Nothing of it is left when it is damaged.
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();
}
