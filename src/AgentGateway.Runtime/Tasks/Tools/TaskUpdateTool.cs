using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary><c>task_update</c>.</summary>
public sealed class TaskUpdateTool(TaskService tasks) : Tool<TaskEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Title = ToolArgument.Text(
        "title", "The new title, at most 200 characters.");

    private static readonly ToolArgument<int> Retries = ToolArgument.Number(
        "retries", "How often it is tried again after a failure, at most 20.", minimum: 0);

    private static readonly ToolArgument<string> NotBefore = ToolArgument.Text(
        "not_before", "A time (ISO 8601) or a delay such as 10m; empty: at once.");

    private static readonly ToolArgument<string> Deadline = ToolArgument.Text(
        "deadline", "A time (ISO 8601) or a delay such as 10m; empty: none.");

    public static readonly ToolDeclaration<TaskEnvelope> Declaration = new()
    {
        Name = "task_update",
        Title = "Change a task",
        Description = "Changes a task that has not ended; what is absent stays as it is. depends_on replaces all "
            + "dependencies, and it and not_before can be changed until the task runs. Dependencies that would go in "
            + "a circle are refused, and the circle is named.",
        Toolset = Toolsets.Tasks,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R1,
        Arguments =
        [
            TaskToolArguments.Task, Title, TaskToolArguments.Priority, TaskToolArguments.DependsOn,
            TaskToolArguments.OnFailure, Retries, NotBefore, Deadline,
        ],
        Result = () => ViewJson.Plain.TaskEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.UpdateAsync(
            request.Caller,
            new(
                arguments.Required(TaskToolArguments.Task),
                arguments.Text(Title),
                arguments.Text(TaskToolArguments.Priority),
                arguments.Texts(TaskToolArguments.DependsOn),
                arguments.Text(TaskToolArguments.OnFailure),
                arguments.Number(Retries),
                arguments.Text(NotBefore),
                arguments.Text(Deadline)),
            cancellationToken));
}
