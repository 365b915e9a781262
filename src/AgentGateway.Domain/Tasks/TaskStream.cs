namespace AgentGateway.Domain.Tasks;

/// <summary>What the journal and its checks know of tasks.</summary>
public static class TaskStream
{
    public static StreamKind<TaskMachine, AgentTask, TaskCommand> Kind { get; } = new(
        () => TaskJson.Plain.AgentTask,
        [
            EventKind.Of("task.created", () => TaskJson.Plain.TaskOpened),
            EventKind.Of("task.changed", () => TaskJson.Plain.TaskChanged),
            EventKind.Of("task.dependency_settled", () => TaskJson.Plain.DependencySettled),
            EventKind.Of("task.queued", () => TaskJson.Plain.TaskQueued),
            EventKind.Of("task.postponed", () => TaskJson.Plain.TaskPostponed),
            EventKind.Of("task.started", () => TaskJson.Plain.TaskClaimed),
            EventKind.Of("task.adopted", () => TaskJson.Plain.TaskAdopted),
            EventKind.Of("task.linked", () => TaskJson.Plain.TaskLinked),
            EventKind.Of("task.waiting", () => TaskJson.Plain.TaskAwaiting),
            EventKind.Of("task.resumed", () => TaskJson.Plain.TaskResumed),
            EventKind.Of("task.released", () => TaskJson.Plain.TaskReleased),
            EventKind.Of("task.attempt_failed", () => TaskJson.Plain.TaskAttemptFailed),
            EventKind.Of("task.interrupted", () => TaskJson.Plain.TaskInterrupted),
            EventKind.Of("task.completed", () => TaskJson.Plain.TaskCompleted),
            EventKind.Of("task.failed", () => TaskJson.Plain.TaskFailed),
            EventKind.Of("task.cancelled", () => TaskJson.Plain.TaskCancelled),
            EventKind.Of("task.retried", () => TaskJson.Plain.TaskRetried),
            EventKind.Of("task.stopped", () => TaskJson.Plain.TaskStopped),
            EventKind.Of("task.children_cancelled", () => TaskJson.Plain.TaskChildrenCancelled),
            EventKind.Of("task.noticed", () => TaskJson.Plain.TaskNoticed),
            EventKind.Of("task.deleted", () => TaskJson.Plain.TaskDeleted),
            EventKind.Of("task.erased", () => TaskJson.Plain.TaskErased),
        ]);
}
