using System.Collections.Concurrent;
using AgentGateway.Runtime.Questions;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Approvals;

/// <summary>Tells every surface what there is to decide and to answer. Each has a loop of its own, so that a slow one holds up nobody.</summary>
public sealed partial class AskSurfaces : IAsyncDisposable
{
    private readonly ApprovalService _approvals;
    private readonly QuestionService _questions;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _loops = [];

    internal AskSurfaces(ApprovalService approvals, QuestionService questions, ILogger log) => (_approvals, _questions, _log) = (approvals, questions, log);

    /// <summary>Adds a surface, for as long as the daemon runs.</summary>
    public void Add(IAskSurface surface) => _loops.Add(Task.Run(() => FollowAsync(surface, _stopping.Token), CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        _stopping.Dispose();
    }

    private async Task FollowAsync(IAskSurface surface, CancellationToken cancellationToken)
    {
        try
        {
            await using var changes = _approvals.ChangesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            var next = changes.MoveNextAsync();
            foreach (var approval in (await _approvals.ListAsync(new("pending", 500), cancellationToken)).Value.Approvals.Reverse())
                await ShowAsync(surface, approval.Id, cancellationToken);
            foreach (var question in (await _questions.ListAsync(new("pending", 500), cancellationToken)).Value.Questions.Reverse())
                await ShowAsync(surface, question.Id, cancellationToken);
            while (await next)
            {
                await ShowAsync(surface, changes.Current.Id, cancellationToken);
                next = changes.MoveNextAsync();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The daemon stops.
        }
    }

    private async Task ShowAsync(IAskSurface surface, string id, CancellationToken cancellationToken)
    {
        try
        {
            if (id.StartsWith("apr_", StringComparison.Ordinal))
            {
                if (!(await _approvals.GetAsync(id, cancellationToken)).IsRejected(out _, out var approval)) await surface.ShowAsync(approval.Approval, cancellationToken);
            }
            else if (!(await _questions.GetAsync(id, cancellationToken)).IsRejected(out _, out var question))
            {
                await surface.ShowAsync(question.Question, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotShown(_log, exception, surface.Name, id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Surface} could not show {Id}.")]
    private static partial void LogNotShown(ILogger log, Exception exception, string surface, string id);
}
