using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Lists;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// What approvals and questions have in common: they are listed, found and waited for in the same way, and the time to
/// decide is measured by the same clock.
/// </summary>
internal sealed class StoredRequests<TRequest, TId, TState>(
    IRequestReads<TRequest, TId, TState> reads, IJournal journal, RequestChanges changes, RequestClock clock)
    where TRequest : class, IPersonRequest<TId, TState>
    where TId : struct, IPersonRequestId<TId>
    where TState : struct, Enum
{
    /// <summary>
    /// How long a decision waits for the requester to hear of it, which takes moments unless the daemon is in trouble.
    /// </summary>
    private static readonly TimeSpan ReportWait = TimeSpan.FromSeconds(10);

    /// <summary>Newest first.</summary>
    public async Task<Outcome<RequestPage<TRequest>>> ListAsync(
        ListRequests request, CancellationToken cancellationToken)
    {
        if (RequestArguments.State<TState>(request.State).IsRejected(out var refused, out var state)) return refused;
        if (PageLimit.Read(request.Limit).IsRejected(out refused, out var limit)) return refused;
        if (Cursor.ReadKey(request.Cursor, journal).IsRejected(out refused, out var key)) return refused;
        var after = key is null ? null : await FindAsync(key, cancellationToken);
        if (key is not null && after is null) return Cursor.Unknown;
        var found = await reads.PageAsync(state, after?.Id, limit + 1, cancellationToken);
        if (found.Count <= limit) return new RequestPage<TRequest>(found, null);
        TRequest[] page = [.. found.Take(limit)];
        return new RequestPage<TRequest>(page, Cursor.Of(journal, page[^1].Id.Value).ToString());
    }

    public ValueTask<TRequest?> FindAsync(TId id, CancellationToken cancellationToken) =>
        reads.FindAsync(id, cancellationToken);

    /// <summary>Null also where the text is no id of that kind.</summary>
    public ValueTask<TRequest?> FindAsync(string id, CancellationToken cancellationToken) =>
        PrefixedId.Parse<TId>(id) is { } known ? reads.FindAsync(known, cancellationToken) : new((TRequest?)null);

    /// <summary>The newest request of that call.</summary>
    public ValueTask<TRequest?> OfCallAsync(string callKey, CancellationToken cancellationToken) =>
        reads.OfCallAsync(callKey, cancellationToken);

    /// <summary>
    /// Completes once it has ended, in any way, and the requester has been told; at once when there is none of that id.
    /// </summary>
    public Task SettledAsync(TId id, CancellationToken cancellationToken) =>
        changes.Signals.UntilAsync(id.ToRequest(), () => IsSettledAsync(id, cancellationToken), cancellationToken);

    /// <summary>
    /// The same for a person who has just decided, but only for a time: the decision is durable, so they need not wait
    /// for a requester that cannot be told soon.
    /// </summary>
    public Task ReportedAsync(TId id, CancellationToken cancellationToken) =>
        changes.Signals.UntilAsync(
            id.ToRequest(), () => IsSettledAsync(id, cancellationToken), ReportWait, cancellationToken);

    /// <summary>
    /// Deletes those of a deleted thread. Completes when their requesters have the outcome and all texts are erased.
    /// </summary>
    /// <param name="load">The request as it is durable now, also a deleted one.</param>
    public async Task EraseOfThreadAsync(
        ThreadId thread, Func<TId, Task> withdraw, Func<TId, Task> delete, Func<TId, ValueTask<TRequest?>> load,
        CancellationToken cancellationToken)
    {
        foreach (var id in await reads.OfThreadAsync(thread, cancellationToken))
        {
            await withdraw(id);
            await SettledAsync(id, cancellationToken);
            await delete(id);
            await changes.Signals.UntilAsync(
                id.ToRequest(), async () => await load(id) is not { EraseKey: not null }, cancellationToken);
        }
    }

    /// <summary>Measures from now on the time that is left: of a request that is asked now, or at a start.</summary>
    public void Measure(TId id, DateTimeOffset createdAt, DateTimeOffset expiresAt) =>
        clock.Begin(id.ToRequest(), createdAt, expiresAt);

    /// <inheritdoc cref="Measure(TId, DateTimeOffset, DateTimeOffset)"/>
    public void Measure(TRequest request) => Measure(request.Id, request.CreatedAt, request.ExpiresAt);

    public bool IsOverdue(TRequest request) =>
        clock.IsOverdue(request.Id.ToRequest(), request.CreatedAt, request.ExpiresAt);

    private async ValueTask<bool> IsSettledAsync(TId id, CancellationToken cancellationToken) =>
        await reads.FindAsync(id, cancellationToken) is null or { Key: null };
}
