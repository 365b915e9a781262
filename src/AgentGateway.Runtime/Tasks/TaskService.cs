using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Knowledge;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Tasks: created, listed, read, changed, waited for, cancelled and retried. A call that changes something answers when
/// the change is durable; a <see cref="Rejection"/> changed nothing.
/// </summary>
public sealed class TaskService
{
    private readonly StoredTasks _records;
    private readonly IdempotencyKeys _keys;
    private readonly TaskOpening _openings;
    private readonly TaskGate _gate;
    private readonly PreflightService _preflights;

    internal TaskService(
        StoredTasks records, IdempotencyKeys keys, TaskOpening openings, TaskGate gate, PreflightService preflights) =>
        (_records, _keys, _openings, _gate, _preflights) = (records, keys, openings, gate, preflights);

    public async Task<Outcome<TaskEnvelope>> CreateAsync(
        Caller caller, CreateTask request, CancellationToken cancellationToken)
    {
        var once = Once(caller, request);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out var refused, out var earlier)) return refused;
        if (earlier is not null) return await RepeatAsync(earlier, cancellationToken);
        var stamp = _records.Dispatcher.NewStamp();
        if ((await _openings.CommandAsync(caller, request, stamp, cancellationToken))
            .IsRejected(out refused, out var opening))
            return refused;
        var key = once.With<AgentTask>(receipt => receipt.State.Id.Value);
        if (opening.Parent is not null) await _records.Families.WaitAsync(cancellationToken);
        try
        {
            if (opening.Parent is { } parent
                && await _records.Dispatcher.LoadAsync(parent, cancellationToken) is var family
                && family is null or { HasEnded: true })
                return family is null
                    ? TaskRejections.UnknownDependency(parent.Value)
                    : TaskRejections.Ended(family.Phase);
            var outcome = await _records.Dispatcher.SendAsync(
                opening.Id, caller.Principal.Name, opening, urgent: false, stamp, key, cancellationToken);
            if (outcome.IsRejected(out refused, out var receipt)) return refused;
            if (once.Earlier(receipt).IsRejected(out refused, out earlier)) return refused;
            return earlier is null
                ? await EnvelopeAsync(receipt.State, cancellationToken)
                : await RepeatAsync(earlier, cancellationToken);
        }
        finally
        {
            if (opening.Parent is not null) _records.Families.Release();
        }
    }

    /// <summary>The directory in which a task would work that names these; null for none.</summary>
    internal ValueTask<string?> DirectoryAsync(
        string? workspace, string? thread, CancellationToken cancellationToken) =>
        _openings.DirectoryAsync(workspace, thread, cancellationToken);

    public async Task<Outcome<TaskEnvelope>> UpdateAsync(
        Caller caller, UpdateTask request, CancellationToken cancellationToken)
    {
        if (TaskArguments.Task(request.TaskId).IsRejected(out var refused, out var id)) return refused;
        var stamp = _records.Dispatcher.NewStamp();
        if (TaskArguments.Change(request, stamp.Now).IsRejected(out refused, out var change)) return refused;
        if (change.DependsOn is not { Count: > 0 } dependencies)
            return await SendAsync(caller, request.TaskId, change, urgent: false, cancellationToken);

        // Dependencies are changed one call at a time, because two calls together could make a circle.
        await _records.Families.WaitAsync(cancellationToken);
        try
        {
            if (await _records.FindUnknownAsync(dependencies, cancellationToken) is { } unknown) return unknown;
            if (await TaskCircle.FindAsync(id, dependencies, _records.Reads, cancellationToken) is { } circle)
                return TaskRejections.Cycle(circle);
            return await SendAsync(caller, request.TaskId, change, urgent: false, cancellationToken);
        }
        finally
        {
            _records.Families.Release();
        }
    }

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
            task.Id.Value,
            TaskViewWriter.Of(task, account) with
            {
                Preflight = task.Kind == TaskKind.Command
                    ? await _preflights.OfTaskAsync(task.Id, cancellationToken)
                    : null,
            },
            account.Log,
            [.. children.Select(child => child.Id.Value)]);
    }

    /// <summary>
    /// Waits until any or all of the tasks have ended, are blocked or wait for a person, or until the time is over.
    /// </summary>
    /// <param name="progress">Gets a sentence on how the tasks stand, at first and whenever a phase changes.</param>
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
            // When the time is over, the tasks are read once more.
            isOver = !await changes.ChangedAsync(cancellationToken);
        }
    }

    /// <summary>Cancels a task, the work that it runs, and its children.</summary>
    public Task<Outcome<TaskEnvelope>> CancelAsync(Caller caller, string taskId, CancellationToken cancellationToken) =>
        SendAsync(caller, taskId, new CancelTask(null), urgent: true, cancellationToken);

    /// <summary>Runs a task again that failed, was cancelled or is blocked.</summary>
    public Task<Outcome<TaskEnvelope>> RetryAsync(Caller caller, string taskId, CancellationToken cancellationToken) =>
        SendAsync(caller, taskId, new RetryTask(), urgent: false, cancellationToken);

    /// <summary>
    /// How all of the tasks stand, in one sentence, because a newer progress notice replaces one that is not sent yet.
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

    /// <summary>Not where its approval or question has ended already: such a task goes on in a moment.</summary>
    private async ValueTask<bool> NeedsPersonAsync(AgentTask task, CancellationToken cancellationToken) =>
        task.NeedsPerson && (task.Wait?.On is not { } request || await _gate.IsOpen(request, cancellationToken));

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

    private async Task<Outcome<TaskEnvelope>> RepeatAsync(string id, CancellationToken cancellationToken) =>
        await _records.Dispatcher.LoadAsync(new(id), cancellationToken) is { } task
            ? await EnvelopeAsync(task, cancellationToken)
            : TaskRejections.UnknownTask;

    private IdempotentRequest Once(Caller caller, CreateTask request) => _keys.Of(
        caller,
        request.IdempotencyKey,
        "task_create",
        request.Title,
        request.What.Agent,
        request.What.Prompt,
        request.What.Command,
        request.What.Session,
        request.What.Tool,
        request.What.Arguments,
        request.What.Directory,
        request.What.TimeoutSeconds?.ToString(CultureInfo.InvariantCulture),
        request.When?.Priority,
        request.When?.DependsOn is { } dependencies ? string.Join(' ', dependencies) : null,
        request.When?.OnFailure,
        request.When?.Retries?.ToString(CultureInfo.InvariantCulture),
        request.When?.RetrySafe == true ? "safe" : null,
        request.When?.NotBefore,
        request.When?.Deadline,
        request.Workspace,
        request.ThreadId,
        request.Parent);
}
