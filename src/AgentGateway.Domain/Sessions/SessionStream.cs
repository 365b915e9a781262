namespace AgentGateway.Domain.Sessions;

/// <summary>What the journal and its checks know of sessions.</summary>
public static class SessionStream
{
    public static StreamKind<SessionMachine, TerminalSession, SessionCommand> Kind { get; } = new(
        () => SessionJson.Plain.TerminalSession,
        [
            EventKind.Of("session.created", () => SessionJson.Plain.SessionCreated),
            EventKind.Of("session.starting", () => SessionJson.Plain.SessionStarting),
            EventKind.Of("session.started", () => SessionJson.Plain.SessionStarted),
            EventKind.Of("session.adopted", () => SessionJson.Plain.SessionAdopted),
            EventKind.Of("session.gap_seen", () => SessionJson.Plain.SessionGapSeen),
            EventKind.Of("session.script_ended", () => SessionJson.Plain.SessionScriptEnded),
            EventKind.Of("session.exited", () => SessionJson.Plain.SessionExited),
            EventKind.Of("session.start_failed", () => SessionJson.Plain.SessionStartFailed),
            EventKind.Of("session.stop_requested", () => SessionJson.Plain.SessionStopRequested),
            EventKind.Of("session.lost", () => SessionJson.Plain.SessionLost),
            EventKind.Of("session.reaped", () => SessionJson.Plain.SessionReaped),
            EventKind.Of("session.ended", () => SessionJson.Plain.SessionEnded),
            EventKind.Of("session.restarted", () => SessionJson.Plain.SessionRestarted),
            EventKind.Of("session.resized", () => SessionJson.Plain.SessionResized),
            EventKind.Of("session.status_changed", () => SessionJson.Plain.SessionStatusChanged),
            EventKind.Of("session.snapshot_taken", () => SessionJson.Plain.SessionSnapshotTaken),
            EventKind.Of("session.announced", () => SessionJson.Plain.SessionAnnounced),
            EventKind.Of("session.removed", () => SessionJson.Plain.SessionRemoved),
            EventKind.Of("session.forgotten", () => SessionJson.Plain.SessionForgotten),
        ]);
}
