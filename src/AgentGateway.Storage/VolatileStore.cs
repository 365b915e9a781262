using AgentGateway.Domain.Ids;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.InMemory;

namespace AgentGateway.Storage;

/// <summary>A store in memory for tests: it keeps every promise of <see cref="SqliteStore"/> but that of outliving the process.</summary>
public sealed class VolatileStore : IAsyncDisposable
{
    private readonly VolatileJournal _journal;

    /// <summary>A store of what the gateway keeps.</summary>
    public VolatileStore(TimeProvider time)
        : this(StoreContents.Gateway, time)
    {
    }

    public VolatileStore(StoreContents contents, TimeProvider time)
    {
        var tables = new VolatileTables();
        _journal = new(contents.Kinds, tables, time);
        Reads = new(new VolatileThreadReads(tables, time), new VolatileCommandQueueReads(tables), new VolatileAskReads(tables), new VolatileTaskReads(tables));
    }

    public IJournal Journal => _journal;

    public GatewayReads Reads { get; }

    public IThreadReads ThreadReads => Reads.Threads;

    public ICommandQueueReads CommandQueueReads => Reads.Commands;

    public IOutputIndex OutputIndex { get; } = new VolatileOutputIndex();

    /// <inheritdoc cref="SqliteStore.EraseAsync"/>
    public ValueTask<bool> EraseAsync(StreamId stream, long version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_journal.Erase(stream, version));
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();
}
