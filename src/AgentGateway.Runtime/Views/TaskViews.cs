namespace AgentGateway.Runtime.Views;

/// <summary>What every surface shows of a task, the same JSON on all of them.</summary>
/// <param name="Kind">turn, command or tool: what it runs.</param>
/// <param name="Status">queued, running, waiting, blocked, completed, failed or cancelled.</param>
/// <param name="WaitingFor">For the status waiting: dependency, approval, question or time.</param>
/// <param name="WaitingOn">The approval or the question that it waits for.</param>
/// <param name="Reason">Why it is blocked, failed or was cancelled; <c>interrupted</c> for a run that a crash left in doubt.</param>
/// <param name="Summary">The beginning of its prompt, its command, or its tool.</param>
/// <param name="Prompt">The whole of it, in <c>task_get</c> and in the answer to creating; so with command and arguments.</param>
/// <param name="OnFailure">What happens when a dependency does not complete: fail, skip or run.</param>
/// <param name="Attempt">1 for the first run; 0 before it.</param>
/// <param name="ThreadId">Where its start, waiting and end are seen.</param>
/// <param name="TurnId">The turn that carries it out.</param>
/// <param name="SessionId">The session that its command runs in.</param>
/// <param name="CommandId">The command in that session's queue.</param>
/// <param name="Result">What came of it: the answer, the output or the tool's result; a long one is cut in the middle.</param>
public sealed record TaskView(
    string Id,
    string Title,
    string Kind,
    string Status,
    string? WaitingFor,
    string? WaitingOn,
    FailureView? Reason,
    string Summary,
    string? Agent,
    string? Prompt,
    string? Command,
    string? Session,
    string? Directory,
    string? Tool,
    string? Arguments,
    string Priority,
    IReadOnlyList<TaskDependencyView> DependsOn,
    string OnFailure,
    int Retries,
    bool RetrySafe,
    int Attempt,
    DateTimeOffset? NotBefore,
    DateTimeOffset? Deadline,
    string? Workspace,
    string? ThreadId,
    string? TurnId,
    string? SessionId,
    string? CommandId,
    string? Parent,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Result,
    int? ExitCode);

/// <param name="Status">Null while it has not ended; then completed, failed or cancelled.</param>
public sealed record TaskDependencyView(string TaskId, string? Status);

/// <summary>The answer to creating and changing: <c>task_id</c> beside the task.</summary>
public sealed record TaskEnvelope(string TaskId, TaskView Task);

/// <summary>Newest first.</summary>
public sealed record TaskListView(IReadOnlyList<TaskView> Tasks, string? NextCursor);

/// <param name="Log">What happened to it, oldest first; of a long history the newest entries.</param>
/// <param name="Children">Ids of the tasks that belong to it.</param>
public sealed record TaskDetailView(string TaskId, TaskView Task, IReadOnlyList<TaskLogView> Log, IReadOnlyList<string> Children);

/// <param name="Event">created, queued, started, waiting, resumed, attempt_failed, interrupted, completed, failed, cancelled …</param>
public sealed record TaskLogView(DateTimeOffset At, string Event, string By, string Text);

/// <param name="Done">What was waited for has come: any or all of them ended, or cannot go on without a person.</param>
/// <param name="TaskId">The one that was asked for, where it was one.</param>
public sealed record TaskWaitView(bool Done, IReadOnlyList<TaskView> Tasks, string? TaskId = null, TaskView? Task = null)
{
    /// <summary>The approvals and questions that hold up what was waited for; none where something else has come already.</summary>
    /// <param name="any">Whether any of the tasks was waited for rather than all.</param>
    public IReadOnlyList<string> Asks(bool any) => !Done || (any && Tasks.Any(task => task.WaitingOn is null && task.Status is not ("queued" or "running" or "waiting")))
        ? []
        : [.. Tasks.Select(task => task.WaitingOn).OfType<string>()];
}
