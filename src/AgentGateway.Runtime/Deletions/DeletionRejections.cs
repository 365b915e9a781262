using AgentGateway.Domain;

namespace AgentGateway.Runtime.Deletions;

/// <summary>Why a thread is not deleted.</summary>
internal static class DeletionRejections
{
    public static Rejection Forked(IReadOnlyList<string> forks) => new(
        "thread_forked",
        $"Forks begin with messages of this thread and would lose them: {string.Join(", ", forks)}.",
        "Delete the forks first, or keep the thread: `agw thread archive` takes it out of the list.");

    public static Rejection HasTasks(IReadOnlyList<string> tasks) => new(
        "thread_has_tasks",
        $"Tasks of the thread have not ended: {string.Join(", ", tasks)}.",
        "Wait for them, or cancel them with task_cancel.");
}
