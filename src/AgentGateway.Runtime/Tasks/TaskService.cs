using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// What front ends ask about tasks. Each call that changes something answers when the change is durable, and refuses
/// with a <see cref="Rejection"/> that changed nothing.
/// </summary>
public sealed partial class TaskService
{
    private readonly StoredTasks _records;
    private readonly IdempotencyKeys _keys;
    private readonly ThreadDispatcher _threads;
    private readonly AgentCatalogue _catalogue;
    private readonly ThreadOptions _threadOptions;
    private readonly TaskGate _gate;
    private readonly TaskPlaces _places;

    internal TaskService(
        StoredTasks records,
        IdempotencyKeys keys,
        ThreadDispatcher threads,
        AgentCatalogue catalogue,
        ThreadOptions threadOptions,
        TaskGate gate,
        TaskPlaces places) =>
        (_records, _keys, _threads, _catalogue, _threadOptions, _gate,
            _places) = (records, keys, threads, catalogue, threadOptions, gate, places);

    public async Task<Outcome<TaskListView>> ListAsync(ListTasks request, CancellationToken cancellationToken)
    {
        if (PageLimit.Read(request.Limit).IsRejected(out var refused, out var limit)) return refused;
        if (TaskArguments.Status(request.Status).IsRejected(out refused, out var phases)) return refused;
        if (TaskArguments.After(request.Cursor, _records.Journal).IsRejected(out refused, out var after))
            return refused;
        ThreadId? thread = request.ThreadId is null ? null : new(request.ThreadId);
        var query = string.IsNullOrWhiteSpace(request.Query) ? null : request.Query.Trim();
        var rows = await _records.Reads.TasksAsync(new(phases, thread, query), after, limit + 1, cancellationToken);
        var page = rows.Take(limit).ToArray();
        var next = rows.Count > limit ? Cursor.Of(_records.Journal, page[^1].Id.Value).ToString() : null;
        return new TaskListView([.. page.Select(task => TaskViewWriter.Of(task))], next);
    }

    public async Task<Outcome<TaskDetailView>> GetAsync(string taskId, CancellationToken cancellationToken)
    {
        if ((await FindAsync(taskId, cancellationToken)).IsRejected(out var refused, out var task)) return refused;
        var account = await _records.History.ReadAsync(task.Id, cancellationToken);
        var children = await _records.Reads.ChildrenAsync(task.Id, cancellationToken);
        return new TaskDetailView(
            task.Id.Value, TaskViewWriter.Of(task, account), account.Log,
            [
                .. children.Select(child => child.Id.Value),
            ]);
    }

    /// <summary>
    /// Answers when any or all of the tasks have ended, are blocked or wait for a person, or when the time is over.
    /// </summary>
    /// <param name="progress">Is told in a sentence how they stand, and again when one changes.</param>
    public async Task<Outcome<TaskWaitView>> WaitAsync(
        WaitForTasks request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (request.Mode is not (null or "any" or "all"))
            return TaskArguments.Invalid("mode says neither any nor all.", "mode is any or all.");
        if (request.TaskIds.Count is 0 or > TaskArguments.WaitedMax)
            return TaskArguments.Invalid(
                $"{request.TaskIds.Count} tasks were named.", $"Name 1 to {TaskArguments.WaitedMax} tasks.");
        if (WaitLimit.Work.Read(request.TimeoutSeconds, "timeout_seconds").IsRejected(out var wrong, out var wait))
            return wrong;
        string[] ids = [.. request.TaskIds.Distinct(StringComparer.Ordinal)];
        using var changes = _records.Signals.Listen(ids, wait);
        var isOver = wait == TimeSpan.Zero;
        Dictionary<TaskId, TaskPhase> seen = [];
        while (true)
        {
            var (tasks, isNews) = (new List<AgentTask>(), false);
            foreach (var id in ids)
            {
                if ((await FindAsync(id, cancellationToken)).IsRejected(out var refused, out var task)) return refused;
                tasks.Add(task);
                isNews = isNews || !seen.TryGetValue(task.Id, out var before) || before != task.Phase;
                seen[task.Id] = task.Phase;
            }

            if (isNews) progress?.Report(Standing(tasks));

            var standing = 0;
            foreach (var task in tasks)
                if (task.HasEnded || await NeedsPersonAsync(task, cancellationToken)) standing++;
            var done = request.Mode == "any" ? standing > 0 : standing == tasks.Count;
            if (done || isOver) return await WaitedAsync(tasks, done, cancellationToken);
            // When the time is over the tasks are looked at once more.
            isOver = !await changes.ChangedAsync(cancellationToken);
        }
    }

    /// <summary>Ends it, what it runs, and its children.</summary>
    public Task<Outcome<TaskEnvelope>> CancelAsync(Caller caller, string taskId, CancellationToken cancellationToken) =>
        SendAsync(caller, taskId, new CancelTask(null), urgent: true, cancellationToken);

    /// <summary>Runs one that failed, was cancelled or is blocked again.</summary>
    public Task<Outcome<TaskEnvelope>> RetryAsync(Caller caller, string taskId, CancellationToken cancellationToken) =>
        SendAsync(caller, taskId, new RetryTask(), urgent: false, cancellationToken);

    /// <summary>
    /// All of them in one sentence, because a newer notice takes the place of one that is not sent yet.
    /// </summary>
    private static string Standing(List<AgentTask> tasks)
    {
        const int Named = 3;
        var open = tasks.Where(task => !task.HasEnded).Take(Named).ToList();
        var names = string.Join(
            ", ",
            (open.Count > 0 ? open : tasks[..1]).Select(
                task => $"\"{task.Title}\" ({task.Id}) is {ViewWriter.Word(task.Phase)}"));
        return tasks.Count == 1
            ? $"Task {names}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{tasks.Count(task => task.HasEnded)} of {tasks.Count} tasks have ended; {names}.");
    }

    /// <summary>A task whose approval or question has ended goes on in a moment, though it does not know yet.</summary>
    private async ValueTask<bool> NeedsPersonAsync(AgentTask task, CancellationToken cancellationToken) =>
        task.NeedsPerson && (task.Wait?.On is not { } ask || await _gate.IsOpen(ask, cancellationToken));

    private async Task<TaskWaitView> WaitedAsync(List<AgentTask> tasks, bool done, CancellationToken cancellationToken)
    {
        var views = new List<TaskView>();
        foreach (var task in tasks)
            views.Add(TaskViewWriter.Of(task, await _records.History.ReadAsync(task.Id, cancellationToken)));
        return views is [var one] ? new(done, views, one.Id, one) : new(done, views);
    }

    private async Task<Outcome<TaskEnvelope>> SendAsync(
        Caller caller, string taskId, TaskCommand command, bool urgent, CancellationToken cancellationToken)
    {
        if (TaskArguments.Task(taskId).IsRejected(out var refused, out var id)) return refused;
        var outcome = await _records.Dispatcher.SendAsync(
            id, caller.Principal.Name, command, urgent, _records.Dispatcher.NewStamp(), null, cancellationToken);
        return outcome.IsRejected(out refused, out var receipt)
            ? refused
            : await EnvelopeAsync(receipt.State, cancellationToken);
    }

    private async Task<TaskEnvelope> EnvelopeAsync(AgentTask task, CancellationToken cancellationToken) =>
        new(task.Id.Value, TaskViewWriter.Of(task, await _records.History.ReadAsync(task.Id, cancellationToken)));

    private async ValueTask<Outcome<AgentTask>> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        if (TaskArguments.Task(taskId).IsRejected(out var refused, out var id)) return refused;
        return await _records.Dispatcher.LoadAsync(id, cancellationToken) is { } task
            ? task
            : TaskRejections.UnknownTask;
    }
}
