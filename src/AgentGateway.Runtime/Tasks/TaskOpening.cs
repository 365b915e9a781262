using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Makes the commands that open tasks, from requests in which ids, times and names are text.</summary>
internal sealed class TaskOpening(
    StoredTasks records,
    ThreadDispatcher threads,
    AgentCatalogue catalogue,
    ThreadOptions options,
    TaskGate gate,
    TaskPlaces places,
    KnownSecrets secrets)
{
    /// <summary>Checks what the request names. Nothing is opened before the command is sent.</summary>
    public async Task<Outcome<OpenTask>> CommandAsync(
        Caller caller, CreateTask request, Stamp stamp, CancellationToken cancellationToken)
    {
        var when = request.When ?? new();
        if (TaskArguments.Work(request.What, request.Workspace).IsRejected(out var refused, out var work))
            return refused;
        if (secrets.Refuse(work.Command, work.Directory, work.Arguments) is { } told) return told;
        if (work.Tool is { } tool && !gate.Knows(tool))
            return new Rejection("unknown_tool", $"There is no tool \"{tool}\".", "Look at the list of tools.");
        if (TaskArguments.Priority(when.Priority).IsRejected(out refused, out var priority)) return refused;
        if (TaskArguments.OnFailure(when.OnFailure).IsRejected(out refused, out var onFailure)) return refused;
        if (TaskArguments.Time(when.NotBefore, "not_before", stamp.Now).IsRejected(out refused, out var notBefore))
            return refused;
        if (TaskArguments.Time(when.Deadline, "deadline", stamp.Now).IsRejected(out refused, out var deadline))
            return refused;
        if (TaskArguments.Dependencies(when.DependsOn).IsRejected(out refused, out var dependencies)) return refused;
        if (await records.FindUnknownAsync(dependencies, cancellationToken) is { } unknown) return unknown;
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
            var directory = await places.DirectoryAsync(workspace, thread?.Id, cancellationToken);
            var judgedAs = agent?.Value ?? caller.JudgedAs;
            var call = TaskCall.Of(id, id.Value, judgedAs, thread?.Id, directory, work, caller.Principal.IsLocal);
            if (gate.Forbid(call) is { } forbidden) return forbidden;
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
            ByPerson = caller.Principal.IsLocal,
            Client = caller.Client?.Value,
            Speaker = caller.Speaker,
            WorksFor = request.WorksFor,
        };
    }

    /// <summary>The directory in which a task would work that names these; null for none.</summary>
    public ValueTask<string?> DirectoryAsync(string? workspace, string? thread, CancellationToken cancellationToken) =>
        places.DirectoryAsync(
            workspace, thread is null ? null : PrefixedId.Parse<ThreadId>(thread), cancellationToken);

    private async ValueTask<Outcome<AgentThread?>> ThreadAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is null) return Outcome.Of<AgentThread?>(null);
        var thread = PrefixedId.Parse<ThreadId>(id) is { } named
            ? await threads.LoadAsync(named, cancellationToken)
            : null;
        return thread is null
            ? ThreadRejections.UnknownThread
            : thread.Archived ? ThreadRejections.Archived : Outcome.Of<AgentThread?>(thread);
    }

    /// <summary>
    /// The workspace or directory that the request names. The directory of the caller's connection is used where
    /// neither the request, nor a thread, nor a session says where the task works.
    /// </summary>
    private Outcome<string?> Workspace(Caller caller, CreateTask request, AgentThread? thread)
    {
        if (request.Workspace is { } named)
            return places.Workspaces.Find(named) is not null ? named
                : Path.IsPathRooted(named) ? places.Files.Check(named).Map(path => (string?)path)
                : new Rejection(
                    "unknown_workspace",
                    $"There is no workspace \"{named}\".",
                    "List workspaces with workspace_list, or give an absolute directory.");
        var isElsewhere = thread is not null || request.What.Session is not null;
        return Outcome.Of(isElsewhere ? null : places.Files.OfConnection(caller.Workspace));
    }

    /// <summary>
    /// The agent that policy judges: the one that carries out the prompt, and otherwise the requester; null for a
    /// client.
    /// </summary>
    private Outcome<AgentId?> Agent(Caller caller, CreateTask request, AgentThread? thread)
    {
        if (request.What.Prompt is null)
            return Outcome.Of<AgentId?>(caller.Principal.Agent is { } own ? new AgentId(own) : null);
        if (request.What.Agent is null && thread is not null) return Outcome.Of<AgentId?>(thread.Owner);
        var name = request.What.Agent ?? options.DefaultAgent;
        return catalogue.Roster.Find(name) is { } agent
            ? Outcome.Of<AgentId?>(agent.Id)
            : ThreadRejections.UnknownAgent(name);
    }
}
