using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tasks;

/// <summary>A command for a task. <c>TaskDispatcher</c> fills in stamp, rules and sender.</summary>
public abstract record TaskCommand
{
    /// <summary>Time and entropy.</summary>
    public Stamp Stamp { get; init; }

    /// <summary>The sender: a principal's name, an agent's id, or <c>daemon</c>.</summary>
    public string By { get; init; } = "daemon";

    public TaskRules Rules { get; init; } = TaskRules.Default;
}

/// <summary>A command about one run, refused when another claim has been made since.</summary>
/// <param name="Epoch">The number of the run's claim.</param>
public abstract record TaskRunCommand(long Epoch) : TaskCommand;

/// <summary>Opens a task. Repeating it changes nothing.</summary>
public sealed record OpenTask(
    TaskId Id,
    string Title,
    TaskWork Work,
    AgentId? Agent,
    ThreadId? Thread,
    string? Workspace,
    TaskId? Parent,
    TaskPriority Priority) : TaskCommand
{
    /// <summary>Tasks that exist.</summary>
    public IReadOnlyList<TaskId> DependsOn { get; init; } = [];

    public FailurePolicy OnFailure { get; init; }

    public int Retries { get; init; }

    public bool RetrySafe { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    /// <inheritdoc cref="AgentTask.ByPerson"/>
    public bool ByPerson { get; init; }

    /// <inheritdoc cref="AgentTask.Client"/>
    public string? Client { get; init; }

    /// <inheritdoc cref="AgentTask.Speaker"/>
    public Speaker? Speaker { get; init; }

    /// <inheritdoc cref="AgentTask.WorksFor"/>
    public DelegatedFor? WorksFor { get; init; }
}

/// <summary>
/// Null leaves a property as it is. The sender, which sees all tasks, makes sure that the dependencies make no circle.
/// </summary>
/// <param name="NotBefore">The earliest value: at once.</param>
/// <param name="Deadline">The latest value: none.</param>
public sealed record ChangeTask(
    string? Title,
    TaskPriority? Priority,
    IReadOnlyList<TaskId>? DependsOn,
    FailurePolicy? OnFailure,
    int? Retries,
    DateTimeOffset? NotBefore,
    DateTimeOffset? Deadline) : TaskCommand;

/// <summary>A task that it depends on has ended. Repeating it changes nothing.</summary>
public sealed record SettleDependency(TaskId Task, TaskPhase Ended) : TaskCommand;

/// <summary>The time that it waited for has come.</summary>
/// <param name="Key">Of the waiting.</param>
public sealed record ComeDue(string Key) : TaskCommand;

/// <summary>The sender runs it from here on, if it is queued.</summary>
public sealed record ClaimTask(string Owner) : TaskCommand;

/// <summary>The sender takes over a run that another process began and that can be followed.</summary>
public sealed record AdoptRun(long Epoch, string Owner) : TaskRunCommand(Epoch);

/// <summary>Records what carries the run out: a turn or a queued command.</summary>
public sealed record LinkRun(long Epoch, TaskLink Link) : TaskRunCommand(Epoch);

/// <summary>The run waits for a person, and its lane is free.</summary>
/// <param name="On">The approval or question.</param>
/// <param name="Held">It goes on by itself afterwards.</param>
public sealed record AwaitPerson(long Epoch, TaskWaitKind For, PersonRequestId? On, bool Held) : TaskRunCommand(Epoch);

/// <summary>A run that was held goes on.</summary>
public sealed record ResumeRun(long Epoch) : TaskRunCommand(Epoch);

/// <summary>
/// The approval or question of a run that was not held has ended, however it did. Repeating it changes nothing.
/// </summary>
public sealed record ReleaseTask(PersonRequestId On) : TaskCommand;

public sealed record CompleteRun(long Epoch, string Result, int? ExitCode) : TaskRunCommand(Epoch);

/// <param name="Final">Trying again would make no difference.</param>
public sealed record FailRun(
    long Epoch, Failure Failure, string? Result, int? ExitCode, bool Final) : TaskRunCommand(Epoch);

/// <summary>The turn or command that carried the run out was cancelled.</summary>
public sealed record RunCancelled(long Epoch, string Reason) : TaskRunCommand(Epoch);

/// <summary>The outcome of the run is unknown.</summary>
/// <param name="Repeatable">Its work may be done twice.</param>
public sealed record LoseRun(long Epoch, bool Repeatable) : TaskRunCommand(Epoch);

public sealed record CancelTask(string? Reason) : TaskCommand;

/// <summary>Runs a task again that failed, was cancelled or is blocked.</summary>
public sealed record RetryTask : TaskCommand;

/// <summary>Its time is over. Does nothing when it has ended, or was given another deadline meanwhile.</summary>
public sealed record ExpireTask(DateTimeOffset Deadline) : TaskCommand;

/// <summary>The work that the ended task had left running was stopped.</summary>
public sealed record ConfirmStopped(string Key) : TaskCommand;

public sealed record ConfirmChildrenCancelled(string Key) : TaskCommand;

public sealed record ConfirmNotice(string Key) : TaskCommand;

/// <summary>
/// Deletes the task with its thread: its texts are erased as a pending effect. Changes nothing before all that it runs
/// has ended, and nothing the second time.
/// </summary>
public sealed record DeleteTask : TaskCommand;

/// <summary>The texts of the deleted task are erased.</summary>
public sealed record ConfirmTaskErased : TaskCommand;
