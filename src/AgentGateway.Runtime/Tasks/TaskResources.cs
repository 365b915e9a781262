using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>What clients read of tasks.</summary>
internal sealed class TaskResources(TaskService tasks) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "tasks", "Tasks", "agw://tasks", "The tasks, newest first: the first page of task_list.",
            () => ViewJson.Plain.TaskListView, (_, cancellationToken) =>
                tasks.ListAsync(new(), cancellationToken)) with { Follows = TaskMachine.Kind },
        Resource.OfView(
            "task", "A task", "agw://tasks/{task_id}", "A task with its log and result, as task_get gives them.",
            () => ViewJson.Plain.TaskDetailView,
            (request, cancellationToken) => tasks.GetAsync(request.Variable, cancellationToken)) with
        {
            Follows = TaskMachine.Kind,
        },
    ];
}
