using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary><c>task_cancel</c>.</summary>
public sealed class TaskCancelTool(TaskService tasks) : Tool<TaskEnvelope>(Declaration)
{
    public static readonly ToolDeclaration<TaskEnvelope> Declaration = new()
    {
        Name = "task_cancel",
        Title = "Cancel a task",
        Description = "Ends a task, what it runs, and the tasks that are part of it. What it did so far stays done. A "
            + "task that was cancelled already stays so; one that ended otherwise is refused.",
        Toolset = Toolsets.Tasks,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent | ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments = [TaskToolArguments.Task],
        Result = () => ViewJson.Plain.TaskEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.CancelAsync(request.Caller, arguments.Required(TaskToolArguments.Task), cancellationToken));
}
