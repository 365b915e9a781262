using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>task_update</c>.</summary>
internal sealed class TaskUpdateTool(TaskService tasks) : CheckedTool<TaskEnvelope>(
    "task_update",
    "Change a task",
    "Changes a task that has not ended; what is absent stays as it is. depends_on replaces all dependencies, and it and not_before can be changed until the task "
    + "runs. Dependencies that would go in a circle are refused, and the circle is named.",
    ToolConduct.Idempotent,
    [TaskArguments.Task, Title, TaskArguments.Priority, TaskArguments.DependsOn, TaskArguments.OnFailure, Retries, NotBefore, Deadline],
    ViewJson.Plain.TaskEnvelope)
{
    private static readonly ToolArgument Title = ToolArgument.Text("title", "The new title, at most 200 characters.");
    private static readonly ToolArgument Retries = ToolArgument.Number("retries", "How often it is tried again after a failure, at most 20.", minimum: 0);
    private static readonly ToolArgument NotBefore = ToolArgument.Text("not_before", "A time (ISO 8601) or a delay such as 10m; empty: at once.");
    private static readonly ToolArgument Deadline = ToolArgument.Text("deadline", "A time (ISO 8601) or a delay such as 10m; empty: none.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.UpdateAsync(
            caller,
            new(
                arguments.Required(TaskArguments.Task),
                arguments.Text(Title),
                arguments.Text(TaskArguments.Priority),
                arguments.Texts(TaskArguments.DependsOn),
                arguments.Text(TaskArguments.OnFailure),
                arguments.Number(Retries),
                arguments.Text(NotBefore),
                arguments.Text(Deadline)),
            cancellationToken));
}
