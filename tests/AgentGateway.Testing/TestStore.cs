using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage;

namespace AgentGateway.Testing;

/// <summary>A store of one kind or the other, which keep the same promises.</summary>
public sealed class TestStore(IStore store) : IAsyncDisposable
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IStore Store => store;

    public IJournal Journal => store.Journal;

    public IOutputIndex OutputIndex => store.OutputIndex;

    /// <param name="database">The file; in memory it is not used.</param>
    /// <param name="contents">What it keeps; null for what the gateway does.</param>
    public static async Task<TestStore> OpenAsync(
        StoreKind kind, string database, TimeProvider time, StoreContents? contents = null) => kind switch
    {
        StoreKind.Volatile => new(new VolatileStore(contents ?? StoreContents.Gateway, time)),
        _ => new(await SqliteStore.OpenAsync(database, contents ?? StoreContents.Gateway, null, time, null, Stop)),
    };

    public ValueTask<bool> EraseAsync(StreamId stream, long version) => store.EraseAsync(stream, version, Stop);

    public Task<AppendResult> AppendAsync(AppendRequest request) => Journal.AppendAsync(request, Stop).AsTask();

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
