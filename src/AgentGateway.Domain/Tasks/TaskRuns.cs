namespace AgentGateway.Domain.Tasks;

/// <summary>The runs of a task: claimed, waiting for a person, failed, lost, cancelled, out of time.</summary>
internal static class TaskRuns
{
    public static Rejection? Claim(TaskDraft draft, ClaimTask command)
    {
        var state = draft.State;
        if (state.Phase != TaskPhase.Queued) return TaskRejections.StaleClaim;
        draft.Add(new TaskClaimed(state.Continues ? state.Attempt : state.Attempt + 1, state.Epoch + 1, command.Owner));
        return null;
    }

    public static void Await(TaskDraft draft, AwaitPerson command)
    {
        var state = draft.State;
        if (state.Wait is { } wait && wait.For == command.For && wait.On == command.On) return;
        draft.Add(new TaskAwaiting(command.Epoch, command.For, command.On, command.Held));
        // The outcome may be recorded before the wait for it.
        if (!command.Held && command.On is { } request && state.Released.Contains(request))
            draft.Add(new TaskQueued(Continues: true));
    }

    public static Rejection? Release(TaskDraft draft, ReleaseTask command)
    {
        var state = draft.State;
        if (state.Wait is { Held: false } wait && wait.On == command.On) draft.Add(new TaskQueued(Continues: true));
        else if (state.Phase == TaskPhase.Running && !state.Released.Contains(command.On))
            draft.Add(new TaskReleased(command.On));
        return null;
    }

    public static void Fail(TaskDraft draft, FailRun command)
    {
        var state = draft.State;
        var retryAt = draft.Now + draft.Pause(state.RetriesUsed + 1);
        if (command.Final || state.RetriesUsed >= state.Retries || retryAt >= state.Deadline)
            draft.Add(new TaskFailed(command.Failure, command.Result, command.ExitCode));
        else
            draft.Add(new TaskAttemptFailed(command.Epoch, command.Failure, retryAt, command.Result, command.ExitCode));
    }

    public static void Lose(TaskDraft draft, LoseRun command)
    {
        var repeated = (command.Repeatable || draft.State.RetrySafe) && draft.State.Crashes < TaskRules.CrashesMax;
        draft.Add(new TaskInterrupted(command.Epoch, repeated));
        if (repeated) draft.Add(new TaskQueued());
    }

    public static Rejection? Cancel(TaskDraft draft, CancelTask command)
    {
        if (draft.State.Phase == TaskPhase.Cancelled) return null;
        if (draft.State.HasEnded) return TaskRejections.Ended(draft.State.Phase);
        draft.Add(new TaskCancelled(new("cancelled", command.Reason ?? $"{command.By} cancelled it.")));
        return null;
    }

    public static Rejection? Expire(TaskDraft draft, ExpireTask command)
    {
        if (!draft.State.HasEnded && draft.State.Deadline == command.Deadline)
            draft.Add(new TaskFailed(new(
                "deadline_passed",
                $"It had not ended by {command.Deadline:u}.",
                "Run it again with task_retry, or create one with more time.")));
        return null;
    }
}
