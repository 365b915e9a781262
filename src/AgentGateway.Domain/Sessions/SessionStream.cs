namespace AgentGateway.Domain.Sessions;

/// <summary>What the journal and its checks know of sessions.</summary>
public static class SessionStream
{
    public static StreamKind<SessionMachine, TerminalSession, SessionCommand> Kind { get; } = new(
        SessionJson.Plain.TerminalSession,
        [
            new("session.created", SessionJson.Plain.SessionCreated),
            new("session.starting", SessionJson.Plain.SessionStarting),
            new("session.started", SessionJson.Plain.SessionStarted),
            new("session.adopted", SessionJson.Plain.SessionAdopted),
            new("session.gap_seen", SessionJson.Plain.SessionGapSeen),
            new("session.script_ended", SessionJson.Plain.SessionScriptEnded),
            new("session.exited", SessionJson.Plain.SessionExited),
            new("session.start_failed", SessionJson.Plain.SessionStartFailed),
            new("session.stop_requested", SessionJson.Plain.SessionStopRequested),
            new("session.lost", SessionJson.Plain.SessionLost),
            new("session.reaped", SessionJson.Plain.SessionReaped),
            new("session.ended", SessionJson.Plain.SessionEnded),
            new("session.restarted", SessionJson.Plain.SessionRestarted),
            new("session.resized", SessionJson.Plain.SessionResized),
            new("session.status_changed", SessionJson.Plain.SessionStatusChanged),
            new("session.snapshot_taken", SessionJson.Plain.SessionSnapshotTaken),
            new("session.announced", SessionJson.Plain.SessionAnnounced),
            new("session.removed", SessionJson.Plain.SessionRemoved),
            new("session.forgotten", SessionJson.Plain.SessionForgotten),
        ]);
}
