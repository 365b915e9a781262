using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tasks;

/// <summary>A task as it stands: control data, never what it runs or what came of it.</summary>
/// <param name="Summary">One line that tells what it runs.</param>
/// <param name="Thread">The thread that it belongs to; null for none.</param>
/// <param name="RetriesUsed">Of <paramref name="Retries"/>, since it was last asked for.</param>
/// <param name="Crashes">How often it was repeated because a crash had left it in doubt.</param>
/// <param name="RetrySafe">Repeating it does no harm.</param>
/// <param name="Key">The event that brought it into its phase, for what is owed there.</param>
/// <param name="DependencyKey">The event that made it wait for the dependencies that it has.</param>
/// <param name="QueuedAt">Since when it could run, for its place among others.</param>
/// <param name="Continues">The next claim goes on with the latest attempt, which had waited for a person.</param>
/// <param name="Attempt">Runs begun so far.</param>
/// <param name="Epoch">The number of the latest claim: whoever speaks for the run names it.</param>
/// <param name="Owner">The process that holds the claim.</param>
/// <param name="ClaimKey">The event of the claim.</param>
/// <param name="Link">What carries the run out.</param>
/// <param name="Released">What its run was perhaps to wait for and has already ended, in whatever order that became known.</param>
/// <param name="Stop">What is to be stopped, because the task has ended before it.</param>
/// <param name="Notices">What its thread has not been told yet.</param>
public sealed record AgentTask(
    TaskId Id,
    bool Created,
    string Title,
    string Summary,
    TaskKind Kind,
    AgentId? Agent,
    ThreadId? Thread,
    string? Session,
    string? Workspace,
    TaskId? Parent,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    TaskPriority Priority,
    ImmutableArray<TaskDependency> Dependencies,
    FailurePolicy OnFailure,
    int Retries,
    int RetriesUsed,
    int Crashes,
    bool RetrySafe,
    DateTimeOffset? NotBefore,
    DateTimeOffset? Deadline,
    TaskPhase Phase,
    TaskWait? Wait,
    Failure? Failure,
    string Key,
    string DependencyKey,
    DateTimeOffset QueuedAt,
    bool Continues,
    int Attempt,
    long Epoch,
    string? Owner,
    string? ClaimKey,
    TaskLink? Link,
    ImmutableArray<string> Released,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    OwedStop? Stop,
    string? ChildrenKey,
    ImmutableArray<OwedNotice> Notices)
{
    public static AgentTask Initial { get; } = new(
        default, false, "", "", TaskKind.Turn, null, null, null, null, null, "", default, default, TaskPriority.Normal, [], FailurePolicy.Fail,
        0, 0, 0, false, null, null, TaskPhase.Queued, null, null, "", "", default, false, 0, 0, null, null, null, [], null, null, null, null, []);

    [JsonIgnore]
    public bool HasEnded => Phase is TaskPhase.Completed or TaskPhase.Failed or TaskPhase.Cancelled;

    /// <summary>Whether a run is under way, also while it waits for a person.</summary>
    [JsonIgnore]
    public bool HasRun => Phase == TaskPhase.Running || Wait is { Held: true };

    /// <summary>Whether it will not go on before a person has done something.</summary>
    [JsonIgnore]
    public bool NeedsPerson => Phase == TaskPhase.Blocked || Wait is { For: TaskWaitKind.Approval or TaskWaitKind.Question };
}

/// <summary>A task that must have ended before. <paramref name="Settled"/>: how it did; null before that.</summary>
public sealed record TaskDependency(TaskId Task, TaskPhase? Settled = null);

/// <summary>What carries a run out: a turn of a thread, or a command in a session.</summary>
public sealed record TaskLink(ThreadId? Thread = null, TurnId? Turn = null, SessionId? Session = null, CommandId? Command = null);

/// <summary>What a task leaves behind: a turn also when it was not known yet which.</summary>
/// <param name="Ask">The approval or question that nobody needs to answer any more.</param>
public sealed record OwedStop(string Key, TaskLink? Link, string? Ask);

/// <summary>Something that the task's thread is to be told.</summary>
public sealed record OwedNotice(string Key, string Text);
