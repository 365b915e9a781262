using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary><c>task_retry</c>.</summary>
public sealed class TaskRetryTool(TaskService tasks) : Tool<TaskEnvelope>(Declaration)
{
    public static readonly ToolDeclaration<TaskEnvelope> Declaration = new()
    {
        Name = "task_retry",
        Title = "Run a task again",
        Description = "Runs a task again that failed, was cancelled, or is blocked because a crash interrupted "
            + "it: look first at how far it came. A task that completed or has not ended is refused.",
        Toolset = Toolsets.Tasks,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.OpenWorld | ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments = [TaskToolArguments.Task],
        Result = () => ViewJson.Plain.TaskEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.RetryAsync(request.Caller, arguments.Required(TaskToolArguments.Task), cancellationToken));
}
