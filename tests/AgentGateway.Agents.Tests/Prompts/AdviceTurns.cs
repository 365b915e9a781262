using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Agents.Tests.Prompts;

/// <summary>The turns of a thread in which participants gave advice, and the turn that each gave it for.</summary>
internal sealed class AdviceTurns : IThreadReads
{
    private readonly Dictionary<TurnId, TurnId> _parents = [];

    /// <summary>How many turns were looked up.</summary>
    public int Reads { get; private set; }

    public void Add(TurnId turn, TurnId parent) => _parents.Add(turn, parent);

    public ValueTask<TurnRow?> TurnAsync(TurnId id, CancellationToken cancellationToken)
    {
        Reads++;
        return ValueTask.FromResult(_parents.TryGetValue(id, out var parent) ? Row(id, parent) : null);
    }

    public ValueTask<ThreadRow?> ThreadAsync(
        ThreadId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ThreadRow>> ThreadsAsync(
        string? query, bool archived, ThreadListKey? after, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ThreadRow>> ForksAsync(
        ThreadId source, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<MessageRow>> MessagesAsync(
        ThreadId thread, long after, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<MessageRow>> LastMessagesAsync(
        ThreadId thread, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<MessageRow?> MessageAsync(
        MessageId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<TSum> SumTurnUsageAsync<TSum>(
        DateTimeOffset since, TSum sum, Action<TSum, TurnUsage> add, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<TSum> SumStepUsageAsync<TSum>(
        DateTimeOffset since, TSum sum, Action<TSum, StepUsage> add, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SearchHit>> SearchAsync(
        string query, ThreadId? thread, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecalledMessage>> RecallAsync(
        MessageRecall recall, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<WordFrequencies> FrequenciesAsync(
        IReadOnlyList<string> words, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static TurnRow? Row(TurnId id, TurnId parent) => new()
    {
        Id = id,
        Thread = new("thr_1"),
        Agent = new("weles"),
        Kind = TurnKind.Advice,
        Status = TurnStatus.Completed,
        Parent = parent,
    };
}
