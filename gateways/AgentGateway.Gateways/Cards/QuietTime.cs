using AgentGateway.Runtime.Approvals;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Cards;

/// <summary>Holds cards back while it is quiet (<c>Approvals:Quiet</c>).</summary>
internal sealed partial class QuietTime(ApprovalOptions options, TimeProvider time, ILogger<QuietTime> log)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _changed = New();

    /// <summary>How long it is still quiet; null where it is not.</summary>
    public TimeSpan? Left() => QuietHours.Read(options.Quiet)?.Left(time.GetUtcNow());

    /// <summary>The settings have changed: what waits looks again whether it is quiet.</summary>
    public void Look() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    /// <summary>
    /// Does it when it is quiet no more, or when that may be so because the settings have changed: it looks itself.
    /// </summary>
    public void After(Func<CancellationToken, Task> work)
    {
        // What changes from here on ends the wait, and what changed before is in what is read next.
        var changed = Volatile.Read(ref _changed).Task;
        var left = Left() ?? TimeSpan.Zero;
        _ = Task.Run(() => DoAsync(left, changed, work), CancellationToken.None);
    }

    private async Task DoAsync(TimeSpan left, Task changed, Func<CancellationToken, Task> work)
    {
        try
        {
            using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token))
            {
                await Task.WhenAny(changed, Task.Delay(left, time, waiting.Token));
                await waiting.CancelAsync();
            }

            _stopping.Token.ThrowIfCancellationRequested();
            await work(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What is still pending is shown after the next start.
        }
        catch (Exception exception)
        {
            LogFailed(log, exception);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _stopping.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A card that waited for the end of quiet hours was not shown.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
