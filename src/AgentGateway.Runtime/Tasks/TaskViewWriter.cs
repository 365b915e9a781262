using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Makes views of tasks.</summary>
internal static class TaskViewWriter
{
    /// <param name="account">Its work and result; null in lists.</param>
    public static TaskView Of(AgentTask task, TaskAccount? account = null) => new()
    {
        Id = task.Id.Value,
        Title = task.Title,
        Kind = ViewWriter.Word(task.Kind),
        Status = ViewWriter.Word(task.Phase),
        WaitingFor = task.Wait is { } wait ? ViewWriter.Word(wait.For) : null,
        WaitingOn = task.Wait?.On?.Value,
        Reason = ViewWriter.Of(task.Failure),
        Summary = task.Summary,
        Agent = task.Agent?.Value,
        Prompt = account?.Work.Prompt,
        Command = account?.Work.Command,
        Session = task.Session,
        Directory = account?.Work.Directory,
        Tool = account?.Work.Tool,
        Arguments = account?.Work.Arguments,
        Priority = ViewWriter.Word(task.Priority),
        DependsOn = [.. task.Dependencies.Select(Of)],
        OnFailure = ViewWriter.Word(task.OnFailure),
        Retries = task.Retries,
        RetrySafe = task.RetrySafe,
        Attempt = task.Attempt,
        NotBefore = task.Wait is { For: TaskWaitKind.Time, Until: { } until } ? until : task.NotBefore,
        Deadline = task.Deadline,
        Workspace = task.Workspace,
        ThreadId = (task.Link?.Thread is { } own && task.Thread is null ? own : task.Thread)?.Value,
        TurnId = task.Link?.Turn?.Value,
        SessionId = task.Link?.Session?.Value,
        CommandId = task.Link?.Command?.Value,
        Parent = task.Parent?.Value,
        CreatedBy = task.CreatedBy,
        Client = task.Client,
        CreatedAt = task.CreatedAt,
        UpdatedAt = task.UpdatedAt,
        StartedAt = task.StartedAt,
        EndedAt = task.EndedAt,
        Result = account?.Result,
        ExitCode = account?.ExitCode,
    };

    private static TaskDependencyView Of(TaskDependency dependency) =>
        new(dependency.Task.Value, dependency.Settled is { } ended ? ViewWriter.Word(ended) : null);
}
