using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Backups;

/// <summary>
/// Makes a copy when the last one is a day old and something has happened since, and deletes the oldest. It has neither
/// secrets nor what terminals printed. It sleeps until the next is due.
/// </summary>
internal sealed partial class DailyBackups(
    BackupOptions options, GatewayHome home, IStore store, TimeProvider time, ILogger<DailyBackups> log)
    : IAsyncDisposable
{
    /// <summary>A start has other things to do first.</summary>
    private static readonly TimeSpan SettlingWait = TimeSpan.FromMinutes(1);

    /// <summary>After a failure; the disk may need a person.</summary>
    private static readonly TimeSpan RetryWait = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Begins to wait for the time of the next copy.</summary>
    public void Begin()
    {
        if (options.Keep > 0 && home.DataDirectory is { } data) _running = RunAsync(data, _ending.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private async Task RunAsync(string data, CancellationToken cancellationToken)
    {
        var folder = new BackupFolder(data, options);
        var copied = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await store.Journal.WaitPastAsync(copied, cancellationToken);
                await Task.Delay(await WaitAsync(folder, cancellationToken), time, cancellationToken);
                var newest = store.Journal.LastPosition;
                await MakeAsync(data, folder, cancellationToken);
                copied = newest;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogNotMade(log, failure.Message);
                await Task.Delay(RetryWait, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// The time until the next is due, counted from the newest, or from the first event where there is none.
    /// </summary>
    private async Task<TimeSpan> WaitAsync(BackupFolder folder, CancellationToken cancellationToken)
    {
        var period = TimeSpan.FromHours(options.EveryHours);
        var since = folder.Copies() is [var newest, ..]
            ? newest.MadeAt
            : (await store.Journal.ReadAllAsync(0, 1, cancellationToken))[0].At;
        var wait = since + period - time.GetUtcNow();
        return wait < SettlingWait ? SettlingWait : wait > period ? period : wait;
    }

    private async Task MakeAsync(string data, BackupFolder folder, CancellationToken cancellationToken)
    {
        PrivateFiles.MakeDirectory(folder.Path);
        var file = folder.FileOf(time.GetUtcNow());
        var written = await new BackupWriter(data, store, time).WriteAsync(
            new(file) { Output = false }, cancellationToken);
        if (written.IsRejected(out var refused)) throw new IOException(refused.Message);
        folder.Prune();
    }

    [LoggerMessage(LogLevel.Warning, "The daily copy could not be made: {Reason}")]
    private static partial void LogNotMade(ILogger log, string reason);
}
