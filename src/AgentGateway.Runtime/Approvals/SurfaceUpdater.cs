using AgentGateway.Domain.Ids;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Tells one surface how approvals and questions stand. It is told the newest state and not what happened, so that
/// a late or repeated message does no harm. A request that it could not show is kept by its id and shown again later.
/// </summary>
internal sealed partial class SurfaceUpdater(
    IRequestSurface surface, ApprovalService approvals, QuestionService questions, TimeProvider time, ILogger log)
{
    private const int PageSize = 500;

    /// <summary>
    /// Beyond these the oldest are given up; a surface that is back is told of what is pending in any case.
    /// </summary>
    private const int LeftMax = 10_000;

    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1);

    /// <summary>What the surface shows as undecided.</summary>
    private readonly HashSet<PersonRequestId> _open = [];

    /// <summary>What it is still to be told, the oldest first.</summary>
    private readonly Queue<PersonRequestId> _left = [];
    private readonly HashSet<PersonRequestId> _leftIds = [];
    private TimeSpan _pause = PauseMin;
    private bool _isBehind = true;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var changes = approvals.ChangesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = changes.MoveNextAsync().AsTask();
        var again = Task.CompletedTask;
        try
        {
            while (true)
            {
                if (again.IsCompleted && (_isBehind || _left.Count > 0) && !await CatchUpAsync(cancellationToken))
                    again = PauseAsync(cancellationToken);
                await Task.WhenAny(_isBehind || _left.Count > 0 ? [next, again] : [next]);
                cancellationToken.ThrowIfCancellationRequested();
                if (!next.IsCompleted) continue;
                if (!await next) return;
                var change = changes.Current;
                next = changes.MoveNextAsync().AsTask();
                _isBehind |= change.Missed;
                // While it does not answer, nothing more is tried before the pause is over.
                if (again.IsCompleted && await TryShowAsync(change.Id, cancellationToken)) continue;
                Leave(change.Id);
                if (again.IsCompleted) again = PauseAsync(cancellationToken);
            }
        }
        finally
        {
            // A look at the next change that is still under way would keep them from being let go.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>False: the surface could not show it now.</summary>
    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_isBehind)
            {
                foreach (var id in await surface.LeftOpenAsync(cancellationToken)) Leave(id);
                foreach (var id in _open) Leave(id);
                foreach (var id in await PendingAsync(cancellationToken)) Leave(id);
                _isBehind = false;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTold(log, exception, surface.Name);
            return false;
        }

        while (_left.TryPeek(out var id))
        {
            if (!await TryShowAsync(id, cancellationToken)) return false;
            _leftIds.Remove(_left.Dequeue());
        }

        _pause = PauseMin;
        return true;
    }

    private async Task<List<PersonRequestId>> PendingAsync(CancellationToken cancellationToken)
    {
        var pending = new List<PersonRequestId>();
        string? cursor = null;
        do
        {
            var page = (await approvals.ListAsync(new("pending", PageSize, cursor), cancellationToken)).Value;
            pending.AddRange(page.Approvals.Select(approval => (PersonRequestId)new ApprovalId(approval.Id)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        do
        {
            var page = (await questions.ListAsync(new("pending", PageSize, cursor), cancellationToken)).Value;
            pending.AddRange(page.Questions.Select(question => (PersonRequestId)new QuestionId(question.Id)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        pending.Reverse();
        return pending;
    }

    private async Task<bool> TryShowAsync(PersonRequestId id, CancellationToken cancellationToken)
    {
        try
        {
            bool pending;
            if (id.Approval is { } ofApproval)
            {
                if ((await approvals.GetAsync(ofApproval, cancellationToken)).IsRejected(out _, out var approval))
                    return true;
                await surface.ShowAsync(approval.Approval, cancellationToken);
                pending = approval.Approval.State == "pending";
            }
            else if (id.Question is { } ofQuestion)
            {
                if ((await questions.GetAsync(ofQuestion, cancellationToken)).IsRejected(out _, out var question))
                    return true;
                await surface.ShowAsync(question.Question, cancellationToken);
                pending = question.Question.State == "pending";
            }
            else
            {
                return true;
            }

            if (pending) _open.Add(id);
            else _open.Remove(id);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotShown(log, exception, surface.Name, id);
            return false;
        }
    }

    private void Leave(PersonRequestId id)
    {
        if (!_leftIds.Add(id)) return;
        _left.Enqueue(id);
        if (_left.Count > LeftMax) _leftIds.Remove(_left.Dequeue());
    }

    private Task PauseAsync(CancellationToken cancellationToken)
    {
        var pause = _pause;
        _pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        return Task.Delay(pause, time, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Surface} could not show {Id} and is given it again later.")]
    private static partial void LogNotShown(ILogger log, Exception exception, string surface, PersonRequestId id);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Surface} could not be told what there is to decide, and is told later.")]
    private static partial void LogNotTold(ILogger log, Exception exception, string surface);
}
