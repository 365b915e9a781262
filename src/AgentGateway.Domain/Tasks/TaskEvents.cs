using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tasks;

/// <summary>A task was asked for. Without dependencies it is queued from here on.</summary>
public sealed record TaskOpened(
    string Title,
    TaskWork Work,
    AgentId? Agent,
    ThreadId? Thread,
    string? Workspace,
    TaskId? Parent,
    TaskPriority Priority,
    IReadOnlyList<TaskId> DependsOn) : DomainEvent
{
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

/// <summary>Null: as before. With dependencies it waits for those of them that have not ended.</summary>
/// <param name="AtOnce">There is no earliest start any more.</param>
public sealed record TaskChanged(
    string? Title,
    TaskPriority? Priority,
    IReadOnlyList<TaskId>? DependsOn,
    FailurePolicy? OnFailure,
    int? Retries,
    DateTimeOffset? NotBefore,
    DateTimeOffset? Deadline,
    bool AtOnce = false) : DomainEvent
{
    /// <summary>There is no deadline any more.</summary>
    public bool NoDeadline { get; init; }
}

/// <summary>A task that it depends on has ended.</summary>
public sealed record DependencySettled(TaskId Task, TaskPhase Ended) : DomainEvent;

/// <summary>It may run, as soon as a lane is free.</summary>
/// <param name="Continues">The run that had begun goes on, as the same attempt.</param>
public sealed record TaskQueued(bool Continues = false) : DomainEvent;

/// <summary>It may run from then on.</summary>
public sealed record TaskPostponed(DateTimeOffset Until) : DomainEvent;

/// <summary>
/// A run begins. From here on a crash leaves it in doubt, unless what carries it out can be followed.
/// </summary>
public sealed record TaskClaimed(int Attempt, long Epoch, string Owner) : DomainEvent;

/// <summary>Another process follows the run.</summary>
public sealed record TaskAdopted(long Epoch, string Owner) : DomainEvent;

public sealed record TaskLinked(long Epoch, TaskLink Link) : DomainEvent;

public sealed record TaskAwaiting(long Epoch, TaskWaitKind For, PersonRequestId? On, bool Held) : DomainEvent;

public sealed record TaskResumed(long Epoch) : DomainEvent;

/// <summary>What the run is about to wait for has ended already.</summary>
public sealed record TaskReleased(PersonRequestId On) : DomainEvent;

/// <summary>A run failed, and another follows.</summary>
public sealed record TaskAttemptFailed(
    long Epoch, Failure Failure, DateTimeOffset RetryAt, string? Result = null, int? ExitCode = null) : DomainEvent;

/// <summary>
/// A crash left the run in doubt. <paramref name="Repeated"/>: it may be repeated, and is; otherwise a person has to
/// decide.
/// </summary>
public sealed record TaskInterrupted(long Epoch, bool Repeated) : DomainEvent;

/// <param name="Result">What came of it, cut in the middle where it is long.</param>
public sealed record TaskCompleted(long Epoch, string Result, int? ExitCode) : DomainEvent;

public sealed record TaskFailed(Failure Failure, string? Result = null, int? ExitCode = null) : DomainEvent;

public sealed record TaskCancelled(Failure Reason) : DomainEvent;

public sealed record TaskRetried : DomainEvent;

public sealed record TaskStopped : DomainEvent;

public sealed record TaskChildrenCancelled : DomainEvent;

public sealed record TaskNoticed(string Key) : DomainEvent;

/// <summary>It was deleted. The payloads of all events before this one are erased.</summary>
/// <param name="Phase">How it had ended, which the tasks that depend on it still ask.</param>
public sealed record TaskDeleted(TaskPhase Phase) : DomainEvent;

/// <summary>The texts of the deleted task are erased.</summary>
public sealed record TaskErased : DomainEvent;
