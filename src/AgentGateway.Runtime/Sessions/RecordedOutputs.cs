using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Opens the recorded output of sessions, of those that run and of those that have ended.</summary>
internal sealed class RecordedOutputs(
    SessionPaths paths, SessionOptions options, LiveSessions lives, SessionRedaction redaction)
{
    /// <summary>Never fails: damaged output counts as none.</summary>
    public RecordedOutput Open(TerminalSession session)
    {
        var secrets = redaction.Of(session);
        // The run may end at any moment. A ring that is held stays open; one that is gone already is on the disk.
        if (lives.Find(session.Id) is { } live && live.Ring.Hold() is { } hold) return new(live.Ring, secrets, null, hold);
        var folder = new SessionFolder(paths, session.Id);
        if (!folder.HasOutput) return new(null, secrets, folder);
        try
        {
            var ring = folder.OpenRing(options.RingBytes);
            ring.Complete();
            return new(ring, secrets, folder);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new(null, secrets, folder);
        }
    }

    /// <param name="read">Gets the output without secrets; null when the session has printed nothing yet.</param>
    /// <param name="isRevealed">Gives it as it was printed: only for the person at the local command line.</param>
    public T Read<T>(TerminalSession session, Func<IOutputReader?, T> read, bool isRevealed = false)
    {
        using var recorded = Open(session);
        return read(isRevealed ? recorded.Ring : recorded.Output);
    }

    /// <summary>When the output came.</summary>
    public OutputTimeline OpenTimeline(TerminalSession session) => new SessionFolder(paths, session.Id).OpenTimeline();
}
