using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>One of the stores that keep the same promises.</summary>
/// <param name="openAgain">Opens what the store holds once more, while it is open.</param>
internal sealed class StoreUnderTest(
    IStore store, FakeClock time, Func<Task<IStore>> openAgain, Func<ValueTask> dispose) : IAsyncDisposable
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IStore Store => store;

    public IJournal Journal => store.Journal;

    public IThreadReads Reads => store.Reads<IThreadReads>();

    public ICommandQueueReads Commands => store.Reads<ICommandQueueReads>();

    public ITaskReads Tasks => store.Reads<ITaskReads>();

    public IOutputIndex OutputIndex => store.OutputIndex;

    public IVectorStore Vectors => store.Vectors;

    public IPendingRequestReads Requests => store.Reads<IPendingRequestReads>();

    public FakeClock Time => time;

    public Task<IStore> OpenAgainAsync() => openAgain();

    public ValueTask<bool> EraseAsync(StreamId stream, long version) => store.EraseAsync(stream, version, Stop);

    public Task<AppendResult> AppendAsync(AppendRequest request) => Journal.AppendAsync(request, Stop).AsTask();

    public ValueTask DisposeAsync() => dispose();

    public static async Task<StoreUnderTest> SqliteAsync(StoreContents? contents = null)
    {
        var folder = new TemporaryFolder();
        var time = new FakeClock();
        var store = await OpenAsync();
        return new(store, time, OpenAsync, async () =>
        {
            await store.DisposeAsync();
            folder.Dispose();
        });

        async Task<IStore> OpenAsync() =>
            await SqliteStore.OpenAsync(folder.Database, contents ?? StoreContents.Gateway, null, time, null, Stop);
    }

    public static Task<StoreUnderTest> VolatileAsync(StoreContents? contents = null)
    {
        var time = new FakeClock();
        var store = new VolatileStore(contents ?? StoreContents.Gateway, time);
        return Task.FromResult(
            new StoreUnderTest(store, time, () => Task.FromResult<IStore>(store.OpenAgain()), store.DisposeAsync));
    }
}
