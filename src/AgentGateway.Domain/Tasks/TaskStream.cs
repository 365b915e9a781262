namespace AgentGateway.Domain.Tasks;

/// <summary>What the journal and its checks know of tasks.</summary>
public static class TaskStream
{
    public static StreamKind<TaskMachine, AgentTask, TaskCommand> Kind { get; } = new(
        TaskJson.Plain.AgentTask,
        [
            new("task.created", TaskJson.Plain.TaskOpened),
            new("task.changed", TaskJson.Plain.TaskChanged),
            new("task.dependency_settled", TaskJson.Plain.DependencySettled),
            new("task.queued", TaskJson.Plain.TaskQueued),
            new("task.postponed", TaskJson.Plain.TaskPostponed),
            new("task.started", TaskJson.Plain.TaskClaimed),
            new("task.adopted", TaskJson.Plain.TaskAdopted),
            new("task.linked", TaskJson.Plain.TaskLinked),
            new("task.waiting", TaskJson.Plain.TaskAwaiting),
            new("task.resumed", TaskJson.Plain.TaskResumed),
            new("task.released", TaskJson.Plain.TaskReleased),
            new("task.attempt_failed", TaskJson.Plain.TaskAttemptFailed),
            new("task.interrupted", TaskJson.Plain.TaskInterrupted),
            new("task.completed", TaskJson.Plain.TaskCompleted),
            new("task.failed", TaskJson.Plain.TaskFailed),
            new("task.cancelled", TaskJson.Plain.TaskCancelled),
            new("task.retried", TaskJson.Plain.TaskRetried),
            new("task.stopped", TaskJson.Plain.TaskStopped),
            new("task.children_cancelled", TaskJson.Plain.TaskChildrenCancelled),
            new("task.noticed", TaskJson.Plain.TaskNoticed),
        ]);
}
