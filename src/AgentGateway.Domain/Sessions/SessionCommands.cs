using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Sessions;

/// <summary>
/// A command for a session. A report of what happened names its run and phase, and changes nothing when another one is
/// active.
/// </summary>
public abstract record SessionCommand;

public sealed record OpenSession(
    string? Name, SessionSpec Spec, string? Agent, ThreadId? Thread, TaskId? Task, SessionId? ClonedFrom, string By)
        : SessionCommand
{
    /// <inheritdoc cref="TerminalSession.JudgedAs"/>
    public string? JudgedAs { get; init; }
}

/// <summary>From now on the start is in doubt. Refused as <c>session_changed</c> when it is not due any more.</summary>
public sealed record BeginPhase(int Run, SessionPhase Phase) : SessionCommand;

public sealed record ConfirmStart(int Run, SessionPhase Phase, SessionChild Child, long Offset) : SessionCommand;

public sealed record FailStart(int Run, SessionPhase Phase, Failure Failure) : SessionCommand;

public sealed record AdoptPhase(int Run, SessionPhase Phase, SessionChild Child, SessionGap Gap) : SessionCommand;

public sealed record EndPhase(int Run, SessionPhase Phase, SessionExit Exit) : SessionCommand;

public sealed record LosePhase(int Run, SessionPhase Phase, Failure Failure) : SessionCommand;

/// <summary>
/// The journal was brought here from another place. What the run has begun runs there, if at all: it is lost here, and
/// nothing of it is ended, cleaned up or started again.
/// </summary>
public sealed record LoseElsewhere(Failure Failure) : SessionCommand;

public sealed record NoteGap(SessionGap Gap) : SessionCommand;

/// <param name="Left">Processes that could not be ended.</param>
public sealed record ConfirmReap(string Key, IReadOnlyList<int> Left) : SessionCommand;

public sealed record StopSession(string By, bool Force) : SessionCommand;

/// <summary>A limit was met: the run is stopped and has failed.</summary>
public sealed record StopForLimit(int Run, SessionPhase Phase, Failure Failure) : SessionCommand;

public sealed record RestartSession(string By) : SessionCommand;

public sealed record RemoveSession(string By) : SessionCommand;

public sealed record ResizeSession(int Columns, int Rows) : SessionCommand;

public sealed record NoteStatus(int Run, string Status, string Reason) : SessionCommand;

public sealed record NoteSnapshot(
    string Reason, long Offset, string Screen, string? Directory, string? GitBranch, string? GitState) : SessionCommand;

public sealed record ConfirmNotice(string Key) : SessionCommand;

public sealed record ConfirmForgotten : SessionCommand;
