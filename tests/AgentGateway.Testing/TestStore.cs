using AgentGateway.Domain.Ids;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Storage;

namespace AgentGateway.Testing;

/// <summary>A store of one kind or the other, which keep the same promises.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly Func<StreamId, long, CancellationToken, ValueTask<bool>> _erase;
    private readonly IAsyncDisposable _store;

    private TestStore(SqliteStore store) =>
        (_store, Journal, Reads, OutputIndex, _erase) = (store, store.Journal, store.Reads, store.OutputIndex, store.EraseAsync);

    private TestStore(VolatileStore store) =>
        (_store, Journal, Reads, OutputIndex, _erase) = (store, store.Journal, store.Reads, store.OutputIndex, store.EraseAsync);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IJournal Journal { get; }

    public GatewayReads Reads { get; }

    public IOutputIndex OutputIndex { get; }

    /// <param name="database">The file; in memory it is not used.</param>
    public static async Task<TestStore> OpenAsync(StoreKind kind, string database, TimeProvider time) => kind switch
    {
        StoreKind.Volatile => new(new VolatileStore(time)),
        _ => new(await SqliteStore.OpenAsync(database, time, null, Stop)),
    };

    public ValueTask<bool> EraseAsync(StreamId stream, long version) => _erase(stream, version, Stop);

    public Task<AppendResult> AppendAsync(AppendRequest request) => Journal.AppendAsync(request, Stop).AsTask();

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
