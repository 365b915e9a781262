using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Creating and changing tasks, where what they refer to is looked at.</summary>
public sealed partial class TaskService
{
    public async Task<Outcome<TaskEnvelope>> CreateAsync(
        Caller caller, CreateTask request, CancellationToken cancellationToken)
    {
        var once = Once(caller, request);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out var refused, out var earlier)) return refused;
        if (earlier is not null) return await RepeatAsync(earlier, cancellationToken);
        var stamp = _records.Dispatcher.NewStamp();
        if ((await OpeningAsync(caller, request, stamp, cancellationToken)).IsRejected(out refused, out var opening))
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

    public async Task<Outcome<TaskEnvelope>> UpdateAsync(
        Caller caller, UpdateTask request, CancellationToken cancellationToken)
    {
        if (TaskArguments.Task(request.TaskId).IsRejected(out var refused, out var id)) return refused;
        var stamp = _records.Dispatcher.NewStamp();
        if (Changing(request, stamp.Now).IsRejected(out refused, out var change)) return refused;
        if (change.DependsOn is not { Count: > 0 } dependencies)
            return await SendAsync(caller, request.TaskId, change, urgent: false, cancellationToken);

        // One change of dependencies at a time, so that no two of them make a circle together.
        await _records.Families.WaitAsync(cancellationToken);
        try
        {
            if (await UnknownAsync(dependencies, cancellationToken) is { } unknown) return unknown;
            if (await TaskCircle.FindAsync(id, dependencies, _records.Reads, cancellationToken) is { } circle)
                return TaskRejections.Cycle(circle);
            return await SendAsync(caller, request.TaskId, change, urgent: false, cancellationToken);
        }
        finally
        {
            _records.Families.Release();
        }
    }

    private static Outcome<ChangeTask> Changing(UpdateTask request, DateTimeOffset now)
    {
        if (TaskArguments.Priority(request.Priority).IsRejected(out var refused, out var priority)) return refused;
        if (TaskArguments.OnFailure(request.OnFailure).IsRejected(out refused, out var onFailure)) return refused;
        if (TaskArguments.Dependencies(request.DependsOn).IsRejected(out refused, out var dependencies)) return refused;
        if (Time(request.NotBefore, "not_before", DateTimeOffset.MinValue).IsRejected(out refused, out var notBefore))
            return refused;
        if (Time(request.Deadline, "deadline", DateTimeOffset.MaxValue).IsRejected(out refused, out var deadline))
            return refused;
        return new ChangeTask(
            request.Title, priority, request.DependsOn is null
                ? null
                : dependencies, onFailure, request.Retries, notBefore, deadline);

        Outcome<DateTimeOffset?> Time(string? text, string name, DateTimeOffset none) =>
            text is { Length: 0 } ? Outcome.Of<DateTimeOffset?>(none) : TaskArguments.Time(text, name, now);
    }

    private async Task<Outcome<OpenTask>> OpeningAsync(
        Caller caller, CreateTask request, Stamp stamp, CancellationToken cancellationToken)
    {
        var when = request.When ?? new();
        if (TaskArguments.Work(request.What, request.Workspace).IsRejected(out var refused, out var work))
            return refused;
        if (work.Tool is { } tool && !_gate.Knows(tool))
            return new Rejection("unknown_tool", $"There is no tool \"{tool}\".", "Look at the list of tools.");
        if (TaskArguments.Priority(when.Priority).IsRejected(out refused, out var priority)) return refused;
        if (TaskArguments.OnFailure(when.OnFailure).IsRejected(out refused, out var onFailure)) return refused;
        if (TaskArguments.Time(when.NotBefore, "not_before", stamp.Now).IsRejected(out refused, out var notBefore))
            return refused;
        if (TaskArguments.Time(when.Deadline, "deadline", stamp.Now).IsRejected(out refused, out var deadline))
            return refused;
        if (TaskArguments.Dependencies(when.DependsOn).IsRejected(out refused, out var dependencies)) return refused;
        if (await UnknownAsync(dependencies, cancellationToken) is { } unknown) return unknown;
        TaskId? parent = null;
        if (request.Parent is not null)
        {
            if (TaskArguments.Task(request.Parent).IsRejected(out refused, out var named)) return refused;
            parent = named;
        }

        if ((await ThreadAsync(request.ThreadId, cancellationToken)).IsRejected(out refused, out var thread))
            return refused;
        if (Workspace(caller, request, thread).IsRejected(out refused, out var workspace)) return refused;
        if (Agent(caller, request, thread).IsRejected(out refused, out var agent)) return refused;
        var id = new TaskId(stamp.Id("tsk", 0));
        if (work.Kind != TaskKind.Turn)
        {
            var directory = await _places.DirectoryAsync(workspace, thread?.Id, cancellationToken);
            if (_gate.Forbid(
                TaskCall.Of(id, id.Value, agent, caller.Principal.Name, thread?.Id, directory, work)) is { } forbidden)
                return forbidden;
        }

        return new OpenTask(
            id,
            request.Title,
            work,
            agent,
            thread?.Id,
            workspace,
            parent,
            priority ?? TaskPriority.Normal)
        {
            DependsOn = dependencies,
            OnFailure = onFailure ?? FailurePolicy.Fail,
            Retries = when.Retries ?? 0,
            RetrySafe = when.RetrySafe,
            NotBefore = notBefore,
            Deadline = deadline,
        };
    }

    private async ValueTask<Rejection?> UnknownAsync(
        IReadOnlyList<TaskId> dependencies, CancellationToken cancellationToken)
    {
        foreach (var dependency in dependencies)
            if (await _records.Dispatcher.LoadAsync(dependency, cancellationToken) is null)
                return TaskRejections.UnknownDependency(dependency.Value);
        return null;
    }

    private async ValueTask<Outcome<AgentThread?>> ThreadAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is null) return Outcome.Of<AgentThread?>(null);
        var thread = PrefixedId.Parse<ThreadId>(id) is { } named
            ? await _threads.LoadAsync(named, cancellationToken)
            : null;
        return thread is null
            ? ThreadRejections.UnknownThread
            : thread.Archived ? ThreadRejections.Archived : Outcome.Of<AgentThread?>(thread);
    }

    /// <summary>
    /// A workspace by its name, or a directory that can be one. The directory of the caller's connection counts where
    /// nothing else does.
    /// </summary>
    private Outcome<string?> Workspace(Caller caller, CreateTask request, AgentThread? thread)
    {
        if (request.Workspace is { } named)
            return _places.Workspaces.Find(named) is not null ? named
                : Path.IsPathRooted(named) ? _places.Files.Check(named).Map(path => (string?)path)
                : new Rejection(
                    "unknown_workspace",
                    $"There is no workspace \"{named}\".",
                    "List workspaces with workspace_list, or give an absolute directory.");
        if (thread is not null || request.What.Session is not null || caller.Workspace is null or "/")
            return Outcome.Of<string?>(null);
        return _places.Files.Check(caller.Workspace).IsRejected(out _, out var path) ? Outcome.Of<string?>(null) : path;
    }

    /// <summary>Who carries it out, and so is judged by policy: for a prompt the agent, else the requester.</summary>
    private Outcome<AgentId?> Agent(Caller caller, CreateTask request, AgentThread? thread)
    {
        if (request.What.Prompt is null)
            return Outcome.Of<AgentId?>(caller.Principal.Agent is { } own ? new AgentId(own) : null);
        if (request.What.Agent is null && thread is not null) return Outcome.Of<AgentId?>(thread.Owner);
        var name = request.What.Agent ?? _threadOptions.DefaultAgent;
        return _catalogue.Roster.Find(name) is { } agent
            ? Outcome.Of<AgentId?>(agent.Id)
            : ThreadRejections.UnknownAgent(name);
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
