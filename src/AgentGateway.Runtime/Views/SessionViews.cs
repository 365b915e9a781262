namespace AgentGateway.Runtime.Views;

/// <summary>A session, as every front end shows it, in the same JSON.</summary>
public sealed record SessionView
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>created, starting, running, stopping, completed, stopped, failed or orphaned.</summary>
    public required string State { get; init; }

    /// <summary>
    /// What its program is doing: working, idle, needs-approval, trust, question, auth-dead, quota-exhausted, error,
    /// exited or unknown.
    /// </summary>
    public required SessionStatusView Status { get; init; }

    public required string Command { get; init; }

    public required IReadOnlyList<string> Args { get; init; }

    public string? Workspace { get; init; }

    public required string Directory { get; init; }

    /// <summary>Names of what was given; never values.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    public required string Backend { get; init; }

    public required string Sandbox { get; init; }

    /// <summary>What can be promised about its isolation.</summary>
    public required PromiseView Promise { get; init; }

    public required int Columns { get; init; }

    public required int Rows { get; init; }

    public string? Title { get; init; }

    public string? Agent { get; init; }

    /// <summary>
    /// The agent that reports by hooks or has the terminal, such as <c>claude-code</c>; null without one.
    /// </summary>
    public string? Program { get; init; }

    public string? ThreadId { get; init; }

    public string? TaskId { get; init; }

    /// <summary>The leader of its processes while it runs.</summary>
    public int? Pid { get; init; }

    /// <summary>1 for the first start, one more with each restart.</summary>
    public required int Run { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public ExitView? Exit { get; init; }

    public FailureView? Failure { get; init; }

    /// <summary>The offset of the oldest byte that is still kept.</summary>
    public required long OutputStart { get; init; }

    /// <summary>One past the newest byte.</summary>
    public required long OutputEnd { get; init; }

    /// <summary>Where output is missing.</summary>
    public IReadOnlyList<GapView>? Gaps { get; init; }

    /// <summary>How many wait in its queue.</summary>
    public required int QueuedCommands { get; init; }

    public SessionLimitsView? Limits { get; init; }

    /// <summary>The session that it is a clone of.</summary>
    public string? ClonedFrom { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The name that the client gave itself that created it.</summary>
    public string? Client { get; init; }
}

/// <param name="Value">working, idle …</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="AgeSeconds">How old the evidence is that decided.</param>
/// <param name="Asked">What the program asks for, as it shows it.</param>
/// <param name="Reset">When a limit ends, as the program shows it.</param>
public sealed record SessionStatusView(
    string Value, double Confidence, double AgeSeconds, string? Reason, string? Asked = null, string? Reset = null);

public sealed record PromiseView(bool Held, string Statement);

/// <summary>Either a code or a signal; neither when it cannot be known.</summary>
/// <param name="Left">Processes that could not be ended.</param>
public sealed record ExitView(int? Code, int? Signal, string? Reason, IReadOnlyList<int>? Left);

public sealed record GapView(long Offset, string Reason);

public sealed record SessionLimitsView(double? TimeSeconds, long? OutputBytes, long? MemoryBytes);

/// <summary>The answer to creating: <c>session_id</c> beside the session.</summary>
public sealed record SessionEnvelope(string SessionId, SessionView Session);

/// <param name="Ended">How many were left out because they have ended; null where none was.</param>
/// <param name="Unknown">Terminals of our tmux server that the journal does not know.</param>
public sealed record SessionListView(
    IReadOnlyList<SessionRowView> Sessions,
    string? NextCursor,
    int? Ended = null,
    IReadOnlyList<UnknownTerminalView>? Unknown = null);

/// <summary>A session in a list; <see cref="SessionView"/> has all of it.</summary>
public sealed record SessionRowView
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>As in <see cref="SessionView.State"/>.</summary>
    public required string State { get; init; }

    /// <summary>As in <see cref="SessionStatusView.Value"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Program and arguments as one line, cut where that is long.</summary>
    public required string Command { get; init; }

    public string? Agent { get; init; }

    /// <summary>As in <see cref="SessionView.Program"/>.</summary>
    public string? Program { get; init; }

    public string? ThreadId { get; init; }

    public string? Workspace { get; init; }

    /// <summary>When its program ended, else when it started, else when the session was created.</summary>
    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ExitView? Exit { get; init; }
}

public sealed record UnknownTerminalView(string Name, int? Pid, int Columns, int Rows);

/// <summary>A session's screen, as every front end shows it.</summary>
public sealed record ScreenView
{
    public required string SessionId { get; init; }

    /// <summary>
    /// Exactly <see cref="Rows"/> lines (and the scrollback asked for), joined by a line feed, without trailing
    /// blanks. Absent where a client is sent it as a text of its own.
    /// </summary>
    public required string? Text { get; init; }

    public required int Columns { get; init; }

    public required int Rows { get; init; }

    public required CursorView Cursor { get; init; }

    public required bool Alternate { get; init; }

    public required string Title { get; init; }

    public IReadOnlyList<LinkView>? Links { get; init; }

    public required long Offset { get; init; }
}

/// <summary>From 0.</summary>
public sealed record CursorView(int X, int Y, bool Visible);

public sealed record LinkView(string Address, int Row, int FromColumn, int ToColumn);

/// <param name="Text">For the format text.</param>
/// <param name="Base64">For the format raw.</param>
/// <param name="Dropped">Bytes after the asked offset that are no longer kept.</param>
/// <param name="Ended">Nothing will follow.</param>
public sealed record OutputView(
    string SessionId, string? Text, string? Base64, long Offset, long NextOffset, long Dropped, bool Ended);

public sealed record OutputSearchView(IReadOnlyList<OutputHitView> Hits, string? NextCursor);

/// <summary>A line of output that was found, as every front end shows it.</summary>
public sealed record OutputHitView
{
    public required string SessionId { get; init; }

    public string? SessionName { get; init; }

    public string? Agent { get; init; }

    public required long Offset { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Stream { get; init; }

    public required string Severity { get; init; }

    public required string Text { get; init; }

    public required string Snippet { get; init; }
}

/// <summary>The receipt of input to a session, as every front end shows it.</summary>
public sealed record ReceiptView
{
    public required string SessionId { get; init; }

    public required long ReceiptId { get; init; }

    /// <summary>accepted, written, echoed, stuck or ended.</summary>
    public required string State { get; init; }

    public required int Bytes { get; init; }

    public required int Written { get; init; }

    /// <summary>Where the output stood when it was written: what it caused is after this.</summary>
    public required long FromOffset { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    public DateTimeOffset? WrittenAt { get; init; }

    public DateTimeOffset? EchoedAt { get; init; }

    /// <summary>
    /// Of what was not delivered: where its first byte stands in the text as UTF-8; null where all was delivered.
    /// </summary>
    public int? UndeliveredFrom { get; init; }
}

/// <summary>A command that was run, as every front end shows it.</summary>
public sealed record RunView
{
    /// <summary>Null when it did not end by itself.</summary>
    public int? ExitCode { get; init; }

    public int? Signal { get; init; }

    public required string Output { get; init; }

    /// <summary>What it printed as errors; null where they are part of <see cref="Output"/>.</summary>
    public string? Errors { get; init; }

    public required bool Truncated { get; init; }

    public required long DurationMs { get; init; }

    /// <summary>It was stopped because its time was over.</summary>
    public required bool TimedOut { get; init; }

    /// <summary>Where the whole output can be read.</summary>
    public required string SessionId { get; init; }

    public required long FromOffset { get; init; }

    public required long ToOffset { get; init; }

    public string? Reason { get; init; }

    /// <summary>What it could reach.</summary>
    public required string Sandbox { get; init; }

    /// <summary>
    /// What the sandbox refused and how to ask for it, or how to ask for more where the sandbox may be why it failed.
    /// </summary>
    public string? Advice { get; init; }
}

/// <param name="Reason">pattern, quiet, status, exit, timeout or ended.</param>
/// <param name="Match">The text that matched.</param>
public sealed record WaitOutcomeView(
    string SessionId,
    bool Matched,
    string Reason,
    string? Match,
    long Offset,
    SessionStatusView? Status,
    ExitView? Exit);

/// <param name="Evidence">Heaviest first.</param>
/// <param name="Text">The same in sentences.</param>
public sealed record ExplainView(
    string SessionId, SessionStatusView Status, IReadOnlyList<EvidenceView> Evidence, string Text);

/// <param name="Rule">The file and line of the rule that spoke, such as <c>claude.json:21</c>.</param>
public sealed record EvidenceView(
    string Source,
    string Status,
    string Reason,
    double Weight,
    DateTimeOffset At,
    double AgeSeconds,
    string? Rule = null);

public sealed record QueueView(string SessionId, IReadOnlyList<QueuedCommandView> Commands);

public sealed record QueuedCommandEnvelope(string SessionId, QueuedCommandView Command);

/// <summary>A command in a session's queue, as every front end shows it.</summary>
public sealed record QueuedCommandView
{
    public required string CommandId { get; init; }

    public required string Command { get; init; }

    public required string Priority { get; init; }

    public required IReadOnlyList<string> DependsOn { get; init; }

    public required string When { get; init; }

    /// <summary>
    /// waiting, running, succeeded, failed, skipped (its condition cannot come true any more), unknown (a crash hid
    /// its end) or cancelled.
    /// </summary>
    public required string State { get; init; }

    public int? ExitCode { get; init; }

    public string? Reason { get; init; }

    public long? FromOffset { get; init; }

    public long? ToOffset { get; init; }

    public long? DurationMs { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required string EnqueuedBy { get; init; }
}

/// <summary>What happened to a session, oldest first.</summary>
public sealed record SessionHistoryView(
    string SessionId, IReadOnlyList<SessionEventView> Events, IReadOnlyList<SnapshotView> Snapshots);

public sealed record SessionEventView(DateTimeOffset At, string Type, string By, string Text);

/// <summary>A session and, where they are asked for, what happened to it and its snapshots.</summary>
public sealed record SessionDetailView(
    string SessionId, SessionView Session, IReadOnlyList<SessionEventView>? Events =
        null, IReadOnlyList<SnapshotView>? Snapshots = null);

/// <summary>The session at a marked moment: its screen, its directory and what git says there.</summary>
public sealed record SnapshotView(
    DateTimeOffset At, string Reason, long Offset, string Screen, string? Directory, string? GitBranch,
        string? GitState);

public sealed record RemovedView(string Removed);

/// <summary>A session's output was written as a recording; the recording itself goes where the caller said.</summary>
/// <param name="Format">asciicast-v2.</param>
public sealed record SessionExportView(string SessionId, string Format);

/// <param name="Unowned">
/// Directories among the worktrees that belong to no workspace, such as a crash or a person may leave.
/// </param>
public sealed record WorkspaceListView(IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyList<string>? Unowned = null);

public sealed record WorkspaceEnvelope(WorkspaceView Workspace);

/// <summary>A workspace, as every front end shows it.</summary>
public sealed record WorkspaceView
{
    public required string Name { get; init; }

    /// <summary>creating, ready, failed, removing.</summary>
    public required string State { get; init; }

    /// <summary>directory or worktree.</summary>
    public required string Kind { get; init; }

    public required string Directory { get; init; }

    public string? Repository { get; init; }

    public string? Branch { get; init; }

    public string? Base { get; init; }

    /// <summary>The first and the last port that are its own.</summary>
    public required PortRangeView Ports { get; init; }

    /// <summary>Relative to the directory.</summary>
    public required IReadOnlyList<string> ContextFiles { get; init; }

    /// <summary>Whether everything in it is committed; null where git does not say.</summary>
    public bool? Clean { get; init; }

    /// <summary>Commits that its base has not.</summary>
    public int? Ahead { get; init; }

    public FailureView? Failure { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed record PortRangeView(int First, int Last);

/// <summary>The changes in a workspace, as every front end shows them.</summary>
public sealed record WorkspaceDiffView
{
    public required string Name { get; init; }

    public string? Base { get; init; }

    public string? Branch { get; init; }

    /// <summary>What differs from the base: committed, uncommitted and untracked.</summary>
    public required IReadOnlyList<ChangedFileView> Files { get; init; }

    public required int Added { get; init; }

    public required int Deleted { get; init; }

    /// <summary>
    /// Unified, paths relative to the workspace; cut where it is too long, which <see cref="Truncated"/> says.
    /// </summary>
    public required string Diff { get; init; }

    public required bool Truncated { get; init; }

    public string? Note { get; init; }
}

/// <param name="Change">added, modified, deleted, renamed or untracked.</param>
public sealed record ChangedFileView(string Path, string Change, int? Added, int? Deleted);
