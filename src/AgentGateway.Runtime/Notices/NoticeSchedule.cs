using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Sessions;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Notices;

/// <summary>
/// Tells the person once of each thing that has waited for them for some time. It hears of commits, remembers since
/// when something waits, and sleeps until the next is due. What had been due before this start is not told: the run
/// before it has told it.
/// </summary>
internal sealed partial class NoticeSchedule
    : ICommitSubscriber<Approval>, ICommitSubscriber<Question>, ICommitSubscriber<TerminalSession>,
        ICommitSubscriber<AgentTask>, IAsyncDisposable
{
    /// <summary>Notices at once; each later one takes <see cref="Pace"/>.</summary>
    private const int AtOnceMax = 3;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(20);

    /// <summary>After a failure, such as of a journal that cannot be read for a while.</summary>
    private static readonly TimeSpan RetryWait = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Wait> _waits = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();
    private readonly NoticeOptions _options;
    private readonly AttentionService _attention;
    private readonly INoticeSender _sender;
    private readonly TimeProvider _time;
    private readonly ILogger<NoticeSchedule> _log;
    private readonly TokenBucket _pace;
    private readonly DateTimeOffset _startedAt;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    public NoticeSchedule(
        NoticeOptions options,
        AttentionService attention,
        INoticeSender sender,
        TimeProvider time,
        ILogger<NoticeSchedule> log)
    {
        (_options, _attention, _sender, _time, _log) = (options, attention, sender, time, log);
        _pace = new(time, AtOnceMax, Pace);
        _startedAt = time.GetUtcNow();
    }

    private TimeSpan After => TimeSpan.FromSeconds(_options.AfterSeconds);

    public void Committed(Receipt<Approval> receipt) => Note(
        receipt.State.Id.Value,
        receipt.State.State == ApprovalState.Pending ? receipt.State.CreatedAt : null);

    public void Committed(Receipt<Question> receipt) => Note(
        receipt.State.Id.Value,
        receipt.State.State == QuestionState.Pending ? receipt.State.CreatedAt : null);

    public void Committed(Receipt<TerminalSession> receipt) => Note(
        receipt.State.Id.Value, AttentionService.WaitsSince(receipt.State));

    public void Committed(Receipt<AgentTask> receipt)
    {
        if (receipt.State.Phase != TaskPhase.Blocked) Note(receipt.State.Id.Value, null);
        else if (receipt.Before.Phase != TaskPhase.Blocked) Note(receipt.State.Id.Value, receipt.State.UpdatedAt);
    }

    /// <summary>Begins to tell.</summary>
    public void Begin() => _running = RunAsync(_ending.Token);

    /// <summary>The settings have changed: something may be due earlier, or told at all.</summary>
    public void LookAgain()
    {
        lock (_gate) _changed.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogFailed(_log, failure);
                await Task.Delay(RetryWait, _time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Tells until the daemon stops.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        foreach (var item in await _attention.WaitingAsync(cancellationToken)) Note(item.Id, item.Since);
        while (true)
        {
            var (changed, due, wait) = Look();
            if (due.Count > 0) await TellAsync(due, cancellationToken);
            else
                await changed.WaitAsync(wait, _time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Something waits since then, or no more.</summary>
    private void Note(string id, DateTimeOffset? since)
    {
        lock (_gate)
        {
            if (since is not { } at || at + After <= _startedAt)
            {
                _waits.Remove(id);
                return;
            }

            // A session that asks for another thing waits anew.
            if (_waits.TryGetValue(id, out var known) && known.Since == at) return;
            _waits[id] = new(at, IsTold: false);
            _changed.TrySetResult();
        }
    }

    /// <summary>
    /// What is due now, or the time until something will be. Where the settings name no way to tell the person, nothing
    /// is due; once they do, what waits by then is told.
    /// </summary>
    private (Task Changed, IReadOnlySet<string> Due, TimeSpan Wait) Look()
    {
        lock (_gate)
        {
            if (_changed.Task.IsCompleted) _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var untold = _options.HasWay ? _waits.Where(pair => !pair.Value.IsTold).ToList() : [];
            var now = _time.GetUtcNow();
            return (
                _changed.Task,
                untold.Where(pair => pair.Value.Since + After <= now).Select(pair => pair.Key).ToHashSet(),
                untold.Count == 0 ? Timeout.InfiniteTimeSpan : untold.Min(pair => pair.Value.Since) + After - now);
        }
    }

    /// <summary>Tells one of what is due, or how many there are where there are many.</summary>
    private async Task TellAsync(IReadOnlySet<string> due, CancellationToken cancellationToken)
    {
        List<AttentionItemView> waiting =
            [.. (await _attention.WaitingAsync(cancellationToken)).Where(item => due.Contains(item.Id))];
        if (waiting.Count == 0)
        {
            MarkTold(due);
            return;
        }

        if (!_pace.TryTake(out var pause))
        {
            await Task.Delay(pause, _time, cancellationToken);
            return;
        }

        if (waiting.Count > AtOnceMax)
        {
            MarkTold(due);
            await _sender.SendAsync(
                new($"agw: {waiting.Count} wait for you", $"{Counted(waiting)}\nagw inbox"), cancellationToken);
            return;
        }

        var first = waiting.MinBy(item => item.Since)!;
        MarkTold([first.Id]);
        await _sender.SendAsync(new($"agw: {first.Kind}", $"{first.Text}\n{first.Command}"), cancellationToken);
    }

    private void MarkTold(IEnumerable<string> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids)
                if (_waits.TryGetValue(id, out var wait)) _waits[id] = wait with { IsTold = true };
        }
    }

    /// <summary>Such as <c>3 approvals, 1 session</c>.</summary>
    private static string Counted(IEnumerable<AttentionItemView> items) => string.Join(", ", items
        .GroupBy(item => item.Kind)
        .Select(group => $"{group.Count()} {group.Key}{(group.Count() == 1 ? "" : "s")}"));

    [LoggerMessage(LogLevel.Error, "What waits for the person could not be told; it is tried again in a minute.")]
    private static partial void LogFailed(ILogger log, Exception failure);

    /// <param name="IsTold">The person was told, or it ended by itself.</param>
    private sealed record Wait(DateTimeOffset Since, bool IsTold);
}
