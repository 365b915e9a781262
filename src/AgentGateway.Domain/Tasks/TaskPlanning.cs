using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tasks;

/// <summary>When a task may run: how it is opened, changed, queued and queued again.</summary>
internal static class TaskPlanning
{
    public static Rejection? Open(TaskDraft draft, OpenTask command)
    {
        if (Refuse(draft, command.Title, command.DependsOn, command.Retries, command.Deadline) is { } refused)
            return refused;
        if (command.Work.Characters > draft.Rules.WorkCharactersMax)
            return TaskRejections.WorkTooLong(command.Work.Characters, draft.Rules.WorkCharactersMax);
        if (command.DependsOn.Contains(command.Id)) return TaskRejections.Cycle([command.Id, command.Id]);
        draft.Add(new TaskOpened(
            command.Title.Trim(),
            command.Work,
            command.Agent,
            command.Thread,
            command.Workspace,
            command.Parent,
            command.Priority,
            [.. command.DependsOn.Distinct()])
        {
            OnFailure = command.OnFailure,
            Retries = command.Retries,
            RetrySafe = command.RetrySafe,
            NotBefore = command.NotBefore,
            Deadline = command.Deadline,
            ByPerson = command.ByPerson,
            Client = command.Client,
            Speaker = command.Speaker,
            WorksFor = command.WorksFor,
        });
        if (draft.State.Phase == TaskPhase.Queued && command.NotBefore > draft.Now)
            draft.Add(new TaskPostponed(command.NotBefore.Value));
        return null;
    }

    public static Rejection? Change(TaskDraft draft, ChangeTask command)
    {
        var state = draft.State;
        if (state.HasEnded) return TaskRejections.Ended(state.Phase);
        if (command is { Title: null, Priority: null, DependsOn: null, OnFailure: null, Retries: null, NotBefore: null,
            Deadline: null })
            return TaskRejections.NothingToChange;
        var hasBegun = state.Attempt > 0 || state.Phase is TaskPhase.Running or TaskPhase.Blocked;
        if (hasBegun && (command.DependsOn is not null || command.NotBefore is not null))
            return TaskRejections.TooLate(state.Phase);
        var noDeadline = command.Deadline == DateTimeOffset.MaxValue;
        if (Refuse(
            draft,
            command.Title ?? state.Title,
            command.DependsOn ?? [],
            command.Retries ?? state.Retries,
            noDeadline ? null : command.Deadline) is { } refused)
            return refused;
        if (command.DependsOn?.Contains(state.Id) == true) return TaskRejections.Cycle([state.Id, state.Id]);
        var atOnce = command.NotBefore == DateTimeOffset.MinValue;
        draft.Add(new TaskChanged(
            command.Title?.Trim(),
            command.Priority,
            command.DependsOn is null ? null : [.. command.DependsOn.Distinct()],
            command.OnFailure,
            command.Retries,
            atOnce ? null : command.NotBefore,
            noDeadline ? null : command.Deadline,
            atOnce) { NoDeadline = noDeadline });
        if (!hasBegun
            && (command.DependsOn is not null || command.NotBefore is not null || command.OnFailure is not null))
            Proceed(draft);
        return null;
    }

    public static Rejection? SettleDependency(TaskDraft draft, SettleDependency command)
    {
        if (draft.State.HasEnded || draft.State.Dependencies.All(d => d.Task != command.Task || d.Settled is not null))
            return null;
        draft.Add(new DependencySettled(command.Task, command.Ended));
        Proceed(draft);
        return null;
    }

    public static Rejection? ComeDue(TaskDraft draft, ComeDue command)
    {
        // The key says that this wait is over. The clock is not read: it may have been set back meanwhile.
        if (draft.State is { Phase: TaskPhase.Waiting, Wait.For: TaskWaitKind.Time } && draft.State.Key == command.Key)
            draft.Add(new TaskQueued());
        return null;
    }

    /// <summary>Runs a task again that failed, was cancelled or is blocked.</summary>
    public static Rejection? Retry(TaskDraft draft)
    {
        if (draft.State.Phase is not (TaskPhase.Failed or TaskPhase.Cancelled or TaskPhase.Blocked))
            return TaskRejections.NotRetryable(draft.State.Phase);
        draft.Add(new TaskRetried());
        Proceed(draft);
        return null;
    }

    /// <summary>
    /// Queues, postpones or ends a task that has not begun, as its dependencies and its earliest time require.
    /// </summary>
    private static void Proceed(TaskDraft draft)
    {
        var state = draft.State;
        if (state.Phase != TaskPhase.Queued && state.Wait is not { For: TaskWaitKind.Dependency or TaskWaitKind.Time })
            return;
        var failed = state.Dependencies.FirstOrDefault(d => d.Settled is not (null or TaskPhase.Completed));
        if (failed is not null && state.OnFailure != FailurePolicy.Run)
        {
            var failure = new Failure(
                "dependency_failed",
                $"{failed.Task}, on which it depends, "
                    + $"{(failed.Settled == TaskPhase.Cancelled ? "was cancelled" : "failed")}.",
                "Run that one again with task_retry, then this one.");
            draft.Add(state.OnFailure == FailurePolicy.Fail ? new TaskFailed(failure) : new TaskCancelled(failure));
        }
        else if (state.Dependencies.All(d => d.Settled is not null))
        {
            if (state.NotBefore > draft.Now) draft.Add(new TaskPostponed(state.NotBefore.Value));
            else if (state.Phase != TaskPhase.Queued) draft.Add(new TaskQueued());
        }
    }

    /// <summary>
    /// Why a task with these properties is refused, whether it is opened or changed; null when it is not.
    /// </summary>
    private static Rejection? Refuse(
        TaskDraft draft, string title, IReadOnlyList<TaskId> dependencies, int retries, DateTimeOffset? deadline)
    {
        var rules = draft.Rules;
        if (string.IsNullOrWhiteSpace(title)) return TaskRejections.EmptyTitle;
        if (title.Length > rules.TitleCharactersMax)
            return TaskRejections.TitleTooLong(title.Length, rules.TitleCharactersMax);
        if (dependencies.Count > rules.DependenciesMax)
            return TaskRejections.TooManyDependencies(rules.DependenciesMax);
        if (retries < 0 || retries > rules.RetriesMax)
            return TaskRejections.RetriesOutOfRange(retries, rules.RetriesMax);
        return deadline <= draft.Now ? TaskRejections.DeadlinePassed(deadline.Value) : null;
    }
}
