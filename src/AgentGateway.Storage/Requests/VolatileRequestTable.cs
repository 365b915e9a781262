using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Requests;

/// <summary>Approvals and questions in memory, by id, which sorts by time.</summary>
internal sealed class VolatileRequestTable : VolatileTable, IPendingRequestReads
{
    private readonly SortedList<string, ReadRow> _rows = new(StringComparer.Ordinal);

    public VolatileRequestTable(Lock gate)
        : base(gate)
    {
        Approvals = new OfKind<Approval, ApprovalId, ApprovalState>(this, row => (row as ApprovalRow)?.Approval);
        Questions = new OfKind<Question, QuestionId, QuestionState>(this, row => (row as QuestionRow)?.Question);
    }

    public IRequestReads<Approval, ApprovalId, ApprovalState> Approvals { get; }

    public IRequestReads<Question, QuestionId, QuestionState> Questions { get; }

    public override void Put(ReadRow row, long position) => _rows[row.Key] = row;

    public override void Remove(ReadRow row) => _rows.Remove(row.Key);

    public override ReadRow? Find(ReadRow row, long position) => _rows.GetValueOrDefault(row.Key);

    private sealed class OfKind<TRequest, TId, TState>(VolatileRequestTable table, Func<ReadRow?, TRequest?> read)
        : IRequestReads<TRequest, TId, TState>
        where TRequest : class, IPersonRequest<TId, TState>
        where TId : struct, IPersonRequestId<TId>
        where TState : struct, Enum
    {
        public ValueTask<TRequest?> FindAsync(TId id, CancellationToken cancellationToken) =>
            table.Read(() => read(table._rows.GetValueOrDefault(id.Value)), cancellationToken);

        public ValueTask<TRequest?> OfCallAsync(string callKey, CancellationToken cancellationToken) =>
            table.Read(
                () => NewestFirst(null).FirstOrDefault(request => request.Requester!.CallKey == callKey),
                cancellationToken);

        public ValueTask<IReadOnlyList<TRequest>> PageAsync(
            TState? state, TId? after, int limit, CancellationToken cancellationToken) =>
            table.Read<IReadOnlyList<TRequest>>(
                () =>
                [
                    .. NewestFirst(after?.Value).Where(request => state is null || request.State.Equals(state))
                        .Take(limit),
                ],
                cancellationToken);

        public ValueTask<IReadOnlyList<TId>> OfThreadAsync(ThreadId thread, CancellationToken cancellationToken) =>
            table.Read<IReadOnlyList<TId>>(
                () =>
                [
                    .. NewestFirst(null).Where(request => request.Requester!.Thread == thread)
                        .Select(request => request.Id),
                ],
                cancellationToken);

        private IEnumerable<TRequest> NewestFirst(string? after) =>
            table._rows.Reverse().Where(pair => after is null || string.CompareOrdinal(pair.Key, after) < 0)
                .Select(pair => read(pair.Value)).OfType<TRequest>();
    }
}
