using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tasks;

/// <summary>A task as it stands: control data, never what it runs or what came of it.</summary>
public sealed record AgentTask
{
    public static AgentTask Initial { get; } = new();

    public TaskId Id { get; init; }

    public bool Created { get; init; }

    public string Title { get; init; } = "";

    /// <summary>One line about its work.</summary>
    public string Summary { get; init; } = "";

    public TaskKind Kind { get; init; } = TaskKind.Turn;

    public AgentId? Agent { get; init; }

    /// <summary>The thread that it belongs to; null for none.</summary>
    public ThreadId? Thread { get; init; }

    public string? Session { get; init; }

    public string? Workspace { get; init; }

    public TaskId? Parent { get; init; }

    public string CreatedBy { get; init; } = "";

    /// <summary>The name that the client gave itself that created it; null for none.</summary>
    public string? Client { get; init; }

    /// <summary>
    /// Who created it in a chat, for whom it works; null where it was created elsewhere. The principal is
    /// <see cref="CreatedBy"/>.
    /// </summary>
    public Speaker? Speaker { get; init; }

    /// <summary>
    /// For whom the agent worked that created it in its turn; null for the operator, without words from outside, and
    /// where no agent created it.
    /// </summary>
    public DelegatedFor? WorksFor { get; init; }

    /// <summary>
    /// The person of a chat for whom it works, by the name of their principal; null for the operator.
    /// </summary>
    [JsonIgnore]
    public string? PersonBehind => Speaker is not null ? CreatedBy : WorksFor?.Person;

    /// <summary>The name under which policy judges what it does.</summary>
    [JsonIgnore]
    public string JudgedAs => Agent?.Value ?? ClientName.Of(Client)?.JudgedAs ?? ClientName.Any;

    /// <summary>
    /// The person at the local command line created it, and nothing about it was changed or asked for again since: its
    /// command is that person's own.
    /// </summary>
    public bool ByPerson { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    public ImmutableArray<TaskDependency> Dependencies { get; init; } = [];

    public FailurePolicy OnFailure { get; init; } = FailurePolicy.Fail;

    public int Retries { get; init; }

    /// <summary>Of <see cref="Retries"/>, since it was last asked for.</summary>
    public int RetriesUsed { get; init; }

    /// <summary>How often it was repeated because a crash had left it in doubt.</summary>
    public int Crashes { get; init; }

    /// <summary>Repeating it does no harm.</summary>
    public bool RetrySafe { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public TaskPhase Phase { get; init; } = TaskPhase.Queued;

    public TaskWait? Wait { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>The event that began its phase, as the key of the pending effects of that phase.</summary>
    public string Key { get; init; } = "";

    /// <summary>The event that made it wait for the dependencies that it has.</summary>
    public string DependencyKey { get; init; } = "";

    /// <summary>Since when it could run, for its position among others.</summary>
    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>The next claim goes on with the latest attempt, which had waited for a person.</summary>
    public bool Continues { get; init; }

    /// <summary>Runs begun so far.</summary>
    public int Attempt { get; init; }

    /// <summary>The number of the latest claim, which every command of the run names.</summary>
    public long Epoch { get; init; }

    /// <summary>The process that holds the claim.</summary>
    public string? Owner { get; init; }

    /// <summary>The event of the claim.</summary>
    public string? ClaimKey { get; init; }

    /// <summary>What carries the run out.</summary>
    public TaskLink? Link { get; init; }

    /// <summary>
    /// The approvals and questions that its run may wait for and that have already ended. An end may
    /// become known before the wait does.
    /// </summary>
    public ImmutableArray<PersonRequestId> Released { get; init; } = [];

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The work to stop, because the task has ended before it.</summary>
    public OwedStop? Stop { get; init; }

    public string? ChildrenKey { get; init; }

    /// <summary>Notices that its thread does not have yet.</summary>
    public ImmutableArray<OwedNotice> Notices { get; init; } = [];

    /// <summary>It was deleted with its thread: its id, how it ended and nothing else is left.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The key of the erasure of its texts, until they are erased.</summary>
    public string? EraseKey { get; init; }

    [JsonIgnore]
    public bool HasEnded => Phase is TaskPhase.Completed or TaskPhase.Failed or TaskPhase.Cancelled;

    /// <summary>Whether it has ended and has nothing more to stop.</summary>
    [JsonIgnore]
    public bool IsOver => HasEnded && Stop is null && ChildrenKey is null;

    /// <summary>Whether a run is under way, also while it waits for a person.</summary>
    [JsonIgnore]
    public bool HasRun => Phase == TaskPhase.Running || Wait is { Held: true };

    /// <summary>Whether it will not go on before a person has done something.</summary>
    [JsonIgnore]
    public bool NeedsPerson =>
        Phase == TaskPhase.Blocked || Wait is { For: TaskWaitKind.Approval or TaskWaitKind.Question };
}

/// <summary>A task that must have ended before. <paramref name="Settled"/>: how it did; null before that.</summary>
public sealed record TaskDependency(TaskId Task, TaskPhase? Settled = null);

/// <summary>What carries a run out: a turn of a thread, or a command in a session.</summary>
public sealed record TaskLink(
    ThreadId? Thread = null, TurnId? Turn = null, SessionId? Session = null, CommandId? Command = null);

/// <summary>What a task leaves behind: a turn also when it was not known yet which.</summary>
/// <param name="Request">The approval or question that needs no answer any more.</param>
public sealed record OwedStop(
    string Key, TaskLink? Link, [property: JsonPropertyName("ask")] PersonRequestId? Request);

/// <summary>A sentence for the task's thread.</summary>
public sealed record OwedNotice(string Key, string Text);
