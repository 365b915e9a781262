using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Queries over requests of one kind: approvals, or questions. Reads what is committed when the query begins.
/// </summary>
public interface IRequestReads<TRequest, TId, TState>
    where TRequest : class, IPersonRequest<TId, TState>
    where TId : struct, IPersonRequestId<TId>
    where TState : struct, Enum
{
    ValueTask<TRequest?> FindAsync(TId id, CancellationToken cancellationToken);

    /// <summary>The newest that was asked for under that call key, or null.</summary>
    ValueTask<TRequest?> OfCallAsync(string callKey, CancellationToken cancellationToken);

    /// <summary>All whose requester is of that thread.</summary>
    ValueTask<IReadOnlyList<TId>> OfThreadAsync(ThreadId thread, CancellationToken cancellationToken);

    /// <summary>Newest first, behind <paramref name="after"/>.</summary>
    /// <param name="state">Null for all.</param>
    ValueTask<IReadOnlyList<TRequest>> PageAsync(
        TState? state, TId? after, int limit, CancellationToken cancellationToken);
}
