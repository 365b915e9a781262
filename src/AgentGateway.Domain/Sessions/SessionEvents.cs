using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Sessions;

/// <summary>A session was created; its program starts next.</summary>
public sealed record SessionCreated(
    string? Name, SessionSpec Spec, string? Agent, ThreadId? Thread, TaskId? Task, SessionId? ClonedFrom,
        string CreatedBy)
        : DomainEvent
{
    /// <inheritdoc cref="TerminalSession.JudgedAs"/>
    public string? JudgedAs { get; init; }
}

/// <summary>A program is about to be started; from here on a crash leaves its start in doubt.</summary>
public sealed record SessionStarting(int Run, SessionPhase Phase) : DomainEvent;

/// <summary>It runs. <paramref name="Offset"/> is where its output begins.</summary>
public sealed record SessionStarted(int Run, SessionPhase Phase, SessionChild Child, long Offset) : DomainEvent;

/// <summary>A terminal that outlived its daemon was taken over; what it printed meanwhile is missing.</summary>
public sealed record SessionAdopted(int Run, SessionPhase Phase, SessionChild Child, SessionGap Gap) : DomainEvent;

/// <summary>Output was lost while a daemon was there.</summary>
public sealed record SessionGapSeen(SessionGap Gap) : DomainEvent;

/// <summary>
/// A script before or after the program ended. <paramref name="Failure"/>: why the program is not started.
/// </summary>
/// <param name="Next">What follows in the terminal; null when nothing does.</param>
public sealed record SessionScriptEnded(
    int Run, SessionPhase Phase, SessionExit Exit, SessionPhase? Next, Failure? Failure) : DomainEvent;

/// <summary>The program ended.</summary>
public sealed record SessionExited(int Run, SessionExit Exit, SessionPhase? Next) : DomainEvent;

/// <summary>The program could not be started.</summary>
public sealed record SessionStartFailed(int Run, SessionPhase Phase, Failure Failure, SessionPhase? Next) : DomainEvent;

/// <summary>An end was asked for. <paramref name="Failure"/>: by a limit that was met.</summary>
public sealed record SessionStopRequested(
    string By, bool Force, bool Restart, bool Remove, Failure? Failure) : DomainEvent;

/// <summary>
/// The terminal is gone, and how its program ended is unknown. Processes that it may have left are ended next.
/// </summary>
public sealed record SessionLost(int Run, SessionPhase Phase, Failure Failure) : DomainEvent;

/// <summary>The processes that a lost run left were ended, except for <paramref name="Left"/>.</summary>
public sealed record SessionReaped(IReadOnlyList<int> Left, SessionPhase? Next) : DomainEvent;

/// <summary>Nothing runs in it any more.</summary>
public sealed record SessionEnded(int Run, SessionLifecycle Outcome) : DomainEvent;

/// <summary>The session was restarted: the same program starts again.</summary>
public sealed record SessionRestarted(int Run) : DomainEvent;

public sealed record SessionResized(int Columns, int Rows) : DomainEvent;

/// <summary>The status of the program changed, and the change lasted or needs a person.</summary>
public sealed record SessionStatusChanged(string Status, string Reason) : DomainEvent;

/// <summary>The session at a marked moment.</summary>
/// <param name="Screen">Its text, redacted, at most 16 KiB.</param>
/// <param name="Directory">Where its foreground program works.</param>
public sealed record SessionSnapshotTaken(
    string Reason, long Offset, string Screen, string? Directory, string? GitBranch, string? GitState) : DomainEvent;

/// <summary>The notice was posted to the thread.</summary>
public sealed record SessionAnnounced(string Key) : DomainEvent;

/// <summary>
/// The session was removed: it is no longer listed, its name is free, and its files are deleted next.
/// </summary>
public sealed record SessionRemoved(string By) : DomainEvent;

/// <summary>Its files are deleted.</summary>
public sealed record SessionForgotten : DomainEvent;
