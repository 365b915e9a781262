using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>One of the stores that keep the same promises.</summary>
internal sealed class StoreUnderTest(
    IJournal journal,
    IThreadReads reads,
    ICommandQueueReads commands,
    ITaskReads tasks,
    IAskReads asks,
    IOutputIndex outputIndex,
    Func<StreamId, long, ValueTask<bool>> erase,
    FakeClock time,
    Func<ValueTask> dispose) : IAsyncDisposable
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IJournal Journal => journal;

    public IThreadReads Reads => reads;

    public ICommandQueueReads Commands => commands;

    public ITaskReads Tasks => tasks;

    public IOutputIndex OutputIndex => outputIndex;

    public IAskReads Asks => asks;

    public FakeClock Time => time;

    public ValueTask<bool> EraseAsync(StreamId stream, long version) => erase(stream, version);

    public Task<AppendResult> AppendAsync(AppendRequest request) => journal.AppendAsync(request, Stop).AsTask();

    public ValueTask DisposeAsync() => dispose();

    public static async Task<StoreUnderTest> SqliteAsync()
    {
        var folder = new TemporaryFolder();
        var time = new FakeClock();
        var store = await SqliteStore.OpenAsync(folder.Database, time, null, Stop);
        return new(store.Journal, store.ThreadReads, store.CommandQueueReads, store.Reads.Tasks, store.Reads.Asks, store.OutputIndex, (stream, version) => store.EraseAsync(stream, version, Stop), time, async () =>
        {
            await store.DisposeAsync();
            folder.Dispose();
        });
    }

    public static Task<StoreUnderTest> VolatileAsync()
    {
        var time = new FakeClock();
        var store = new VolatileStore(time);
        return Task.FromResult(new StoreUnderTest(
            store.Journal, store.ThreadReads, store.CommandQueueReads, store.Reads.Tasks, store.Reads.Asks, store.OutputIndex, (stream, version) => store.EraseAsync(stream, version, Stop), time, store.DisposeAsync));
    }
}
