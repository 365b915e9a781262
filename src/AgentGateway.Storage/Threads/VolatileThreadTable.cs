using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Threads;

/// <summary>Threads, turns and messages in memory.</summary>
internal sealed class VolatileThreadTable(Lock gate, TimeProvider time) : VolatileTable(gate), IThreadReads
{
    private readonly Dictionary<ThreadId, ThreadRow> _threads = [];
    private readonly Dictionary<TurnId, TurnRow> _turns = [];

    /// <summary>Messages by the position of the event that posts them.</summary>
    private readonly SortedList<long, MessageRow> _messages = [];

    private readonly Dictionary<MessageId, long> _positions = [];

    public override bool Contradicts(IReadOnlyList<ReadRow> rows)
    {
        var messages = rows.OfType<MessageRow>().Where(row => !row.IsEdited).ToArray();
        return messages.DistinctBy(row => row.Id).Count() < messages.Length || messages.Any(
            row => _positions.ContainsKey(row.Id));
    }

    public override void Put(ReadRow row, long position)
    {
        switch (row)
        {
            case MessageRow { IsEdited: true } edited:
                var posted = _positions[edited.Id];
                _messages[posted] = edited with { At = _messages[posted].At };
                break;
            case MessageRow message:
                _messages.Add(position, message);
                _positions.Add(message.Id, position);
                break;
            case TurnRow turn:
                _turns[turn.Id] = turn;
                break;
            case ThreadRow thread:
                _threads[thread.Id] = thread;
                if (thread.Deleted) ForgetFailures(thread.Id);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public override ReadRow? Find(ReadRow row, long position) => row switch
    {
        MessageRow { IsEdited: true } edited => _messages[_positions[edited.Id]],
        MessageRow => _messages.GetValueOrDefault(position),
        TurnRow turn => _turns.GetValueOrDefault(turn.Id),
        ThreadRow thread => _threads.GetValueOrDefault(thread.Id),
        _ => throw new UnreachableException(),
    };

    public override void Erase(long position)
    {
        if (!_messages.TryGetValue(position, out var row)) return;
        var message = row.Message with { Text = "", ToolCalls = null, Attachments = null };
        _messages[position] = row with { Message = message, Searchable = false };
    }

    public ValueTask<ThreadRow?> ThreadAsync(ThreadId id, CancellationToken cancellationToken) =>
        Read(() => _threads.GetValueOrDefault(id), cancellationToken);

    public ValueTask<IReadOnlyList<ThreadRow>> ThreadsAsync(
        string? query, bool archived, ThreadListKey? after, int limit, CancellationToken cancellationToken)
    {
        var words = ThreadList.Words(query);
        return Read<IReadOnlyList<ThreadRow>>(
            () =>
            [
                .. _threads.Values
                    .Where(row =>
                        !row.Hidden && row.Archived == archived && words.All(ThreadRecords.Folded(row.Title).Contains))
                    .OrderByDescending(row => row.Pinned).ThenByDescending(row => row.UpdatedAt)
                    .ThenBy(row => row.Id.Value, StringComparer.Ordinal)
                    .Where(row => after is null || IsBehind(row, after)).Take(limit),
            ],
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<ThreadRow>> ForksAsync(
        ThreadId source, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<ThreadRow>>(
            () =>
            [
                .. _threads.Values.Where(row => !row.Hidden && row.ForkOf == source)
                    .OrderByDescending(row => row.UpdatedAt).ThenBy(row => row.Id.Value, StringComparer.Ordinal)
                    .Take(limit),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<MessageRow>> MessagesAsync(
        ThreadId thread, long after, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<MessageRow>>(
            () => [.. Of(thread, hidden)
                .Where(row => row.Seq > after && row.Seq < before)
                .Take(limit)], cancellationToken);

    public ValueTask<IReadOnlyList<MessageRow>> LastMessagesAsync(
        ThreadId thread, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<MessageRow>>(
            () => [.. Of(thread, hidden).Where(row => row.Seq < before).TakeLast(limit)], cancellationToken);

    public ValueTask<MessageRow?> MessageAsync(MessageId id, CancellationToken cancellationToken) =>
        Read(() => _positions.TryGetValue(id, out var position) ? _messages[position] : null, cancellationToken);

    public ValueTask<TurnRow?> TurnAsync(TurnId id, CancellationToken cancellationToken) =>
        Read(() => _turns.GetValueOrDefault(id), cancellationToken);

    public ValueTask<TSum> SumTurnUsageAsync<TSum>(
        DateTimeOffset since, TSum sum, Action<TSum, TurnUsage> add, CancellationToken cancellationToken) =>
        Read(
            () =>
            {
                foreach (var turn in _turns.Values
                    .Where(turn => turn.QueuedAt >= since && turn.Usage != TokenUsage.None))
                    add(sum, new(turn.Id, turn.Thread, turn.Agent, turn.QueuedAt, turn.Usage));
                return sum;
            },
            cancellationToken);

    public ValueTask<TSum> SumStepUsageAsync<TSum>(
        DateTimeOffset since, TSum sum, Action<TSum, StepUsage> add, CancellationToken cancellationToken) =>
        Read(
            () =>
            {
                foreach (var message in _messages.Values.Where(row => row.At >= since).Select(row => row.Message)
                    .Where(message => message.Usage?.NullIfNone() is not null))
                    add(sum, new(message.Turn, message.Model, message.Usage!));
                return sum;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<SearchHit>> SearchAsync(
        string query, ThreadId? thread, int limit, CancellationToken cancellationToken) =>
        Read(
            () => VolatileSearch.Find(
                _messages.Values.Where(row => row.Searchable && (thread is null || row.Thread == thread)),
                SearchQuery.Parse(query),
                limit,
                time.GetUtcNow()),
            cancellationToken);

    public ValueTask<WordFrequencies> FrequenciesAsync(
        IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        Read(() => VolatileRecall.Frequencies(_messages.Values.Where(row => row.Searchable), words), cancellationToken);

    public ValueTask<IReadOnlyList<RecalledMessage>> RecallAsync(
        MessageRecall recall, CancellationToken cancellationToken) =>
        Read(
            () => VolatileRecall.Find(
                _messages.Values.Where(row => row.Searchable),
                recall,
                thread => _threads.GetValueOrDefault(thread) switch
                {
                    null => "",
                    { Deleted: true } => null,
                    var row => row.Title,
                }),
            cancellationToken);

    /// <summary>Takes the texts out of the turns of a deleted thread. What they used is still counted.</summary>
    private void ForgetFailures(ThreadId thread)
    {
        foreach (var turn in _turns.Values.Where(turn => turn.Thread == thread && turn.Failure is not null).ToList())
            _turns[turn.Id] = turn with { Failure = null };
    }

    private static bool IsBehind(ThreadRow row, ThreadListKey key) => (row.Pinned, key.Pinned) switch
    {
        (true, false) => false,
        (false, true) => true,
        _ => row.UpdatedAt < key.UpdatedAt
            || (row.UpdatedAt == key.UpdatedAt && string.CompareOrdinal(row.Id.Value, key.Id.Value) > 0),
    };

    private IEnumerable<MessageRow> Of(ThreadId thread, bool hidden) => _messages.Values
        .Where(row => row.Thread == thread && (hidden || row.Message.Visibility == Visibility.Visible))
        .OrderBy(row => row.Seq);
}
