using AgentGateway.Domain.Sessions;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Indexes after the start what sessions that have ended printed last, where the daemon stopped before it was indexed.
/// The index tells of each session how far it came. A session that is live indexes its own output.
/// </summary>
internal sealed class UnindexedOutput(
    SessionRegistry registry,
    LiveSessions lives,
    SessionPaths paths,
    OutputRecording recording,
    RecordedOutputs outputs,
    ILogger<UnindexedOutput> log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Begins, once all secrets that must not be indexed are known.</summary>
    public void Begin() => _running = recording.Schedulers.Indexing.RunAsync(() => RunAsync(_ending.Token));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var session in registry.All.Where(session => session.HasEnded).ToList())
        {
            if (cancellationToken.IsCancellationRequested) return;
            try
            {
                await IndexAsync(session, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The output of the others is indexed all the same.
                LiveLog.NotIndexed(log, failure, session.Id);
            }

            // Sessions that run use the same thread for what they print now.
            await Task.Yield();
        }
    }

    private async Task IndexAsync(TerminalSession session, CancellationToken cancellationToken)
    {
        if (lives.Find(session.Id) is not null || !new SessionFolder(paths, session.Id).HasOutput) return;
        using var recorded = outputs.Open(session);
        if (recorded.Ring is not { } ring
            || await recording.Index.IndexedToAsync(session.Id, cancellationToken) >= ring.End)
            return;
        using var timeline = outputs.OpenTimeline(session);
        await new OutputIndexer(
            session, ring, timeline, new(recorded.Secrets), recording.Index,
            new(recording.Schedulers.Echo, session.Id, recording.Time), recording.Time, log)
            .RunAsync(cancellationToken);
    }
}
