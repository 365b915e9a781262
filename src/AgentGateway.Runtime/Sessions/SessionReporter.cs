using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Reports what happens in live sessions: to their machines, to those who follow changes, and as snapshots. No report
/// delays the output, and one that fails is logged.
/// </summary>
internal sealed class SessionReporter(
    SessionDispatcher dispatcher, SessionChangeFeed changes, SnapshotTaker snapshots, ILogger<LiveSession> log)
{
    /// <summary>The screen and the output changed.</summary>
    public void Printed(SessionId session) => changes.Printed(session);

    /// <summary>What lists show of the session changed.</summary>
    public void Listed(SessionId session) => changes.Listed(session);

    /// <summary>Sends a command to the session's machine.</summary>
    public void Send(SessionId session, SessionCommand command) => _ = Task.Run(
        async () => await TrySendAsync(session, command));

    /// <summary>Records a status, and the screen with it where the status needs a person.</summary>
    public void Status(LiveSession live, NoteStatus status, bool withSnapshot) =>
        _ = StatusAsync(live, status, withSnapshot);

    /// <summary>Takes a snapshot, which waits for git but not for the caller. A brief session has none.</summary>
    public void Snapshot(LiveSession live, string reason)
    {
        if (!live.IsBrief) _ = SnapshotAsync(live, reason);
    }

    private async Task TrySendAsync(SessionId session, SessionCommand command)
    {
        try
        {
            await dispatcher.TellAsync(session, command, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LiveLog.NotNoted(log, failure, session);
        }
    }

    private async Task StatusAsync(LiveSession live, NoteStatus status, bool withSnapshot)
    {
        try
        {
            await dispatcher.TellAsync(live.Id, status, CancellationToken.None);
            if (withSnapshot) await snapshots.TakeAsync(live, status.Status, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // The journal may be closed already. A status is not durable state, so a line in the log is enough.
            LiveLog.NotNoted(log, failure, live.Id);
        }
    }

    private async Task SnapshotAsync(LiveSession live, string reason)
    {
        try
        {
            await snapshots.TakeAsync(live, reason, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LiveLog.NoSnapshot(log, failure, live.Id);
        }
    }
}
