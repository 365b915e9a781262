namespace AgentGateway.Runtime.Views;

/// <summary>What every surface shows of a session, the same JSON on all of them.</summary>
/// <param name="State">created, starting, running, stopping, completed, stopped, failed or orphaned.</param>
/// <param name="Status">What its program is doing: working, idle, needs-approval, question, auth-dead, quota-exhausted, exited or unknown.</param>
/// <param name="Environment">Names of what was given; never values.</param>
/// <param name="Promise">What can be promised about its isolation.</param>
/// <param name="Pid">The leader of its processes while it runs.</param>
/// <param name="Run">1 for the first start, one more with each restart.</param>
/// <param name="OutputStart">The offset of the oldest byte that is still kept.</param>
/// <param name="OutputEnd">One past the newest byte.</param>
/// <param name="Gaps">Where output is missing.</param>
/// <param name="QueuedCommands">How many wait in its queue.</param>
/// <param name="ClonedFrom">The session that it is a clone of.</param>
public sealed record SessionView(
    string Id,
    string? Name,
    string State,
    SessionStatusView Status,
    string Command,
    IReadOnlyList<string> Args,
    string? Workspace,
    string Directory,
    IReadOnlyList<string> Environment,
    string Backend,
    string Sandbox,
    PromiseView Promise,
    int Columns,
    int Rows,
    string? Title,
    string? Agent,
    string? ThreadId,
    string? TaskId,
    int? Pid,
    int Run,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    ExitView? Exit,
    FailureView? Failure,
    long OutputStart,
    long OutputEnd,
    IReadOnlyList<GapView>? Gaps,
    int QueuedCommands,
    SessionLimitsView? Limits,
    string? ClonedFrom,
    string CreatedBy);

/// <param name="Value">working, idle …</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="AgeSeconds">How old the evidence is that decided.</param>
public sealed record SessionStatusView(string Value, double Confidence, double AgeSeconds, string? Reason);

public sealed record PromiseView(bool Held, string Statement);

/// <summary>Either a code or a signal; neither when it cannot be known.</summary>
/// <param name="Left">Processes that could not be ended.</param>
public sealed record ExitView(int? Code, int? Signal, string? Reason, IReadOnlyList<int>? Left);

public sealed record GapView(long Offset, string Reason);

public sealed record SessionLimitsView(double? TimeSeconds, long? OutputBytes, long? MemoryBytes);

/// <summary>The answer to creating: <c>session_id</c> beside the session.</summary>
public sealed record SessionEnvelope(string SessionId, SessionView Session);

/// <param name="Unknown">Terminals of our tmux server that the journal does not know.</param>
public sealed record SessionListView(IReadOnlyList<SessionView> Sessions, IReadOnlyList<UnknownTerminalView>? Unknown = null);

public sealed record UnknownTerminalView(string Name, int? Pid, int Columns, int Rows);

/// <param name="Text">Exactly <paramref name="Rows"/> lines (and the scrollback asked for), joined by a line feed, without trailing blanks.</param>
public sealed record ScreenView(
    string SessionId, string Text, int Columns, int Rows, CursorView Cursor, bool Alternate, string Title, IReadOnlyList<LinkView>? Links, long Offset);

/// <summary>From 0.</summary>
public sealed record CursorView(int X, int Y, bool Visible);

public sealed record LinkView(string Address, int Row, int FromColumn, int ToColumn);

/// <param name="Text">For the format text.</param>
/// <param name="Base64">For the format raw.</param>
/// <param name="Dropped">Bytes after the asked offset that are no longer kept.</param>
/// <param name="Ended">Nothing will follow.</param>
public sealed record OutputView(string SessionId, string? Text, string? Base64, long Offset, long NextOffset, long Dropped, bool Ended);

public sealed record OutputSearchView(IReadOnlyList<OutputHitView> Hits);

public sealed record OutputHitView(
    string SessionId, string? SessionName, string? Agent, long Offset, DateTimeOffset At, string Stream, string Severity, string Text, string Snippet);

/// <param name="State">accepted, written, echoed, stuck or ended.</param>
/// <param name="FromOffset">Where the output stood when it was written: what it caused is after this.</param>
public sealed record ReceiptView(
    string SessionId,
    long ReceiptId,
    string State,
    int Bytes,
    int Written,
    long FromOffset,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? WrittenAt,
    DateTimeOffset? EchoedAt);

/// <param name="ExitCode">Null when it did not end by itself.</param>
/// <param name="TimedOut">It was stopped because its time was over.</param>
/// <param name="SessionId">Where the whole output can be read.</param>
/// <param name="Reason">Why there is no exit code, where it is not that the time was over: interrupted, session_ended …</param>
public sealed record RunView(
    int? ExitCode,
    int? Signal,
    string Output,
    bool Truncated,
    long DurationMs,
    bool TimedOut,
    string SessionId,
    long FromOffset,
    long ToOffset,
    string? Reason = null);

/// <param name="Reason">pattern, quiet, status, exit, timeout or ended.</param>
/// <param name="Match">The text that matched.</param>
public sealed record WaitOutcomeView(string SessionId, bool Matched, string Reason, string? Match, long Offset, SessionStatusView? Status, ExitView? Exit);

/// <param name="Evidence">Heaviest first.</param>
/// <param name="Text">The same in sentences.</param>
public sealed record ExplainView(string SessionId, SessionStatusView Status, IReadOnlyList<EvidenceView> Evidence, string Text);

public sealed record EvidenceView(string Source, string Status, string Reason, double Weight, DateTimeOffset At, double AgeSeconds);

public sealed record QueueView(string SessionId, IReadOnlyList<QueuedCommandView> Commands);

public sealed record QueuedCommandEnvelope(string SessionId, QueuedCommandView Command);

/// <param name="State">waiting, running, succeeded, failed, skipped (its condition cannot come true any more), unknown (a crash hid its end) or cancelled.</param>
public sealed record QueuedCommandView(
    string CommandId,
    string Command,
    string Priority,
    IReadOnlyList<string> DependsOn,
    string When,
    string State,
    int? ExitCode,
    string? Reason,
    long? FromOffset,
    long? ToOffset,
    long? DurationMs,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string EnqueuedBy);

/// <summary>What happened to a session, oldest first.</summary>
public sealed record SessionHistoryView(string SessionId, IReadOnlyList<SessionEventView> Events, IReadOnlyList<SnapshotView> Snapshots);

public sealed record SessionEventView(DateTimeOffset At, string Type, string By, string Text);

/// <summary>A session and, where they are asked for, what happened to it and its snapshots.</summary>
public sealed record SessionDetailView(
    string SessionId, SessionView Session, IReadOnlyList<SessionEventView>? Events = null, IReadOnlyList<SnapshotView>? Snapshots = null);

/// <summary>The session at a marked moment: its screen, its directory and what git says there.</summary>
public sealed record SnapshotView(
    DateTimeOffset At, string Reason, long Offset, string Screen, string? Directory, string? GitBranch, string? GitState);

public sealed record RemovedView(string Removed);

/// <param name="Unowned">Directories among the worktrees that belong to no workspace, such as a crash or a person may leave.</param>
public sealed record WorkspaceListView(IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyList<string>? Unowned = null);

public sealed record WorkspaceEnvelope(WorkspaceView Workspace);

/// <param name="State">creating, ready, failed, removing.</param>
/// <param name="Kind">directory or worktree.</param>
/// <param name="Ports">The first and the last port that are its own.</param>
/// <param name="ContextFiles">Relative to the directory.</param>
/// <param name="Clean">Whether everything in it is committed; null where git does not say.</param>
/// <param name="Ahead">Commits that its base has not.</param>
public sealed record WorkspaceView(
    string Name,
    string State,
    string Kind,
    string Directory,
    string? Repository,
    string? Branch,
    string? Base,
    PortRangeView Ports,
    IReadOnlyList<string> ContextFiles,
    bool? Clean,
    int? Ahead,
    FailureView? Failure,
    string CreatedBy,
    DateTimeOffset CreatedAt);

public sealed record PortRangeView(int First, int Last);

/// <param name="Files">What differs from the base: committed, uncommitted and untracked.</param>
/// <param name="Diff">Unified, paths relative to the workspace; cut where it is too long, which <paramref name="Truncated"/> says.</param>
/// <param name="Note">Why there is nothing to show, where that is so.</param>
public sealed record WorkspaceDiffView(
    string Name, string? Base, string? Branch, IReadOnlyList<ChangedFileView> Files, int Added, int Deleted, string Diff, bool Truncated, string? Note = null);

/// <param name="Change">added, modified, deleted, renamed or untracked.</param>
public sealed record ChangedFileView(string Path, string Change, int? Added, int? Deleted);
