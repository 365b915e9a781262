using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Threads;

namespace AgentGateway.Storage.InMemory;

/// <summary>The queries' twin in memory.</summary>
internal sealed class VolatileThreadReads(VolatileTables tables, TimeProvider time) : IThreadReads
{
    public ValueTask<ThreadRow?> ThreadAsync(ThreadId id, CancellationToken cancellationToken) =>
        Read(() => tables.Threads.GetValueOrDefault(id), cancellationToken);

    public ValueTask<IReadOnlyList<ThreadRow>> ThreadsAsync(
        string? query, bool archived, ThreadListKey? after, int limit, CancellationToken cancellationToken)
    {
        var words = ThreadList.Words(query);
        return Read<IReadOnlyList<ThreadRow>>(
            () =>
            [
                .. tables.Threads.Values
                    .Where(row => !row.Hidden && row.Archived == archived && words.All(ThreadRecords.Folded(row.Title).Contains))
                    .OrderByDescending(row => row.Pinned).ThenByDescending(row => row.UpdatedAt).ThenBy(row => row.Id.Value, StringComparer.Ordinal)
                    .Where(row => after is null || IsBehind(row, after)).Take(limit),
            ],
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<MessageRow>> MessagesAsync(
        ThreadId thread, long after, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<MessageRow>>(
            () => [.. Of(thread, hidden).Where(row => row.Seq > after && row.Seq < before).Take(limit)], cancellationToken);

    public ValueTask<IReadOnlyList<MessageRow>> LastMessagesAsync(
        ThreadId thread, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<MessageRow>>(() => [.. Of(thread, hidden).Where(row => row.Seq < before).TakeLast(limit)], cancellationToken);

    public ValueTask<MessageRow?> MessageAsync(MessageId id, CancellationToken cancellationToken) =>
        Read(() => tables.Message(id), cancellationToken);

    public ValueTask<TurnRow?> TurnAsync(TurnId id, CancellationToken cancellationToken) =>
        Read(() => tables.Turns.GetValueOrDefault(id), cancellationToken);

    public ValueTask<IReadOnlyList<SearchHit>> SearchAsync(string query, ThreadId? thread, int limit, CancellationToken cancellationToken) =>
        Read(
            () => VolatileSearch.Find(
                tables.Messages.Values.Where(row => row.Searchable && (thread is null || row.Thread == thread)),
                SearchQuery.Parse(query),
                limit,
                time.GetUtcNow()),
            cancellationToken);

    private static bool IsBehind(ThreadRow row, ThreadListKey key) => (row.Pinned, key.Pinned) switch
    {
        (true, false) => false,
        (false, true) => true,
        _ => row.UpdatedAt < key.UpdatedAt || (row.UpdatedAt == key.UpdatedAt && string.CompareOrdinal(row.Id.Value, key.Id.Value) > 0),
    };

    private IEnumerable<MessageRow> Of(ThreadId thread, bool hidden) => tables.Messages.Values
        .Where(row => row.Thread == thread && (hidden || row.Message.Visibility == Visibility.Visible)).OrderBy(row => row.Seq);

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (tables.Gate)
            return new(read());
    }
}
