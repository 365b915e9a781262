using System.Collections.Immutable;
using System.Diagnostics;

namespace AgentGateway.Domain.Tasks;

/// <summary>How each event changes the state of a task. Events are facts, so nothing is checked here.</summary>
internal static class TaskEvolution
{
    public static AgentTask Evolve(AgentTask state, RecordedEvent recorded)
    {
        var next = state with { UpdatedAt = recorded.At };
        return recorded.Event switch
        {
            TaskOpened e => Opened(next, recorded, e),
            TaskChanged e => Changed(next, recorded, e),
            DependencySettled e => next with
            {
                Dependencies =
                [
                    .. next.Dependencies.Select(
                        d => d.Task == e.Task && d.Settled is null ? d with { Settled = e.Ended } : d),
                ],
            },
            TaskQueued e => Enter(next, recorded, TaskPhase.Queued) with
            {
                QueuedAt = recorded.At,
                Continues = e.Continues,
                Released = [],
            },
            TaskPostponed e => Enter(next, recorded, TaskPhase.Waiting, new(TaskWaitKind.Time, Until: e.Until)),
            TaskClaimed e => Claimed(next, recorded, e),
            TaskAdopted e => next with { Epoch = e.Epoch, Owner = e.Owner, ClaimKey = recorded.EffectKey() },
            TaskLinked e => next with { Link = e.Link },
            TaskAwaiting e => Awaiting(next, recorded, e),
            TaskResumed => Enter(next, recorded, TaskPhase.Running),
            TaskReleased e => next with
            {
                Released = (next.Released.Length < TaskRules.ReleasedKeptMax
                    ? next.Released
                    : next.Released.RemoveAt(0)).Add(e.On),
            },
            TaskAttemptFailed e => Noticed(
                Enter(next, recorded, TaskPhase.Waiting, new(TaskWaitKind.Time, Until: e.RetryAt)) with
                {
                    RetriesUsed = next.RetriesUsed + 1,
                    Failure = e.Failure,
                    Link = null,
                },
                recorded,
                $"failed and is tried again: {e.Failure.Message}"),
            TaskInterrupted e => Interrupted(next, recorded, e),
            TaskCompleted => Ended(next, recorded, TaskPhase.Completed, null, "completed"),
            TaskFailed e => Ended(
                next, recorded, TaskPhase.Failed, e.Failure, $"failed: {e.Failure.Message} ({e.Failure.Code})"),
            TaskCancelled e =>
                Ended(next, recorded, TaskPhase.Cancelled, e.Reason, $"was cancelled: {e.Reason.Message}") with
                {
                    ChildrenKey = recorded.EffectKey(3),
                },
            TaskRetried => Retried(next, recorded),
            TaskStopped => next with { Stop = null },
            TaskChildrenCancelled => next with { ChildrenKey = null },
            TaskNoticed e => next with { Notices = next.Notices.RemoveAll(notice => notice.Key == e.Key) },
            TaskDeleted e => AgentTask.Initial with
            {
                Id = new(recorded.Stream.Id),
                Created = true,
                Phase = e.Phase,
                UpdatedAt = recorded.At,
                IsDeleted = true,
                EraseKey = recorded.EffectKey(),
            },
            TaskErased => next with { EraseKey = null },
            _ => throw new UnreachableException(),
        };
    }

    private static AgentTask Opened(AgentTask state, RecordedEvent recorded, TaskOpened e) => state with
    {
        Id = new(recorded.Stream.Id),
        Created = true,
        Title = e.Title,
        Summary = e.Work.Summary(),
        Kind = e.Work.Kind,
        Agent = e.Agent,
        Thread = e.Thread,
        Session = e.Work.Session,
        Workspace = e.Workspace,
        Parent = e.Parent,
        CreatedBy = recorded.Actor,
        ByPerson = e.ByPerson,
        Client = e.Client,
        Speaker = e.Speaker,
        WorksFor = e.WorksFor,
        CreatedAt = recorded.At,
        Priority = e.Priority,
        Dependencies = [.. e.DependsOn.Select(task => new TaskDependency(task))],
        OnFailure = e.OnFailure,
        Retries = e.Retries,
        RetrySafe = e.RetrySafe,
        NotBefore = e.NotBefore,
        Deadline = e.Deadline,
        Phase = e.DependsOn.Count == 0 ? TaskPhase.Queued : TaskPhase.Waiting,
        Wait = e.DependsOn.Count == 0 ? null : new(TaskWaitKind.Dependency),
        Key = recorded.EffectKey(),
        DependencyKey = recorded.EffectKey(),
        QueuedAt = recorded.At,
    };

    private static AgentTask Changed(AgentTask state, RecordedEvent recorded, TaskChanged e)
    {
        var next = state with
        {
            ByPerson = false,
            Title = e.Title ?? state.Title,
            Priority = e.Priority ?? state.Priority,
            OnFailure = e.OnFailure ?? state.OnFailure,
            Retries = e.Retries ?? state.Retries,
            NotBefore = e.AtOnce ? null : e.NotBefore ?? state.NotBefore,
            Deadline = e.NoDeadline ? null : e.Deadline ?? state.Deadline,
            // A new key admits the task anew, in its new place in the queue.
            Key = state.Phase == TaskPhase.Queued ? recorded.EffectKey() : state.Key,
        };
        if (e.DependsOn is null) return next;
        return next with
        {
            Dependencies =
            [
                .. e.DependsOn.Select(
                    task => state.Dependencies.FirstOrDefault(d => d.Task == task) ?? new TaskDependency(task)),
            ],
            DependencyKey = recorded.EffectKey(),
            Phase = TaskPhase.Waiting,
            Wait = new(TaskWaitKind.Dependency),
            Key = recorded.EffectKey(),
        };
    }

    private static AgentTask Claimed(AgentTask state, RecordedEvent recorded, TaskClaimed e)
    {
        var next = Enter(state, recorded, TaskPhase.Running) with
        {
            Attempt = e.Attempt,
            Epoch = e.Epoch,
            Owner = e.Owner,
            ClaimKey = recorded.EffectKey(),
            StartedAt = state.Continues ? state.StartedAt : recorded.At,
            Failure = null,
            Link = state.Continues ? state.Link : null,
        };
        return state.Continues
            ? next
            : Noticed(next, recorded, e.Attempt == 1 ? "started" : $"started again (run {e.Attempt})");
    }

    private static AgentTask Awaiting(AgentTask state, RecordedEvent recorded, TaskAwaiting e)
    {
        var what = e.For == TaskWaitKind.Approval ? "an approval" : "an answer";
        return Noticed(
            Enter(state, recorded, TaskPhase.Waiting, new(e.For, e.On, Held: e.Held)),
            recorded,
            e.On is null ? $"waits for {what}" : $"waits for {what} ({e.On})");
    }

    private static AgentTask Interrupted(AgentTask state, RecordedEvent recorded, TaskInterrupted e)
    {
        var next = Enter(state, recorded, TaskPhase.Blocked) with { Crashes = state.Crashes + 1, Link = null };
        return e.Repeated
            ? next
            : Noticed(
                next with
                {
                    Failure = new(
                        "interrupted",
                        "The daemon stopped while it ran, and nobody knows how far it came.",
                        "Look at what it did, then run it again with task_retry or end it with task_cancel."),
                },
                recorded,
                "was interrupted, and somebody has to decide whether it is run again");
    }

    private static AgentTask Ended(
        AgentTask state, RecordedEvent recorded, TaskPhase phase, Failure? failure, string notice)
    {
        // A run that ended by itself leaves nothing to stop. A task that was cancelled or ran out of time may leave its
        // run, and the request that it waits for.
        var isOwnEnd = recorded.Event is TaskCompleted or TaskFailed { Failure.Code: not "deadline_passed" };
        var request = state.Wait is { For: TaskWaitKind.Approval or TaskWaitKind.Question, Held: false } wait
            ? wait.On
            : null;
        var isRunning = state.HasRun && (state.Link is not null || state.Kind == TaskKind.Turn);
        var stop = !isOwnEnd && (request is not null || isRunning)
            ? new OwedStop(recorded.EffectKey(2), state.HasRun ? state.Link : null, request)
            : state.Stop;
        return Noticed(
            Enter(state, recorded, phase) with { Failure = failure, EndedAt = recorded.At, Stop = stop },
            recorded,
            notice);
    }

    private static AgentTask Retried(AgentTask state, RecordedEvent recorded)
    {
        var dependencies = state.Dependencies
            .Select(d => d.Settled == TaskPhase.Completed ? d : d with { Settled = null })
            .ToImmutableArray();
        return Enter(state, recorded, TaskPhase.Waiting, new(TaskWaitKind.Dependency)) with
        {
            Dependencies = dependencies,
            DependencyKey = recorded.EffectKey(),
            ByPerson = false,
            RetriesUsed = 0,
            Crashes = 0,
            Failure = null,
            EndedAt = null,
            Link = null,
            Deadline = state.Deadline <= recorded.At ? null : state.Deadline,
            QueuedAt = recorded.At,
        };
    }

    private static AgentTask Enter(AgentTask state, RecordedEvent recorded, TaskPhase phase, TaskWait? wait = null) =>
        state with { Phase = phase, Wait = wait, Key = recorded.EffectKey(), Continues = false };

    /// <summary>Adds a notice for the task's thread; when too many wait, the oldest one is dropped.</summary>
    private static AgentTask Noticed(AgentTask state, RecordedEvent recorded, string what)
    {
        if (state.Thread is null) return state;
        var notices = state.Notices.Length < TaskRules.NoticesMax ? state.Notices : state.Notices.RemoveAt(0);
        return state with
        {
            Notices = notices.Add(new(recorded.EffectKey(1), $"Task \"{state.Title}\" ({state.Id}) {what}.")),
        };
    }
}
