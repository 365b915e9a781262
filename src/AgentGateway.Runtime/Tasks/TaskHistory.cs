using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Reads from a task's events what its state does not hold: its work in full, its result and its log.
/// </summary>
internal sealed class TaskHistory(IJournal journal)
{
    private const int LogEntriesMax = 500;
    private const int Page = 512;

    /// <summary>What the task runs, in full.</summary>
    public async ValueTask<TaskWork> WorkAsync(TaskId task, CancellationToken cancellationToken) =>
        await journal.ReadStreamAsync(TaskDispatcher.StreamOf(task), 0, 1, cancellationToken) is [var first]
            && SnapshotCodec.Read(TaskStream.Kind, first).Event is TaskOpened opened
            ? opened.Work
            : throw new InvalidDataException($"What {task} runs is gone.");

    public async ValueTask<TaskAccount> ReadAsync(TaskId task, CancellationToken cancellationToken)
    {
        TaskWork? work = null;
        string? result = null;
        int? exitCode = null;
        var log = new Queue<TaskLogView>();
        var after = 0L;
        while (true)
        {
            var page = await journal.ReadStreamAsync(TaskDispatcher.StreamOf(task), after, Page, cancellationToken);
            foreach (var stored in page)
            {
                after = stored.Version;
                // An erased event has no payload.
                if (stored.Payload is null) continue;
                var recorded = SnapshotCodec.Read(TaskStream.Kind, stored);
                if (recorded.Event is TaskOpened opened) work = opened.Work;
                (result, exitCode) = recorded.Event switch
                {
                    TaskCompleted e => (e.Result, e.ExitCode),
                    TaskFailed { Result: not null } e => (e.Result, e.ExitCode),
                    TaskAttemptFailed e => (e.Result, e.ExitCode),
                    TaskClaimed or TaskRetried => (null, null),
                    _ => (result, exitCode),
                };
                var (what, text) = Entry(recorded.Event);
                if (what.Length == 0) continue;
                log.Enqueue(new(recorded.At, what, recorded.Actor, text));
                if (log.Count > LogEntriesMax) log.Dequeue();
            }

            if (page.Count < Page) return new(work ?? new(TaskKind.Turn), result, exitCode, [.. log]);
        }
    }

    /// <summary>The log entry of an event; an empty name for an event that is not shown.</summary>
    private static (string What, string Text) Entry(DomainEvent happened) => happened switch
    {
        TaskOpened e => ("created", e.DependsOn.Count == 0
            ? "Created."
            : $"Created; it depends on {string.Join(", ", e.DependsOn)}."),
        TaskChanged e => ("changed", Changes(e)),
        DependencySettled e => ("dependency", $"{e.Task} {Ended(e.Ended)}."),
        TaskQueued e => ("queued", e.Continues ? "It goes on as soon as there is room." : "It may run."),
        TaskPostponed e => ("postponed", $"It waits until {e.Until:u}."),
        TaskClaimed e => ("started", string.Create(CultureInfo.InvariantCulture, $"Run {e.Attempt} began.")),
        TaskAdopted => ("followed", "The daemon was started again and follows the run."),
        TaskLinked e => ("linked", e.Link.Turn is { } turn
            ? $"{turn} of {e.Link.Thread} carries it out."
            : $"{e.Link.Command} in {e.Link.Session} carries it out."),
        TaskAwaiting e => (
            "waiting",
            $"It waits for {(e.For == TaskWaitKind.Approval ? "an approval" : "an answer")}"
                + (e.On is null ? "." : $" ({e.On}).")),
        TaskResumed => ("resumed", "It goes on."),
        TaskAttemptFailed e =>
            ("attempt_failed", $"{e.Failure.Message} ({e.Failure.Code}) It is tried again at {e.RetryAt:u}."),
        TaskInterrupted e => ("interrupted", e.Repeated
            ? "The daemon stopped while it ran; it is repeated."
            : "The daemon stopped while it ran, and a person has to decide."),
        TaskCompleted => ("completed", "Completed."),
        TaskFailed e => ("failed", $"{e.Failure.Message} ({e.Failure.Code})"),
        TaskCancelled e => ("cancelled", e.Reason.Message),
        TaskRetried => ("retried", "It is run again."),
        _ => ("", ""),
    };

    private static string Changes(TaskChanged e)
    {
        List<string> changes = [];
        if (e.Title is not null) changes.Add($"title {e.Title}");
        if (e.Priority is { } priority) changes.Add($"priority {ViewWriter.Word(priority)}");
        if (e.DependsOn is not null)
            changes.Add(e.DependsOn.Count == 0 ? "no dependencies" : $"depends on {string.Join(", ", e.DependsOn)}");
        if (e.OnFailure is { } policy) changes.Add($"on_failure {ViewWriter.Word(policy)}");
        if (e.Retries is { } retries) changes.Add(string.Create(CultureInfo.InvariantCulture, $"retries {retries}"));
        if (e.AtOnce) changes.Add("at once");
        if (e.NotBefore is { } notBefore) changes.Add($"not before {notBefore:u}");
        if (e.NoDeadline) changes.Add("no deadline");
        if (e.Deadline is { } deadline) changes.Add($"deadline {deadline:u}");
        return $"Changed: {string.Join(", ", changes)}.";
    }

    private static string Ended(TaskPhase phase) =>
        phase == TaskPhase.Cancelled ? "was cancelled" : ViewWriter.Word(phase);
}

/// <param name="Result">The result of the latest run.</param>
internal sealed record TaskAccount(TaskWork Work, string? Result, int? ExitCode, IReadOnlyList<TaskLogView> Log);
