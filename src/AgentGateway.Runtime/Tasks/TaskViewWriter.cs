using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Makes views of tasks.</summary>
internal static class TaskViewWriter
{
    /// <param name="account">What it runs and what came of it; null in lists.</param>
    public static TaskView Of(AgentTask task, TaskAccount? account = null) => new(
        task.Id.Value,
        task.Title,
        ViewWriter.Word(task.Kind),
        ViewWriter.Word(task.Phase),
        task.Wait is { } wait ? ViewWriter.Word(wait.For) : null,
        task.Wait?.On,
        task.Failure is { } failure ? new(failure.Code, failure.Message, failure.Hint) : null,
        task.Summary,
        task.Agent?.Value,
        account?.Work.Prompt,
        account?.Work.Command,
        task.Session,
        account?.Work.Directory,
        account?.Work.Tool,
        account?.Work.Arguments,
        ViewWriter.Word(task.Priority),
        [.. task.Dependencies.Select(dependency => new TaskDependencyView(dependency.Task.Value, dependency.Settled is { } ended ? ViewWriter.Word(ended) : null))],
        ViewWriter.Word(task.OnFailure),
        task.Retries,
        task.RetrySafe,
        task.Attempt,
        task.Wait is { For: TaskWaitKind.Time, Until: { } until } ? until : task.NotBefore,
        task.Deadline,
        task.Workspace,
        (task.Link?.Thread is { } own && task.Thread is null ? own : task.Thread)?.Value,
        task.Link?.Turn?.Value,
        task.Link?.Session?.Value,
        task.Link?.Command?.Value,
        task.Parent?.Value,
        task.CreatedBy,
        task.CreatedAt,
        task.UpdatedAt,
        task.StartedAt,
        task.EndedAt,
        account?.Result,
        account?.ExitCode);
}
