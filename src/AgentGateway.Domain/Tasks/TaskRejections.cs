using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tasks;

/// <summary>The refusals of a task, together so that a code always has the same sentence.</summary>
public static class TaskRejections
{
    public static readonly Rejection UnknownTask = new(
        "unknown_task", "There is no task of that id.", "List tasks with task_list.");

    public static readonly Rejection EmptyTitle = new(
        "missing_argument", "The title is empty.", "Say in a few words what the task is.");

    public static readonly Rejection NothingToChange = new(
        "nothing_to_change", "No change was asked for.",
            "Give title, priority, depends_on, on_failure, retries, not_before or deadline.");

    public static readonly Rejection StaleClaim = new(
        "stale_claim", "That run of the task is no longer the one that counts.",
            "Look at the task with task_get: it ended, or is run anew.");

    public static Rejection TitleTooLong(int length, int max) => new(
        "title_too_long", $"The title has {length} characters; {max} are allowed.", "Shorten it.");

    public static Rejection WorkTooLong(int length, int max) => new(
        "text_too_long", $"What the task runs has {length} characters; {max} are allowed.",
            "Put the long part into a file and refer to it.");

    public static Rejection TooManyDependencies(int max) => new(
        "too_many_dependencies", $"A task depends on at most {max} others.", "Let tasks in between gather them.");

    public static Rejection Cycle(IReadOnlyList<TaskId> cycle) => new(
        "dependency_cycle",
        $"The dependencies would go in a circle: {Named(cycle)}.",
        "Leave out one of them. Nothing was changed.");

    public static Rejection UnknownDependency(string id) => new(
        "unknown_task", $"There is no task {ShortText.Of(id, 64)} to depend on.",
            "Create it first; list tasks with task_list.");

    public static Rejection RetriesOutOfRange(int retries, int max) => new(
        "invalid_argument", $"retries is {retries}; 0 to {max} are allowed.", "Leave it out for none.");

    public static Rejection DeadlinePassed(DateTimeOffset deadline) => new(
        "deadline_passed", $"The deadline {deadline:u} is over already.", "Give a later one, or none.");

    public static Rejection TooLate(TaskPhase phase) => new(
        "task_started", "Dependencies and the earliest start can only be changed before the task runs.",
            phase == TaskPhase.Blocked
            ? "Run it again with task_retry, or cancel it."
            : "Cancel it and create another one.");

    public static Rejection Ended(TaskPhase phase) => new(
        "task_ended", $"The task has {Word(phase)} already.", phase == TaskPhase.Completed
            ? "Create another one."
            : "Run it again with task_retry.");

    public static Rejection NotRetryable(TaskPhase phase) => new(
        "task_not_retryable",
        phase == TaskPhase.Completed
            ? "The task completed; there is nothing to run again."
            : "The task has not ended, so it cannot be run again.",
        phase == TaskPhase.Completed
            ? "Create another one."
            : "Wait for it with task_wait, or cancel it with task_cancel.");

    private static string Word(TaskPhase phase) => phase switch
    {
        TaskPhase.Completed => "completed",
        TaskPhase.Failed => "failed",
        _ => "ended",
    };

    /// <summary>The tasks of the circle; of a long one its beginning and its end.</summary>
    private static string Named(IReadOnlyList<TaskId> cycle)
    {
        const int Shown = 10;
        IEnumerable<string> names = cycle.Count <= Shown
            ? cycle.Select(id => id.Value)
            : [.. cycle.Take(Shown / 2)
                .Select(id => id.Value), $"… {cycle.Count - Shown} more …", .. cycle.TakeLast(Shown / 2)
                    .Select(id => id.Value)];
        return string.Join(" → ", names);
    }
}
