using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Views;

/// <summary>A task, as every front end shows it, in the same JSON.</summary>
public sealed record TaskView
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>turn, command or tool: what it runs.</summary>
    public required string Kind { get; init; }

    /// <summary>queued, running, waiting, blocked, completed, failed or cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>For the status waiting: dependency, approval, question or time.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>The approval or the question that it waits for.</summary>
    public string? WaitingOn { get; init; }

    /// <summary>
    /// Why it is blocked, failed or was cancelled; <c>interrupted</c> for a run that a crash left in doubt.
    /// </summary>
    public FailureView? Reason { get; init; }

    /// <summary>The beginning of its prompt, its command, or its tool.</summary>
    public required string Summary { get; init; }

    public string? Agent { get; init; }

    /// <summary>
    /// Of a command, in <c>task_get</c>: what was known before it started, as reuse or refresh with the piece of knowledge
    /// and the reason. Null where nothing was.
    /// </summary>
    public string? Preflight { get; init; }

    /// <summary>
    /// The whole of it, in <c>task_get</c> and in the answer to creating; so with command and arguments.
    /// </summary>
    public string? Prompt { get; init; }

    public string? Command { get; init; }

    public string? Session { get; init; }

    public string? Directory { get; init; }

    public string? Tool { get; init; }

    public string? Arguments { get; init; }

    public required string Priority { get; init; }

    public required IReadOnlyList<TaskDependencyView> DependsOn { get; init; }

    /// <summary>What happens when a dependency does not complete: fail, skip or run.</summary>
    public required string OnFailure { get; init; }

    public required int Retries { get; init; }

    public required bool RetrySafe { get; init; }

    /// <summary>1 for the first run; 0 before it.</summary>
    public required int Attempt { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public string? Workspace { get; init; }

    /// <summary>Where its start, waiting and end are seen.</summary>
    public string? ThreadId { get; init; }

    /// <summary>The turn that carries it out.</summary>
    public string? TurnId { get; init; }

    /// <summary>The session that its command runs in.</summary>
    public string? SessionId { get; init; }

    /// <summary>The command in that session's queue.</summary>
    public string? CommandId { get; init; }

    public string? Parent { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The name that the client gave itself that created it.</summary>
    public string? Client { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// The agent's answer, the command's output or the tool's result; a long one is cut in the middle.
    /// </summary>
    public string? Result { get; init; }

    public int? ExitCode { get; init; }
}

/// <param name="Status">Null while it has not ended; then completed, failed or cancelled.</param>
public sealed record TaskDependencyView(string TaskId, string? Status);

/// <summary>The answer to creating and changing: <c>task_id</c> beside the task.</summary>
public sealed record TaskEnvelope(string TaskId, TaskView Task);

/// <summary>Newest first.</summary>
public sealed record TaskListView(IReadOnlyList<TaskView> Tasks, string? NextCursor);

/// <param name="Log">What happened to it, oldest first; of a long history the newest entries.</param>
/// <param name="Children">Ids of the tasks that belong to it.</param>
public sealed record TaskDetailView(
    string TaskId, TaskView Task, IReadOnlyList<TaskLogView> Log, IReadOnlyList<string> Children);

/// <param name="Event">
/// created, queued, started, waiting, resumed, attempt_failed, interrupted, completed, failed, cancelled …
/// </param>
public sealed record TaskLogView(DateTimeOffset At, string Event, string By, string Text);

/// <param name="Done">What was waited for has come: any or all of them ended, or cannot go on without a person.</param>
/// <param name="TaskId">The task's id, where the caller asked for a single task.</param>
public sealed record TaskWaitView(
    bool Done, IReadOnlyList<TaskView> Tasks, string? TaskId = null, TaskView? Task = null)
{
    /// <summary>
    /// The approvals and questions that hold up what was waited for; none where something else has come already.
    /// </summary>
    /// <param name="any">Whether any of the tasks was waited for rather than all.</param>
    public IReadOnlyList<PersonRequestId> Requests(bool any) =>
        !Done
            || (any
                && Tasks.Any(task => task.WaitingOn is null && task.Status is not ("queued" or "running" or "waiting")))
        ? []
        : [.. Tasks.Select(task => task.WaitingOn).OfType<string>().Select(PersonRequestId.Of)];
}
