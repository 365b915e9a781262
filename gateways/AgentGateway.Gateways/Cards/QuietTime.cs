using AgentGateway.Runtime.Approvals;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Cards;

/// <summary>Holds cards back while it is quiet (<c>Approvals:Quiet</c>).</summary>
internal sealed partial class QuietTime(ApprovalOptions options, TimeProvider time, ILogger<QuietTime> log)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>How long it is still quiet; null where it is not.</summary>
    public TimeSpan? Left() => QuietHours.Read(options.Quiet)?.Left(time.GetUtcNow());

    /// <summary>Does it when it is quiet no more.</summary>
    public void After(TimeSpan left, Func<CancellationToken, Task> work) => _ = Task.Run(
        async () =>
        {
            try
            {
                await Task.Delay(left, time, _stopping.Token);
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
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _stopping.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A card that waited for the end of quiet hours was not shown.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
