using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tasks;

/// <summary>How tasks begin, change and come to be queued.</summary>
public sealed partial class TaskMachine
{
    private static Rejection? Open(TaskDraft draft, OpenTask command)
    {
        if (Unfit(draft, command.Title, command.DependsOn, command.Retries, command.Deadline) is { } unfit)
            return unfit;
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
        });
        if (draft.State.Phase == TaskPhase.Queued && command.NotBefore > draft.Now)
            draft.Add(new TaskPostponed(command.NotBefore.Value));
        return null;
    }

    private static Rejection? Change(TaskDraft draft, ChangeTask command)
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
        if (Unfit(
            draft,
            command.Title ?? state.Title,
            command.DependsOn ?? [],
            command.Retries ?? state.Retries,
            noDeadline ? null : command.Deadline) is { } unfit)
            return unfit;
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

    private static Rejection? Unfit(
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

    private static Rejection? Settle(TaskDraft draft, SettleDependency command)
    {
        if (draft.State.HasEnded || draft.State.Dependencies.All(d => d.Task != command.Task || d.Settled is not null))
            return null;
        draft.Add(new DependencySettled(command.Task, command.Ended));
        Proceed(draft);
        return null;
    }

    private static Rejection? Due(TaskDraft draft, ComeDue command)
    {
        // The clock may have been set back since; what counts is that the time was waited for.
        if (draft.State is { Phase: TaskPhase.Waiting, Wait.For: TaskWaitKind.Time } && draft.State.Key == command.Key)
            draft.Add(new TaskQueued());
        return null;
    }

    /// <summary>Brings a task that has not begun where its dependencies and its time say that it belongs.</summary>
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
}
